"""Which sessions a provider's logout ends (OpenID Connect Back-Channel Logout 1.0)."""

from sqlalchemy import ColumnElement

from dashapp.database import storage_key
from dashapp.sessions.tables import sessions


def ended_at_provider(issuer: str, subject: str | None, session: str | None) -> ColumnElement[bool]:
    """Return the condition that picks them.

    Args:
        issuer: the provider.
        subject: its sub; None: its session says enough.
        session: its sid; None: every session of the subject.

    Raises:
        ValueError: neither is said.
    """
    if subject is None and session is None:
        raise ValueError("a subject or a session is needed")
    if session is None:
        those = sessions.c.subject == storage_key(subject or "")
    else:
        those = sessions.c.provider_session == storage_key(session)
    if subject is not None and session is not None:
        # The ID token of some providers' sessions had no sid.
        own = sessions.c.subject == storage_key(subject)
        those = own & (those | sessions.c.provider_session.is_(None))
    return (sessions.c.issuer == issuer) & those
