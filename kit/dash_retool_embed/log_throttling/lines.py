"""How many lines a log may get of one kind from one person or address, and of how many it got none.

Time is cut into windows. In each, a source gets some lines of a kind and all sources together get
some more; what is beyond that is counted, and told when the window is over.
"""

import logging
import threading
import time
import weakref
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

WINDOW_SECONDS = 60.0
PER_SOURCE = 30
IN_ALL = 120


@dataclass(frozen=True, slots=True)
class LeftOut:
    """So many events of a kind were left out; `source` is None for those past the common bound."""

    kind: str
    source: str | None
    count: int


class Quota:
    """Says which events get a line. Threads may share it.

    The table of counters is bounded too: a source is known only once it has got a line.
    """

    def __init__(
        self,
        per_source: int = PER_SOURCE,
        in_all: int = IN_ALL,
        *,
        seconds: float = WINDOW_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Describe the quota.

        Args:
            per_source: lines of one kind from one source in a window.
            in_all: lines of one kind from all sources in a window.
            seconds: how long a window lasts.
            clock: in seconds, from any moment on.
        """
        self._per_source = per_source
        self._in_all = in_all
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._ends: float | None = None
        self._lines: Counter[tuple[str, str]] = Counter()
        self._of_kind: Counter[str] = Counter()
        self._left_out: Counter[tuple[str, str | None]] = Counter()

    def admits(self, kind: str, source: str) -> bool:
        """Tell whether this event gets a line; if not, it is counted."""
        with self._lock:
            if self._ends is None:
                self._ends = self._clock() + self._seconds
            key = kind, source
            if self._of_kind[kind] >= self._in_all:
                self._left_out[key if key in self._lines else (kind, None)] += 1
                return False
            if self._lines[key] >= self._per_source:
                self._left_out[key] += 1
                return False
            self._lines[key] += 1
            self._of_kind[kind] += 1
            return True

    def take_left_out(self, *, now: bool = False) -> list[LeftOut]:
        """Return what was left out of the window, and begin another, if it is over.

        Args:
            now: also if it is not over yet.
        """
        # Without the lock: this is asked with every request, and a moment later will do.
        if not self._has_ended(self._ends, now=now):
            return []
        with self._lock:
            # Another thread may have taken it meanwhile.
            if not self._has_ended(self._ends, now=now):
                return []
            self._ends = None
            left_out = [LeftOut(*key, count) for key, count in self._left_out.items()]
            for counter in (self._lines, self._of_kind, self._left_out):
                counter.clear()
            return left_out

    def _has_ended(self, ends: float | None, *, now: bool) -> bool:
        return ends is not None and (now or self._clock() >= ends)

    @property
    def sources(self) -> int:
        """How many counters there are."""
        return len(self._lines)


class BoundedLog:
    """A logger for what others can bring about as often as they like."""

    def __init__(self, log: logging.Logger, quota: Quota | None = None) -> None:
        """Describe it.

        Args:
            log: gets the lines, and at the end of a window how many were left out.
            quota: None: the usual one.
        """
        self._log = log
        self._quota = quota or Quota()
        weakref.finalize(self, _tell_left_out, log, self._quota, now=True)

    def write(
        self, level: int, kind: str, source: str, text: str, *arguments: Any, exc_info: bool = False
    ) -> None:
        """Write a line, unless this source has had its lines of this kind."""
        _tell_left_out(self._log, self._quota)
        if self._quota.admits(kind, source):
            self._log.log(level, text, *arguments, exc_info=exc_info or None)


def _tell_left_out(log: logging.Logger, quota: Quota, *, now: bool = False) -> None:
    for each in quota.take_left_out(now=now):
        log.warning("%d more lines of this kind were left out: %s", each.count, each.kind)
