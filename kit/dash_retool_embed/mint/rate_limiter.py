"""How often somebody has asked: what the endpoints need of whoever counts."""

from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from dash_retool_embed.people import User


class RateLimiter(Protocol):
    """Counts requests. `dash_retool_embed.limits.MintLimits` is the kit's own."""

    def limit_anonymous(self, address: str | None) -> AbstractContextManager[None]:
        """Count a request from this address if it turns out within that nobody known sent it."""

    def limit_person(self, person: User, cost: int = 1) -> None:
        """Count a request of this person for so many."""

    def limit_requests(self, person: User) -> None:
        """Count a request of this person, whether or not Retool will be asked."""


class NoRateLimit:
    """Counts nothing."""

    def limit_anonymous(self, address: str | None) -> AbstractContextManager[None]:  # noqa: ARG002
        """Do nothing."""
        return nullcontext()

    def limit_person(self, person: User, cost: int = 1) -> None:
        """Do nothing."""

    def limit_requests(self, person: User) -> None:
        """Do nothing."""
