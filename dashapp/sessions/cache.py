"""The sessions that this process knows, so that a request asks no database."""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Set

from dashapp.sessions.session import Session

CAPACITY = 50_000
"""How many are known at most, some 2 KB each; the one used longest ago is looked up again."""


class SessionCache:
    """Sessions by digest, and what is refused. Threads may share it."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._lock = threading.Lock()
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._revoked: dict[str, int] = {}

    def get(self, digest: str) -> Session | None:
        """Return a session that is known, and remember that it was used."""
        with self._lock:
            if (session := self._sessions.get(digest)) is not None:
                self._sessions.move_to_end(digest)
            return session

    def keep(self, session: Session) -> None:
        """Know a session, in place of an older state of it."""
        with self._lock:
            former = self._sessions.get(session.digest)
            if former is not None and former.changed_at > session.changed_at:
                return
            self._sessions[session.digest] = session
            self._sessions.move_to_end(session.digest)
            if len(self._sessions) > self._capacity:
                self._sessions.popitem(last=False)

    def drop(self, digest: str) -> None:
        """Know it no more."""
        with self._lock:
            self._sessions.pop(digest, None)

    def keep_only(self, live: Set[str]) -> None:
        """Know no other sessions than these; one that began this moment is looked up again."""
        with self._lock:
            for digest in self._sessions.keys() - live:
                del self._sessions[digest]

    def apply(self, changed: Mapping[str, int | None]) -> list[str]:
        """Drop what has ended; return what is known in an older state than the one named."""
        old = []
        with self._lock:
            for digest, changed_at in changed.items():
                if (session := self._sessions.get(digest)) is None:
                    continue
                if changed_at is None:
                    del self._sessions[digest]
                elif changed_at > session.changed_at:
                    old.append(digest)
        return old

    def revoke(self, revoked: Mapping[str, int], now: int) -> None:
        """Refuse these until their time, in ms, and forget those whose time is over."""
        with self._lock:
            expired = [digest for digest, until in self._revoked.items() if until < now]
            for digest in expired:
                del self._revoked[digest]
            self._revoked.update({d: until for d, until in revoked.items() if until >= now})

    def is_revoked(self, digest: str) -> bool:
        """Tell whether it is refused."""
        return digest in self._revoked
