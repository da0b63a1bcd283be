"""What a session is, to those who begin one and to those who ask who is signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

End = Literal["signed out", "signed in again", "provider", "operator", "erased"]
"""Why a session ended: who or what ended it."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody who has just signed in at an OpenID provider.

    ``person`` is the external identifier; ``subject`` and ``provider_session`` are the provider's
    sub and sid; ``claims`` is what is kept of the provider's claims.
    """

    person: str
    issuer: str
    subject: str
    provider_session: str | None
    claims: Mapping[str, Any]
    refresh_token: str | None
    id_token: str | None


@dataclass(frozen=True, slots=True)
class Session:
    """A session that has not ended. Times are in milliseconds since the epoch.

    The tokens are encrypted; `Sessions` decrypts them for whoever needs one.
    """

    digest: str
    person: str
    issuer: str
    subject: str
    claims: Mapping[str, Any]
    refresh_token: str | None
    id_token: str | None
    began_at: int
    expires_at: int
    checked_at: int
    changed_at: int
