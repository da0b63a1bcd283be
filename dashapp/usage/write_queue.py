"""Where records wait to be written: bounded, and what did not fit is counted."""

import secrets
import threading
import time
from collections.abc import Sequence
from queue import Empty, SimpleQueue

from dash_retool_embed.mint import LinkRequest
from dashapp.usage.rows import MS_PER_HOUR, ReceivedReport, Row

Item = LinkRequest | ReceivedReport | threading.Event
"""An event is set once everything before it is written."""


class WriteQueue:
    """A queue of which one side, the host's requests, never waits."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[Item] = SimpleQueue()
        self._lock = threading.Lock()
        self._marks = 0
        self._held = 0
        self._losses: dict[tuple[str, int], Row] = {}
        self._recorded: dict[str, int] = {}
        self._being_recorded: dict[str, int] = {}

    @property
    def waiting(self) -> int:
        """How many records are not written yet, with those that the writer is at."""
        return max(self._queue.qsize() + self._held - self._marks, 0)

    def offer(self, item: LinkRequest | ReceivedReport, room: int) -> None:
        """Take a record, or count it as lost if so many wait already."""
        if self.waiting < room:
            self._queue.put(item)
        else:
            self.lose(1, "too many records were waiting")

    def mark(self) -> threading.Event:
        """Return an event that is set once everything until now is written."""
        written = threading.Event()
        with self._lock:
            self._marks += 1
            self._queue.put(written)
        return written

    def take(self, most: int, timeout: float = 0) -> list[Item]:
        """Wait for something to come, in seconds, and return what is there by then."""
        taken: list[Item] = []
        try:
            while len(taken) < most:
                taken.append(self._queue.get(timeout=0 if taken else timeout))
                self._held += 1
        except Empty:
            pass
        return taken

    def done(self, items: Sequence[Item]) -> None:
        """Forget what was taken, as it is written, and tell those who wait for it."""
        marks = [item for item in items if isinstance(item, threading.Event)]
        with self._lock:
            self._marks -= len(marks)
            self._held -= len(items)
        for mark in marks:
            mark.set()

    def lose(self, records: int, why: str) -> None:
        """Count records as lost: in one row for each reason and hour, however often it happens."""
        now = int(time.time() * 1000)
        with self._lock:
            row: Row = {"id": secrets.token_hex(16), "since": now, "records": 0, "why": why}
            row = self._losses.setdefault((why, now // MS_PER_HOUR), row)
            row.update(until=now, records=row["records"] + records)

    def losses(self) -> list[Row]:
        """Return what was lost and is not recorded as such yet, as rows of the table."""
        with self._lock:
            news = [dict(row) for row in self._losses.values() if self._is_news(row)]
            self._being_recorded = {row["id"]: row["records"] for row in news}
            return news

    def losses_recorded(self) -> None:
        """Know the losses that were asked for last as recorded."""
        hour = int(time.time() * 1000) // MS_PER_HOUR
        with self._lock:
            self._recorded.update(self._being_recorded)
            self._being_recorded = {}
            for key, row in list(self._losses.items()):
                if key[1] < hour and not self._is_news(row):
                    del self._losses[key], self._recorded[row["id"]]

    @property
    def lost(self) -> int:
        """How many records were lost and are not recorded as such yet."""
        with self._lock:
            rows = self._losses.values()
            return sum(row["records"] - self._recorded.get(row["id"], 0) for row in rows)

    def _is_news(self, row: Row) -> bool:
        return bool(row["records"] > self._recorded.get(row["id"], 0))
