"""Where records wait to be written: bounded, and what did not fit is counted."""

import secrets
import threading
import time
from collections.abc import Sequence
from queue import Empty, SimpleQueue

from dashapp.embed import LinkAsked
from dashapp.usage.rows import Row, Told

Item = LinkAsked | Told | threading.Event
"""An event is set once everything before it is written."""


class Intake:
    """A queue of which one side, the host's requests, never waits."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[Item] = SimpleQueue()
        self._lock = threading.Lock()
        self._marks = 0
        self._held = 0
        self._losing: dict[str, Row] = {}
        self._being_recorded: list[Row] = []

    @property
    def waiting(self) -> int:
        """How many records are not written yet, with those that the writer is at."""
        return max(self._queue.qsize() + self._held - self._marks, 0)

    def offer(self, item: LinkAsked | Told, room: int) -> None:
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
        """Count records as lost."""
        now = int(time.time() * 1000)
        with self._lock:
            row = self._losing.get(why)
            if row is None:
                id_ = secrets.token_hex(16)
                row = {"id": id_, "since": now, "until": now, "records": 0, "why": why}
            self._losing[why] = row | {"until": now, "records": row["records"] + records}

    def losses(self) -> list[Row]:
        """Return what was lost and is not recorded as such yet, as rows of the table."""
        with self._lock:
            self._being_recorded += self._losing.values()
            self._losing = {}
            return list(self._being_recorded)

    def losses_recorded(self) -> None:
        """Forget the losses that were asked for last."""
        with self._lock:
            self._being_recorded = []

    @property
    def lost(self) -> int:
        """How many records were lost and are not recorded as such yet."""
        with self._lock:
            return sum(row["records"] for row in (*self._losing.values(), *self._being_recorded))
