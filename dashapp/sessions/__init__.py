"""Sessions: how long a sign-in is good, and until when."""

from dashapp.sessions.derived_key import derived_key
from dashapp.sessions.errors import SessionsUnavailable
from dashapp.sessions.listing import (
    TIMES,
    LiveSession,
    count_sessions,
    end_sessions_of,
    erase_sessions,
    exported_sessions,
    live_sessions,
)
from dashapp.sessions.registry import SessionRegistry
from dashapp.sessions.revocations import Revocations
from dashapp.sessions.session import Session, SignedIn
from dashapp.sessions.sessions import Sessions

__all__ = [
    "TIMES",
    "LiveSession",
    "Revocations",
    "Session",
    "SessionRegistry",
    "Sessions",
    "SessionsUnavailable",
    "SignedIn",
    "count_sessions",
    "derived_key",
    "end_sessions_of",
    "erase_sessions",
    "exported_sessions",
    "live_sessions",
]
