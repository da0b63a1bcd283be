"""Why there is no embed URL: one tree, each branch something that a different person can mend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dash_retool_embed.errors import CATALOGUE, CodedError


class RetoolError(CodedError):
    """No embed URL was obtained.

    `detail` is what Retool said, shortened and without secrets; empty if it said nothing.
    """

    entry = CATALOGUE["retool_error"]

    def __init__(
        self,
        message: str | None = None,
        *,
        detail: str = "",
        case: str | None = None,
        retry_after: float | None = None,
        **fields: object,
    ) -> None:
        super().__init__(message, case=case, retry_after=retry_after, **fields)
        self.detail = detail

    def __str__(self) -> str:
        text = super().__str__()
        return f"{text} Retool said: {self.detail}" if self.detail else text


@dataclass(frozen=True)
class Violation:
    """A field that breaks a rule. `value` is a shortened repr, empty for a missing field."""

    field: str
    value: str
    allowed: str

    def __str__(self) -> str:
        subject = f"{self.field} = {self.value}" if self.value else f"{self.field} is missing"
        return f"{subject}; allowed: {self.allowed}"


class InvalidEmbedRequest(RetoolError):
    """The request breaks rules of the contract and was not sent. `violations` has all of them."""

    entry = CATALOGUE["invalid_embed_request"]

    def __init__(self, violations: Iterable[Violation]) -> None:
        self.violations = tuple(violations)
        text = "\n".join(str(violation) for violation in self.violations)
        super().__init__(case="fields", violations=text)


class TokenRejected(RetoolError):
    """Retool does not take the access token (401)."""

    entry = CATALOGUE["token_rejected"]


class UnknownAppOrGroup(RetoolError):
    """The app or a permission group is not of this Retool organisation (403, 404, some 400)."""

    entry = CATALOGUE["unknown_app_or_group"]


class EmbeddingNotEnabled(RetoolError):
    """Retool Embed is turned off in this Retool organisation (400)."""

    entry = CATALOGUE["embedding_not_enabled"]


class RequestRejected(RetoolError):
    """Retool refuses the request for another reason (any other 4xx)."""

    entry = CATALOGUE["request_rejected"]


class RateLimited(RetoolError):
    """Retool takes no more requests for now (429)."""

    entry = CATALOGUE["rate_limited"]


class RetoolBusy(RetoolError):
    """Other calls come first, so Retool was not asked. `ticket` keeps the turn for a minute.

    Come back with it after `retry_after` seconds.
    """

    entry = CATALOGUE["retool_busy"]

    def __init__(self, message: str | None = None, *, ticket: str, retry_after: float) -> None:
        super().__init__(message, case="turn", retry_after=retry_after)
        self.ticket = ticket


class RetoolFailed(RetoolError):
    """Retool met an error of its own (5xx) that need not pass: asking again may do harm."""

    entry = CATALOGUE["retool_failed"]


class RetoolUnavailable(RetoolError):
    """Retool can't be reached, does not answer in time, or is out of order (502, 503, 504).

    Also if that happened so often lately that it was not asked.
    """

    entry = CATALOGUE["retool_unavailable"]


class UnintelligibleAnswer(RetoolError):
    """What came back is not an answer of the contract: probably it is not Retool's API."""

    entry = CATALOGUE["unintelligible_answer"]


class OriginNotAllowed(RetoolError):
    """The embed URL leads to an origin that the operator has not allowed."""

    entry = CATALOGUE["origin_not_allowed"]

    def __init__(self, origin: str, allowed: Sequence[str]) -> None:
        self.origin = origin
        self.allowed = tuple(allowed)
        super().__init__(case="origin", origin=origin, allowed=", ".join(allowed))
