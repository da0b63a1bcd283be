"""Why a person gets no link, as far as this host decides it."""


class EmbedError(Exception):
    """A link was refused before Retool was asked.

    ``code`` is stable and for programs, ``str(error)`` is the sentence for the person,
    ``status`` the HTTP answer. ``transient`` tells that the same request may succeed later;
    ``retry_after`` in how many seconds from now, None if nobody knows.
    """

    code = "embed_error"
    status = 500
    transient = False

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(message)


class UnknownApp(EmbedError):
    """No app of this name is configured."""

    code = "unknown_app"
    status = 404


class MayNotOpen(EmbedError):
    """The person's roles do not open this app."""

    code = "may_not_open"
    status = 403


class FrameNotYours(EmbedError):
    """Events came in the name of a frame whose link was not minted for this person and this app."""

    code = "frame_not_yours"
    status = 403


class ClaimMissing(EmbedError):
    """The app's metadata need a claim that the person's sign-in does not carry.

    Left out, the key would be undefined inside Retool, where a query that filters by it may show
    everything; so there is no link.
    """

    code = "claim_missing"
    status = 403


class NoGroup(EmbedError):
    """The person may open the app, but none of their roles has a permission group in it."""

    code = "no_group"
    status = 403


class ClaimUnfit(EmbedError):
    """A claim that the app's metadata need is not a string, a boolean or a 64-bit whole number."""

    code = "claim_unfit"
    status = 403


class MetadataTooLong(EmbedError):
    """What this person's claims and the app's hook say together is more than Retool takes."""

    code = "metadata_too_long"
    status = 403


class MetadataFailed(EmbedError):
    """The app's metadata hook raised, or returned what Retool does not take.

    ``reason`` says what, for the log, without any value.
    """

    code = "metadata_failed"
    status = 500

    def __init__(self, message: str, reason: str = "") -> None:
        self.reason = reason or message
        super().__init__(message)


class BadRequest(EmbedError):
    """The body of a mint request is not what the API takes."""

    code = "bad_request"
    status = 400


class TooManyRequests(EmbedError):
    """The person, or the address that they are at, has asked too often lately."""

    code = "too_many_requests"
    status = 429
    transient = True


class TooLarge(EmbedError):
    """The body of a request is larger than any that a page sends."""

    code = "too_large"
    status = 413


def http_status(error: Exception) -> int | None:
    """Return the status of an answer that a web framework has one raise, as `abort(403)` does."""
    for name in ("code", "status_code"):
        if isinstance(status := getattr(error, name, None), int):
            return status
    return None


def is_unauthorized(error: Exception) -> bool:
    """Tell whether an error is a framework's word for nobody: `abort(401)`."""
    return http_status(error) == 401
