"""A person who is signed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class User:
    """Who is asking, as far as a verified token says so.

    `id` is the token's sub and Retool's external identifier. `claims` is everything that the
    token says, for configured metadata; it is in no repr because it may hold anything.
    """

    id: str
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    roles: frozenset[str] = frozenset()
    claims: Mapping[str, Any] = field(
        default_factory=lambda: MappingProxyType({}), repr=False, hash=False
    )

    @property
    def name(self) -> str:
        """What to call the person: their name, or else their address, or else their id."""
        full_name = " ".join(part for part in (self.first_name, self.last_name) if part)
        return full_name or self.email or self.id
