"""The thread that writes: batch after batch, patient while the database is down."""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from dashapp.embed import LinkAsked
from dashapp.usage.errors import UsageError
from dashapp.usage.intake import Intake, Item
from dashapp.usage.migrating import migrate
from dashapp.usage.retention import forget_before, moment_to_keep_from
from dashapp.usage.rows import Row, Told
from dashapp.usage.store import Store
from dashapp.usage.writing import Batch, write

log = logging.getLogger(__name__)

# A record is written this long after it came, so that its neighbours share a transaction. What a
# process that dies can lose is what came within it, and what the transaction under way holds.
GATHER_SECONDS = 0.2
BATCH = 2000

# What another process has not written yet is waited for, what nobody will write is not.
UNKNOWN_SECONDS = 60.0
MAX_UNKNOWN = 5000

FIRST_PAUSE_SECONDS = 0.25
LONGEST_PAUSE_SECONDS = 5.0

# What is wrong with a record, rather than with the database.
POISON = (DataError, IntegrityError, ValueError, TypeError)

RETENTION_SECONDS = 3600.0
AGAIN_SECONDS = 1.0


class Writer:
    """Takes records from an intake to a store, on a thread of its own."""

    def __init__(self, store: Store, intake: Intake, retention_days: int) -> None:
        self._store = store
        self._intake = intake
        self._retention_days = retention_days
        self._hurry = threading.Event()
        self._ending = threading.Event()
        self._unknown: list[Told] = []
        self._losses: list[Row] = []
        self._is_migrated = False
        self._forget_at = 0.0
        self._thread = threading.Thread(target=self._run, name="usage log", daemon=True)
        self.trouble: str | None = None
        """Why nothing can be written at the moment, as a sentence."""

    def start(self) -> None:
        """Begin, by bringing the tables up to date."""
        self._thread.start()

    def hurry(self) -> None:
        """Write what is there without waiting for more."""
        self._hurry.set()

    def end(self, seconds: float) -> None:
        """Write what is there, for so long at most, and end."""
        self._ending.set()
        self._hurry.set()
        self._intake.mark()
        self._thread.join(seconds)

    def _run(self) -> None:
        self._forget()
        while not (self._ending.is_set() and not self._intake.waiting):
            items = self._intake.take(BATCH, self._patience())
            if items and not self._hurry.wait(GATHER_SECONDS):
                items += self._intake.take(BATCH - len(items), 0)
            self._hurry.clear()
            if not self._write(items):
                return
            self._intake.held -= len(items)
            if time.monotonic() >= self._forget_at:
                self._forget()

    def _patience(self) -> float:
        # Nothing comes by itself but what has to be tried again, and the end of what is old.
        if self._unknown or self._intake.lost:
            return AGAIN_SECONDS
        return max(self._forget_at - time.monotonic(), 0)

    def _write(self, items: Sequence[Item]) -> bool:
        if loss := self._intake.take_loss():
            self._losses.append(loss)
        told = [item for item in items if isinstance(item, Told)]
        asked = [item for item in items if isinstance(item, LinkAsked)]
        batch = Batch(asked, self._unknown + told, self._losses)
        if (batch or self._losses) and not self._until_done(lambda: self._keep(batch)):
            return False
        self._losses = []
        for item in items:
            if isinstance(item, threading.Event):
                item.set()
        return True

    def _keep(self, batch: Batch) -> None:
        try:
            unknown = write(self._store, batch)
        except POISON as error:
            log.warning("a batch of records can't be stored, so each is tried: %s", _kind(error))
            unknown = self._keep_each(batch)
        earliest = int((time.time() - UNKNOWN_SECONDS) * 1000)
        self._unknown = [told for told in unknown if told.received >= earliest][-MAX_UNKNOWN:]

    def _keep_each(self, batch: Batch) -> list[Told]:
        unknown: list[Told] = []
        ones = [Batch(asked=[each]) for each in batch.asked]
        ones += [Batch(told=[each]) for each in batch.told]
        for one in [*ones, Batch(losses=batch.losses)]:
            try:
                unknown += write(self._store, one)
            except POISON as error:
                log.warning("a record can't be stored and is lost: %s", _kind(error))
                self._intake.lose(len(one), "the database did not take them")
        return unknown

    def _forget(self) -> None:
        earliest = moment_to_keep_from(int(time.time() * 1000), self._retention_days)
        if self._until_done(lambda: forget_before(self._store, earliest)):
            self._forget_at = time.monotonic() + RETENTION_SECONDS

    def _until_done(self, work: Callable[[], object]) -> bool:
        """Do what needs the database, again and again while it is down; False: the end came first.

        What is done may have been done before, when the answer was lost.
        """
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                if not self._is_migrated:
                    migrate(self._store)
                    self._is_migrated = True
                work()
            except UsageError as error:
                self._say_trouble(str(error))
            except SQLAlchemyError as error:
                self._say_trouble(self._store.reason(error))
            # A thread that ends would leave a log that says nothing and keeps nothing.
            except Exception:
                log.exception("the usage log failed")
                self._say_trouble("The usage log can't be written; the host's log says why.")
            else:
                self._say_no_trouble()
                return True
            if self._ending.wait(pause):
                return False
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    def _say_trouble(self, trouble: str) -> None:
        if self.trouble is None:
            log.warning("%s Embeds work, their records wait.", trouble)
        self.trouble = trouble

    def _say_no_trouble(self) -> None:
        if self.trouble is not None:
            log.warning(
                "The usage log's database is back; %d records waited.", self._intake.waiting
            )
        self.trouble = None


def _kind(error: Exception) -> str:
    # The error's own text has the values of the record.
    return type(getattr(error, "orig", None) or error).__name__
