"""The thread that writes: batch after batch, patient while the database is down."""

import logging
import secrets
import threading
import time
from collections.abc import Iterator, Sequence

from sqlalchemy.exc import SQLAlchemyError

from dash_retool_embed.mint import LinkRequest
from dashapp.database import Store
from dashapp.usage.batch import Batch, Stamp
from dashapp.usage.orphan_reports import AGAIN_SECONDS, UNKNOWN_LINKS, OrphanReports
from dashapp.usage.retention import forget_before, moment_to_keep_from
from dashapp.usage.retry import Ended, Retry, what_failed
from dashapp.usage.rows import ReceivedReport
from dashapp.usage.write_queue import Item, WriteQueue
from dashapp.usage.writing import write

log = logging.getLogger(__name__)

# A record is written this long after it came, so that its neighbours share a transaction. What a
# process that dies can lose is what came within it, and what the transaction under way holds.
GATHER_SECONDS = 0.1
BATCH = 1000

RETENTION_SECONDS = 3600.0
RETENTION_AGAIN_SECONDS = 300.0


class Writer:
    """Takes records from a write queue to a store, on a thread of its own."""

    def __init__(self, store: Store, queue: WriteQueue, retention_days: int) -> None:
        self._store = store
        self._queue = queue
        self._retention_days = retention_days
        self._hurry = threading.Event()
        self._orphans = OrphanReports()
        self._id = secrets.token_hex(16)
        self._batches = 0
        self._forget_at = 0.0
        self._forgetting: Iterator[int] | None = None
        self._failed_to_forget = 0
        self._thread = threading.Thread(target=self._run, name="usage log", daemon=True)
        self.retry = Retry(store, lambda: queue.waiting)

    def start(self) -> None:
        """Begin, by bringing the tables up to date."""
        self._thread.start()

    def hurry(self) -> None:
        """Write what is there without waiting for more."""
        self._hurry.set()

    def end(self, seconds: float) -> None:
        """Write what is there, for so long at most, and end."""
        self.retry.ending.set()
        self._queue.mark()
        self._hurry.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            self.retry.until_done(lambda: None)
            while not self._is_over():
                items = self._gather()
                self._keep(items)
                self._queue.done(items)
                self._forget_some()
            self._keep_the_last()
        except Ended:
            log.debug("the usage log ends while its database is down")

    def _is_over(self) -> bool:
        return self.retry.ending.is_set() and not self._queue.waiting

    def _gather(self) -> list[Item]:
        items = self._queue.take(BATCH, self._patience())
        if items and len(items) < BATCH:
            self._hurry.wait(GATHER_SECONDS)
            self._hurry.clear()
            items += self._queue.take(BATCH - len(items))
        return items

    def _patience(self) -> float:
        # Nothing comes by itself but what has to be tried again, and the end of what is old.
        soon = AGAIN_SECONDS if self._orphans or self._queue.lost else RETENTION_SECONDS
        forget_in = 0 if self._forgetting else self._forget_at - time.monotonic()
        return max(min(soon, forget_in), 0)

    def _keep(self, items: Sequence[Item], *, at_once: bool = False) -> None:
        reports = self._orphans.take_due(at_once=at_once)
        reports += [item for item in items if isinstance(item, ReceivedReport)]
        requests = [item for item in items if isinstance(item, LinkRequest)]
        losses = self._queue.losses()
        if requests or reports or losses:
            unknown = self._write_fit(Batch(requests, reports, losses))
            self._queue.losses_recorded()
            if dropped := self._orphans.keep(unknown):
                self._queue.lose(dropped, UNKNOWN_LINKS)

    def _keep_the_last(self) -> None:
        self._keep([], at_once=True)
        if self._orphans:
            self._queue.lose(len(self._orphans), UNKNOWN_LINKS)
        self._keep([])

    def _write_fit(self, whole: Batch) -> list[ReceivedReport]:
        """Write a batch but for records that can't be; return what `write` does."""
        unknown: list[ReceivedReport] = []
        unfit, why = 0, ""
        todo = [whole]
        while todo:
            batch = todo.pop()
            try:
                unknown += self._write(batch)
            except Ended:
                raise
            # Whatever the values of one record bring about, the others are kept.
            except Exception as error:  # noqa: BLE001
                parts = batch.parts()
                todo += reversed(parts)
                if not parts:
                    unfit, why = unfit + len(batch), what_failed(error)
        if unfit:
            log.warning("%d records can't be stored and are lost: %s", unfit, why)
            self._queue.lose(unfit, "the database did not take them")
        return unknown

    def _write(self, batch: Batch) -> list[ReceivedReport]:
        self._batches += 1
        stamp = Stamp(self._id, self._batches)
        return self.retry.until_done(lambda: write(self._store, batch, stamp))

    def _forget_some(self) -> None:
        if self._forgetting is None and time.monotonic() >= self._forget_at:
            earliest = moment_to_keep_from(int(time.time() * 1000), self._retention_days)
            self._forgetting = forget_before(self._store, earliest)
            self._forget_at = time.monotonic() + RETENTION_SECONDS
        if (forgetting := self._forgetting) is None:
            return
        # A part at a time, so that no record waits for the end of it.
        try:
            if self.retry.once(lambda: next(forgetting, None)) is None:
                self._forgetting = None
                self._failed_to_forget = 0
        except SQLAlchemyError as error:
            self._forgetting = None
            self._forget_at = time.monotonic() + RETENTION_AGAIN_SECONDS
            self._failed_to_forget += 1
            # The first time, the database may have gone down just then.
            if self._failed_to_forget == 2:
                log.warning("what is too old can't be deleted: %s", self._store.reason(error))
