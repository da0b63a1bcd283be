"""Lookups into the database while it may be away, without taking the host's threads along."""

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from dash_retool_embed.log_throttling import Outage
from dashapp.database import (
    Store,
    StoreError,
    StoreNotReady,
    StoreTooNew,
    StoreUnavailable,
    check_ready,
    migrate,
)
from dashapp.sessions.errors import SessionsUnavailable

log = logging.getLogger(__name__)

AT_A_TIME = 4
"""So many requests wait for the database, at most."""

PATIENCE_SECONDS = 1.0
"""Others wait so long for their turn."""

QUIET_SECONDS = 2.0
"""A database that failed is left alone so long."""

Result = TypeVar("Result")


class Lookups:
    """Lets requests ask the database, a few at a time, and none right after it failed."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        """Describe it; `clock` is in seconds."""
        self._store = store
        self._clock = clock
        self._turns = threading.BoundedSemaphore(AT_A_TIME)
        self._quiet_until = clock()
        self._is_migrated = self._was_migrated = False
        self._unwritten: dict[str, Callable[[], object]] = {}
        self._outage = Outage(log, "writing which sessions have ended", clock=clock)

    def run(self, work: Callable[[], Result], *, patience: float = PATIENCE_SECONDS) -> Result:
        """Return what there is to see, or what came of a change.

        Raises:
            SessionsUnavailable: the database failed just now, or here, or too many are waiting.
        """
        if self._clock() < self._quiet_until:
            raise SessionsUnavailable(case="quiet")
        if not self._turns.acquire(timeout=patience):
            raise SessionsUnavailable(case="full")
        try:
            self._migrate()
            return work()
        except StoreError as error:
            self._quiet_until = self._clock() + QUIET_SECONDS
            # It may come back as another one, without these tables.
            self._is_migrated = False
            raise SessionsUnavailable(case="store", reason=error) from None
        finally:
            self._turns.release()

    def write(self, name: str, write: Callable[[], object]) -> None:
        """Write something now, or else when the database is back; a name may wait once."""
        self.keep(name, write)
        try:
            self.run(write)
        except SessionsUnavailable as error:
            self._outage.failed(f"it counts only here for now: {error}")
        else:
            self._unwritten.pop(name, None)
            self._tell_written()

    def keep(self, name: str, write: Callable[[], object]) -> None:
        """Write something when the database is back."""
        self._unwritten[name] = write

    def is_unwritten(self, name: str) -> bool:
        """Tell whether something of this name waits to be written."""
        return name in self._unwritten

    @property
    def has_unwritten(self) -> bool:
        """Whether something waits to be written."""
        return bool(self._unwritten)

    def write_the_rest(self) -> None:
        """Write what waits, whether the database failed just now or not.

        Raises:
            StoreError: it fails again.
        """
        self._migrate()
        for name, write in list(self._unwritten.items()):
            write()
            self._unwritten.pop(name, None)
        self._tell_written()
        self._quiet_until = self._clock()

    def _tell_written(self) -> None:
        if not self._unwritten:
            self._outage.resolved()

    def _migrate(self) -> None:
        if self._is_migrated:
            return
        try:
            # Where they are there already, nobody has to be kept from writing.
            check_ready(self._store)
        except StoreNotReady:
            self._make_tables()
        except StoreTooNew:
            # A later version of the host keeps what this one needs, while both run.
            if not self._was_migrated:
                raise
        self._is_migrated = self._was_migrated = True

    def _make_tables(self) -> None:
        try:
            migrate(self._store)
        except SQLAlchemyError as error:
            raise StoreUnavailable(self._store.reason(error)) from None
