"""Processes that share a database of sessions, each with what it knows by itself."""

from collections.abc import Iterable
from datetime import timedelta

from pydantic import SecretStr

from dashapp.database import Store
from dashapp.sessions import SessionRegistry, Sessions, SignedIn

SECRET = SecretStr("a secret of a deployment, longer than thirty-two bytes")
OTHER_SECRET = SecretStr("another secret of a deployment, just as long as that")
HOST = "dashapp at https://apps.example.com"
ISSUER = "https://login.example.com"
HOUR = timedelta(hours=1)


def registry_at(url: str) -> SessionRegistry:
    return SessionRegistry(Store(url))


def sessions_at(
    url: str | SessionRegistry, *, secrets: Iterable[SecretStr] = (SECRET,), host: str = HOST
) -> Sessions:
    """The sessions of a process that has just begun, or of this one."""
    registry = url if isinstance(url, SessionRegistry) else registry_at(url)
    return Sessions(registry, list(secrets), host)


def signed_in(sub: str = "ada", session: str | None = None, **claims: object) -> SignedIn:
    said = {"sub": sub, "roles": ["analyst"], **claims}
    return SignedIn(sub, ISSUER, sub, session, said, f"refresh {sub}", f"id {sub}")
