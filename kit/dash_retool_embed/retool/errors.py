"""Why there is no embed URL: one tree, each branch something that a different person can mend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar


class RetoolError(Exception):
    """No embed URL was obtained.

    `code` names the kind and never changes. `message`, also `str(error)`, is for the operator: it
    has no access token and no link in it. `person_message` is for whoever looks at the tab.
    `detail` is what Retool said, shortened and without secrets; empty if it said nothing.
    `transient` tells that the same request may succeed later; `retry_after` in how many seconds
    from now, None if nobody knows.
    """

    code: ClassVar[str] = "retool_error"
    person_message: ClassVar[str] = "This app could not be opened."
    transient: ClassVar[bool] = False

    def __init__(self, message: str, *, detail: str = "", retry_after: float | None = None) -> None:
        self.message = f"{message} Retool said: {detail}" if detail else message
        self.detail = detail
        self.retry_after = retry_after
        super().__init__(self.message)


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

    code = "invalid_embed_request"
    person_message = "This app can't be opened for you: the details it needs don't fit."

    def __init__(self, violations: Iterable[Violation]) -> None:
        self.violations = tuple(violations)
        super().__init__("\n".join(str(violation) for violation in self.violations))


class TokenRejected(RetoolError):
    """Retool does not take the access token (401)."""

    code = "token_rejected"
    person_message = "This app can't be opened: the connection to Retool is not set up correctly."


class UnknownAppOrGroup(RetoolError):
    """The app or a permission group is not of this Retool organisation (403, 404, some 400)."""

    code = "unknown_app_or_group"
    person_message = "This app can't be opened: Retool does not know it."


class EmbeddingNotEnabled(RetoolError):
    """Retool Embed is turned off in this Retool organisation (400)."""

    code = "embedding_not_enabled"
    person_message = "This app can't be opened: embedding is turned off in Retool."


class RequestRejected(RetoolError):
    """Retool refuses the request for another reason (any other 4xx)."""

    code = "request_rejected"
    person_message = "Retool refused to open this app."


class RateLimited(RetoolError):
    """Retool takes no more requests for now (429)."""

    code = "rate_limited"
    person_message = "Retool is busy."
    transient = True


class RetoolBusy(RetoolError):
    """Other calls come first, so Retool was not asked. `ticket` keeps the turn for a minute.

    Come back with it after `retry_after` seconds.
    """

    code = "retool_busy"
    person_message = "Retool is busy."
    transient = True

    def __init__(self, message: str, *, ticket: str, retry_after: float) -> None:
        super().__init__(message, retry_after=retry_after)
        self.ticket = ticket


class RetoolFailed(RetoolError):
    """Retool met an error of its own (5xx) that need not pass: asking again may do harm."""

    code = "retool_failed"
    person_message = "Retool failed to open this app."


class RetoolUnavailable(RetoolError):
    """Retool can't be reached, does not answer in time, or is out of order (502, 503, 504).

    Also if that happened so often lately that it was not asked.
    """

    code = "retool_unavailable"
    person_message = "Retool can't be reached right now."
    transient = True


class UnintelligibleAnswer(RetoolError):
    """What came back is not an answer of the contract: probably it is not Retool's API."""

    code = "unintelligible_answer"
    person_message = "Retool gave an answer that makes no sense here."


class OriginNotAllowed(RetoolError):
    """The embed URL leads to an origin that the operator has not allowed."""

    code = "origin_not_allowed"
    person_message = "This app can't be opened: it is at an address that is not allowed."

    def __init__(self, origin: str, allowed: Sequence[str]) -> None:
        self.origin = origin
        self.allowed = tuple(allowed)
        super().__init__(
            f"Retool's embed URL has the origin {origin}, and allowed are: {', '.join(allowed)}. "
            "If it is right, add it to retool.embed_origins."
        )
