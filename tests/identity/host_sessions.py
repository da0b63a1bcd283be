"""Sessions of a host, without the way through its provider."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import RowMapping

from dashapp.database import Store
from dashapp.identity.host_sessions import sessions_of
from dashapp.sessions import SessionRegistry, SignedIn
from dashapp.sessions.records import rows_of
from dashapp.sessions.tables import sessions
from dashapp.settings import Settings
from tests.conftest import Company

HOUR = timedelta(hours=1)


def store_of(settings: Settings) -> Store:
    return Store(settings.database_url.get_secret_value())


def begin_session(
    settings: Settings, sub: str, roles: Sequence[str] = (), lifetime: timedelta = HOUR
) -> str:
    """Sign somebody in; return the value of the cookie."""
    assert settings.oidc is not None
    claims = {"sub": sub, "roles": list(roles)}
    signed_in = SignedIn(sub, settings.oidc.issuer, sub, None, claims, None, None)
    return sessions_of(settings, SessionRegistry(store_of(settings))).begin(signed_in, lifetime)


def sessions_in(company: Company) -> Sequence[RowMapping]:
    """All rows of sessions that began at the company's provider, ended ones too."""
    theirs = sessions.c.issuer == company.provider.origin
    return rows_of(store_of(company.settings), theirs & (sessions.c.began_at >= company.began_at))
