"""The usage log: takes records on the way of a request, and writes them on a thread of its own."""

import atexit
import logging
import os
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dash_retool_embed.http import Report
from dash_retool_embed.mint import LinkRequest
from dash_retool_embed.people import User
from dashapp.database import MAX_TEXT, Store
from dashapp.usage.batch import is_kept
from dashapp.usage.hourly_quota import FULL_HOUR, ROWS_PER_HOUR, HourlyQuota
from dashapp.usage.rows import OverQuotaRequest, ReceivedReport, person_storage_key
from dashapp.usage.write_queue import WriteQueue
from dashapp.usage.writer import Writer

log = logging.getLogger(__name__)

CAPACITY = 50_000
"""How many records wait at most: some 50 MB. 100 a second bridge eight minutes."""

CLOSING_SECONDS = 10.0


@dataclass(frozen=True)
class Status:
    """How the log is doing in this process: how many records wait, how many are lost, and why."""

    waiting: int
    lost: int
    trouble: str | None


class UsageLog:
    """Records who opened what; a `dash_retool_embed.mint.Recorder`, so its calls return at once."""

    def __init__(
        self,
        store: Store,
        *,
        retention_days: int = 365,
        capacity: int = CAPACITY,
        rows_per_hour: int = ROWS_PER_HOUR,
    ) -> None:
        """Describe the log; `start` begins it.

        Args:
            store: where it is kept.
            retention_days: what is older is deleted; today counts.
            capacity: how many records wait at most while the store does not take them.
            rows_per_hour: how many rows one person gets; what comes after them is only counted.
        """
        self.store = store
        self._retention_days = retention_days
        self._capacity = capacity
        self._rows_per_hour = rows_per_hour
        self._quota = HourlyQuota(rows_per_hour)
        self._queue = WriteQueue()
        self._writer: Writer | None = None
        self._is_closed = False
        self._starting = threading.Lock()
        for moment, method in (
            ("before", self._before_fork),
            ("after_in_parent", self._after_fork),
            ("after_in_child", self._in_child),
        ):
            os.register_at_fork(**{moment: _while_it_lives(method)})

    def start(self) -> None:
        """Begin to write; the tables are made or brought up to date first, without waiting here."""
        with self._starting:
            if self._writer is None and not self._is_closed:
                self._writer = Writer(self.store, self._queue, self._retention_days)
                self._writer.start()
                atexit.register(self.close)

    def record_request(self, request: LinkRequest) -> None:
        """Take a request for a link. What is only counted may be crowded out."""
        if is_kept(request) and not self._has_room(request.person):
            request = OverQuotaRequest.of(request)
        room = self._capacity if is_kept(request) else self._capacity // 2
        # Whatever else was asked for, or a token says, is not recorded, and would take memory.
        if request.request is None:
            request = replace(request, app=request.app[:MAX_TEXT])
        if (person := request.person) is not None:
            request = replace(request, person=replace(person, roles=frozenset(), claims={}))
        self._here().offer(request, room)

    def record_reports(self, person: User, reports: Sequence[Report]) -> None:
        """Take what this person's page says. What the host knows itself has more room."""
        queue, now, key = self._here(), int(time.time() * 1000), person_storage_key(person)
        for report in reports:
            received = ReceivedReport(key, report, now - report.ago_ms, now)
            if self._quota.try_take(key, received.rows, of_report=True):
                queue.offer(received, self._capacity // 2)
            else:
                queue.lose(1, FULL_HOUR)

    def flush(self, seconds: float) -> bool:
        """Write what was taken until now; return whether the database has it within that time.

        Not of it: reports whose link another process has not written yet. They are tried again.
        """
        written = self._here().mark()
        if self._writer is not None:
            self._writer.hurry()
        return written.wait(seconds)

    @property
    def status(self) -> Status:
        """How the log is doing."""
        trouble = None if self._writer is None else self._writer.retry.trouble
        return Status(self._queue.waiting, self._queue.lost, trouble)

    def close(self) -> None:
        """Write what is there, for some seconds at most, and end."""
        atexit.unregister(self.close)
        with self._starting:
            self._is_closed = True
            writer, self._writer = self._writer, None
        if writer is None:
            return
        writer.end(CLOSING_SECONDS)
        if lost := self._queue.waiting + self._queue.lost:
            log.warning("The usage log ends with %d records that could not be written.", lost)
        self.store.close()

    def _has_room(self, person: User | None) -> bool:
        if person is None or self._quota.try_take(person_storage_key(person), 1, of_report=False):
            return True
        self._queue.lose(1, FULL_HOUR)
        return False

    def _here(self) -> WriteQueue:
        # A server that forks its workers has built the app in their parent.
        if self._writer is None:
            self.start()
        return self._queue

    def _before_fork(self) -> None:
        # A copy of an open connection of SQLite's may spoil the file, and of a lock never opens.
        if self._writer is not None:
            self._writer.retry.pause()

    def _after_fork(self) -> None:
        if self._writer is not None:
            self._writer.retry.resume()

    def _in_child(self) -> None:
        # The parent writes what it had taken.
        self.store.forget()
        self._starting = threading.Lock()
        self._quota = HourlyQuota(self._rows_per_hour)
        self._queue = WriteQueue()
        self._writer = None


def _while_it_lives(method: Callable[[], None]) -> Callable[[], None]:
    reference = weakref.WeakMethod(method)

    def call() -> None:
        if (living := reference()) is not None:
            living()

    return call
