"""Work that needs the database, tried again and again while the database is down."""

import logging
import threading
import time
import traceback
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from dashapp.database import Store, StoreError, migrate

log = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 0.25
LONGEST_PAUSE_SECONDS = 5.0

# A database that takes so long does not answer, even if nothing has failed.
SILENCE_SECONDS = 10.0

# Whoever forks waits for a transaction under way, and not for a database that is gone.
FORK_SECONDS = 5.0

Result = TypeVar("Result")


class Ended(Exception):
    """The log was closed before the work was done."""


class Retry:
    """Does the work of one thread, on tables that are up to date."""

    def __init__(self, store: Store, waiting: Callable[[], int]) -> None:
        """Describe it; `waiting` says how many records do, for the log."""
        self._store = store
        self._waiting = waiting
        self._lock = threading.Lock()
        self._is_paused = False
        self._is_migrated = False
        self._file: tuple[int, int] | None = None
        self._trouble: str | None = None
        self._working_since: float | None = None
        self.ending = threading.Event()

    @property
    def trouble(self) -> str | None:
        """Why nothing can be written at the moment, as a sentence."""
        since = self._working_since
        if self._trouble is None and since and time.monotonic() - since > SILENCE_SECONDS:
            return f"The usage log's database ({self._store.where}) does not answer."
        return self._trouble

    def until_done(self, work: Callable[[], Result]) -> Result:
        """Do it, again and again while the database is down, even if only an answer was lost.

        Raises:
            Ended: nobody waits for it any more, and a last try was in vain.
            Exception: it is not the database's fault.
        """
        pause, is_last = FIRST_PAUSE_SECONDS, False
        while True:
            if self._is_ready():
                try:
                    result = self.once(work)
                except (DataError, IntegrityError):
                    self._say_no_trouble()
                    raise
                except SQLAlchemyError as error:
                    self._fail(self._store.reason(error))
                else:
                    self._say_no_trouble()
                    return result
            if is_last:
                raise Ended
            # It may have come back while nobody asked.
            is_last = self.ending.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    def once(self, work: Callable[[], Result]) -> Result:
        """Do it, and let it fail.

        Raises:
            Exception: as the work says.
        """
        with self._lock:
            self._working_since = time.monotonic()
            try:
                return work()
            finally:
                self._working_since = None

    def pause(self) -> None:
        """Keep away from the database, with nothing open, until `resume`."""
        self._is_paused = self._lock.acquire(timeout=FORK_SECONDS)
        if self._is_paused:
            self._store.close()

    def resume(self) -> None:
        """Go on after `pause`."""
        if self._is_paused:
            self._is_paused = False
            self._lock.release()

    def _is_ready(self) -> bool:
        if self._is_migrated and self._file != self._store.file():
            # What is written to a file without a name is nowhere.
            log.warning("The usage log's file (%s) is another one now.", self._store.where)
            self._is_migrated = False
            self._store.close()
        if self._is_migrated:
            return True
        try:
            self.once(lambda: migrate(self._store))
        except StoreError as error:
            self._fail(str(error))
        except SQLAlchemyError as error:
            self._fail(self._store.reason(error))
        # A thread that ends would leave a log that says nothing and keeps nothing.
        except Exception as error:  # noqa: BLE001
            if self._trouble is None:
                log.error("%s", what_failed(error))
            self._fail("The usage log's tables can't be made; the host's log says why.")
        else:
            self._is_migrated = True
            self._file = self._store.file()
        return self._is_migrated

    def _fail(self, trouble: str) -> None:
        if self._trouble is None:
            log.warning("%s Embeds work, their records wait.", trouble)
        self._trouble = trouble
        # It may come back as another one: restored, or with tables that its connections mistake.
        self._is_migrated = False
        self._store.close()

    def _say_no_trouble(self) -> None:
        if self._trouble is not None:
            log.warning("The usage log's database is back; %d records waited.", self._waiting())
        self._trouble = None


def what_failed(error: Exception) -> str:
    """Describe an error without its own text, which may quote a record."""
    kind = type(getattr(error, "orig", None) or error).__qualname__
    if isinstance(error, SQLAlchemyError):
        return kind
    return f"{kind}\n{''.join(traceback.format_tb(error.__traceback__))}"
