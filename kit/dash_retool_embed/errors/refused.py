"""Why a request is refused here, before anybody asks Retool."""

from dash_retool_embed.errors.base import CodedError
from dash_retool_embed.errors.catalogue import CATALOGUE


class EmbedError(CodedError):
    """A link was refused before Retool was asked.

    A `message` is said to the person too: it is how a hook refuses somebody in words of its own.
    """

    entry = CATALOGUE["embed_error"]

    def __init__(
        self,
        message: str | None = None,
        *,
        case: str | None = None,
        retry_after: float | None = None,
        **fields: object,
    ) -> None:
        super().__init__(message, case=case, retry_after=retry_after, **fields)
        if message is not None:
            self.person_message = message


class UnknownApp(EmbedError):
    """No app of this name is configured."""

    entry = CATALOGUE["unknown_app"]


class MayNotOpen(EmbedError):
    """The person's roles do not open this app."""

    entry = CATALOGUE["may_not_open"]


class FrameNotYours(EmbedError):
    """Events came in the name of a frame whose link was not minted for this person and this app."""

    entry = CATALOGUE["frame_not_yours"]


class ClaimMissing(EmbedError):
    """The app's metadata need a claim that the person's sign-in does not carry.

    Left out, the key would be undefined inside Retool, where a query that filters by it may show
    everything; so there is no link.
    """

    entry = CATALOGUE["claim_missing"]


class NoGroup(EmbedError):
    """The person may open the app, but none of their roles has a permission group in it."""

    entry = CATALOGUE["no_group"]


class ClaimUnfit(EmbedError):
    """A claim that the app's metadata need is not a string, a boolean or a 64-bit whole number."""

    entry = CATALOGUE["claim_unfit"]


class MetadataTooLong(EmbedError):
    """What this person's claims and the app's hook say together is more than Retool takes."""

    entry = CATALOGUE["metadata_too_long"]


class MetadataFailed(EmbedError):
    """The app's metadata hook raised, or returned what Retool does not take.

    Its text says what, without any value.
    """

    entry = CATALOGUE["metadata_failed"]


class BadRequest(EmbedError):
    """The body of a mint request is not what the API takes."""

    entry = CATALOGUE["bad_request"]


class TooManyRequests(EmbedError):
    """The person, or the address that they are at, has asked too often lately."""

    entry = CATALOGUE["too_many_requests"]


class TooLarge(EmbedError):
    """The body of a request is larger than any that a page sends."""

    entry = CATALOGUE["too_large"]


class MethodNotAllowed(CodedError):
    """An endpoint that takes POST was sent something else."""

    entry = CATALOGUE["method_not_allowed"]
