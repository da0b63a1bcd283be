"""What one process knows of sessions, and how it learns what other processes have ended."""

import logging
import os
import threading
import time
import weakref
from collections.abc import Callable

from dash_retool_embed.log_throttling import Outage
from dashapp.database import Store, StoreError
from dashapp.sessions import records
from dashapp.sessions.cache import SessionCache
from dashapp.sessions.errors import SessionsUnavailable
from dashapp.sessions.lookups import Lookups

log = logging.getLogger(__name__)

POLL_SECONDS = 2.0
"""A session that ended elsewhere goes on here so long, and for what the database takes."""

FIRST_LOOK_SECONDS = 5.0
"""How long requests wait for what was refused before this process began."""

RECONCILE_SECONDS = 60.0
"""After so long, a session is noticed that is in the database no more: it came from a backup."""

FORGET_SECONDS = 3600.0
KEPT_MS = 24 * 60 * 60 * 1000
"""What is over is kept for a day, for whoever asks why somebody had to sign in again."""


class SessionRegistry:
    """Shared by all who ask about sessions in one process. A fork begins with nothing."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        """Describe it; nothing is asked of the database yet.

        Args:
            store: the host's database.
            clock: in seconds since the epoch.
        """
        self.store = store
        self._clock = clock
        self._begin()
        begin = weakref.WeakMethod(self._begin)
        os.register_at_fork(after_in_child=lambda: (method := begin()) and method())

    def _begin(self) -> None:
        self.cache = SessionCache()
        self.lookups = Lookups(self.store)
        self._catching_up = threading.Lock()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._since: int | None = None
        self._has_tried = False
        self._forget_at = 0.0
        self._reconcile_at = 0.0
        weakref.finalize(self, _write_the_last, self.lookups)

    def now(self) -> int:
        """Return the time in milliseconds since the epoch."""
        return int(self._clock() * 1000)

    def watch(self) -> None:
        """See to it that what ends elsewhere ends here, from now on."""
        if self._thread is not None and self._thread.is_alive():
            return
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=_watch, args=(weakref.ref(self),), name="sessions", daemon=True
                )
                self._thread.start()

    def know_revocations(self) -> None:
        """Wait for what was refused before this process began, once and not for long."""
        if self._since is not None or self._has_tried:
            return
        if not self._catching_up.acquire(timeout=FIRST_LOOK_SECONDS):
            return
        try:
            if self._since is None and not self._has_tried:
                self.lookups.run(self._catch_up)
        except SessionsUnavailable as error:
            log.warning("Sign-ins that have ended may still be good here: %s", error)
        finally:
            # The watch goes on trying.
            self._has_tried = True
            self._catching_up.release()

    def catch_up(self) -> None:
        """Write what could not be written, and learn what has ended or changed elsewhere.

        Raises:
            StoreError: the database can't be used.
        """
        with self._catching_up:
            try:
                self.lookups.write_the_rest()
            finally:
                # Who can't write may read.
                self._catch_up()
        if time.monotonic() >= self._reconcile_at:
            self._reconcile_at = time.monotonic() + RECONCILE_SECONDS
            self.cache.keep_only(records.live(self.store))
        if time.monotonic() >= self._forget_at:
            self._forget_at = time.monotonic() + FORGET_SECONDS
            records.forget_old(self.store, KEPT_MS)

    def _catch_up(self) -> None:
        found = records.changes(self.store, self._since)
        for digest in self.cache.apply(found.sessions):
            if (session := records.load(self.store, digest)) is None:
                self.cache.drop(digest)
            else:
                self.cache.keep(session)
        self.cache.revoke(found.revoked, self.now())
        self._since = found.now


def _write_the_last(lookups: Lookups) -> None:
    try:
        if lookups.has_unwritten:
            lookups.write_the_rest()
    except StoreError as error:
        log.warning("%s Ends of sessions that count only here are lost.", error)


def _watch(reference: "weakref.ref[SessionRegistry]") -> None:
    outage = Outage(log, "learning which sessions have ended elsewhere")
    while True:
        time.sleep(POLL_SECONDS)
        registry = reference()
        # Whatever its app is, it is gone.
        if registry is None:
            return
        try:
            registry.catch_up()
        except StoreError as error:
            outage.failed(f"{error} Sessions go on.")
        # A thread that ends would leave sessions that never do.
        except Exception as error:  # noqa: BLE001
            outage.failed(type(error).__name__, exc_info=True)
        else:
            outage.resolved()
        del registry
