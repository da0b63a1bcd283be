"""What is audited, and what whoever keeps it has to offer."""

from enum import Enum
from typing import Protocol


class Event(str, Enum):
    """A kind of event."""

    def __str__(self) -> str:
        # As a StrEnum, which Python has from 3.11 on.
        return str(self.value)

    SIGN_IN = "sign_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGN_OUT = "sign_out"
    TOKEN_REFUSED = "token_refused"  # noqa: S105 - it is no password
    ACCESS_REFUSED = "access_refused"
    CROSS_SITE_REFUSED = "cross_site_refused"
    CALLBACK_REFUSED = "callback_refused"
    RATE_LIMITED = "rate_limited"


class Audit(Protocol):
    """Takes events. It is called on the way of an answer, and has to return at once."""

    def __call__(
        self,
        event: Event,
        /,
        *,
        who: str | None = None,
        code: str | None = None,
        app: str | None = None,
        detail: str | None = None,
    ) -> None:
        """Take an event of the current request.

        Args:
            event: its kind.
            who: the external identifier; None: nobody who is known.
            code: of the refusal.
            app: the configured app that it is about.
            detail: what happened, in words of this program's own: no token, no value of a claim.
        """


def no_audit(
    event: Event,
    /,
    *,
    who: str | None = None,
    code: str | None = None,
    app: str | None = None,
    detail: str | None = None,
) -> None:
    """Keep nothing."""
