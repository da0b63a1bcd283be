"""Where records wait to be written: bounded, and what did not fit is counted."""

import secrets
import threading
import time
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
        self._lost: Row | None = None
        self.held = 0
        """How many records the writer has taken and not written yet."""

    @property
    def waiting(self) -> int:
        """How many records are not written yet."""
        return self._queue.qsize() + self.held

    def offer(self, item: LinkAsked | Told, room: int) -> None:
        """Take a record, or count it as lost if so many wait already."""
        if self.waiting < room:
            self._queue.put(item)
        else:
            self.lose(1, "too many records were waiting")

    def mark(self) -> threading.Event:
        """Return an event that is set once everything until now is written."""
        written = threading.Event()
        self._queue.put(written)
        return written

    def take(self, most: int, timeout: float) -> list[Item]:
        """Wait for something to come, in seconds, and return what is there by then."""
        taken: list[Item] = []
        try:
            taken.append(self._queue.get(timeout=timeout))
            while len(taken) < most:
                taken.append(self._queue.get_nowait())
        except Empty:
            pass
        self.held += len(taken)
        return taken

    def lose(self, records: int, why: str) -> None:
        """Count records as lost."""
        now = int(time.time() * 1000)
        with self._lock:
            if self._lost is None:
                id_ = secrets.token_hex(16)
                self._lost = {"id": id_, "since": now, "until": now, "records": 0, "why": why}
            self._lost |= {"until": now, "records": self._lost["records"] + records}

    def take_loss(self) -> Row | None:
        """Return what was lost since this was asked before, as a row; whoever asks records it."""
        with self._lock:
            lost, self._lost = self._lost, None
        return lost

    @property
    def lost(self) -> int:
        """How many records were lost and are not recorded as such yet."""
        lost = self._lost
        return 0 if lost is None else int(lost["records"])
