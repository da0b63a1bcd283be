"""Two lines for each outage of something that is needed, however many requests meet it."""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

QUIET_SECONDS = 60.0
"""What comes and goes gets no second pair of lines before this has passed since the first one."""

STALE_SECONDS = 600.0
"""An outage without a failure for so long has ended with its last one."""

MAX_SUBJECTS = 1_000


@dataclass(slots=True)
class _Outage:
    is_on: bool = False
    is_told: bool = False
    told_at: float | None = None
    began: float = 0.0
    last: float = 0.0
    count: int = 0
    untold: int = 0


class Outages:
    """Writes when an outage begins and when it ends. Threads may share it.

    It has no timer: an outage ends, and one that began too soon after another is told, with the
    next request that there is. If that comes late, the outage has ended with its last failure.
    """

    def __init__(
        self,
        log: logging.Logger,
        *,
        counted: tuple[str, str] = ("failure", "failures"),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Describe it.

        Args:
            log: gets the lines, as warnings.
            counted: what to call that which failed: one of them, and several.
            clock: in seconds, from any moment on.
        """
        self._log = log
        self._counted = counted
        self._clock = clock
        self._lock = threading.Lock()
        self._known: OrderedDict[str, _Outage] = OrderedDict()

    def failed(
        self, subject: str, cause: object, *, first: str = "", exc_info: bool = False
    ) -> None:
        """Note a failure: the first one of an outage gets a line.

        Args:
            subject: what is out of order.
            cause: why, in words.
            first: which request met it, for the line.
            exc_info: whether the line has the traceback of the exception that is being handled.
        """
        with self._lock:
            now = self._clock()
            outage = self._of(subject)
            if _is_past(outage, now):
                self._end(subject, outage, now)
            if not outage.is_on:
                outage.is_on, outage.began, outage.count = True, now, 0
            outage.count += 1
            outage.last = now
            if outage.is_told:
                return
            if outage.told_at is not None and now - outage.told_at < QUIET_SECONDS:
                return
            outage.is_told, outage.told_at = True, now
            notes = [f"first met by {first}"] if first else []
            if before := outage.untold + outage.count - 1:
                notes.append(f"{self._count(before)} since the last line")
            note = f" ({'; '.join(notes)})" if notes else ""
            outage.untold = 0
            text = "Outage begins: %s: %s%s"
            # Within the lock, so that no end comes before its beginning.
            self._log.warning(text, subject, cause, note, exc_info=exc_info or None)

    def resolved(self, subject: str) -> None:
        """Note that it works: if it did not before, the end of the outage gets a line."""
        # Without the lock: this is asked with every request that succeeds.
        if subject not in self._known:
            return
        with self._lock:
            outage = self._known.get(subject)
            if outage is None or not outage.is_on:
                return
            self._end(subject, outage, self._clock())

    def move(self, subjects: Iterable[str], into: str) -> None:
        """Make these outages parts of another one that is on; they end without a line."""
        with self._lock:
            now, whole = self._clock(), self._of(into)
            for subject in subjects:
                part = self._known.get(subject, _Outage())
                if _is_past(part, now):
                    self._end(subject, part, now)
                elif part.is_on:
                    whole.count += part.count
                    whole.began = min(whole.began, part.began)
                    part.is_on = part.is_told = False

    def is_on(self, subject: str) -> bool:
        """Tell whether the last that was heard of it was a failure, not long ago."""
        with self._lock:
            outage = self._known.get(subject)
            return outage is not None and outage.is_on and not _is_past(outage, self._clock())

    def _end(self, subject: str, outage: _Outage, now: float) -> None:
        ended = outage.last if _is_past(outage, now) else now
        outage.is_on = False
        if not outage.is_told:
            outage.untold += outage.count
            return
        outage.is_told = False
        self._log.warning(
            "Outage ends: %s: it lasted %s, with %s, the last one %s ago",
            subject,
            _duration(ended - outage.began),
            self._count(outage.count),
            _duration(now - outage.last),
        )

    def _count(self, number: int) -> str:
        one, several = self._counted
        return f"{number} {one if number == 1 else several}"

    def _of(self, subject: str) -> _Outage:
        outage = self._known.setdefault(subject, _Outage())
        self._known.move_to_end(subject)
        if len(self._known) > MAX_SUBJECTS:
            self._known.popitem(last=False)
        return outage

    def __len__(self) -> int:
        return len(self._known)


class Outage:
    """The outages of one thing."""

    def __init__(
        self, log: logging.Logger, subject: str, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Describe it; as of `Outages`."""
        self._outages = Outages(log, clock=clock)
        self._subject = subject

    def failed(self, cause: object, *, exc_info: bool = False) -> None:
        """Note a failure; see `Outages.failed`."""
        self._outages.failed(self._subject, cause, exc_info=exc_info)

    def resolved(self) -> None:
        """Note that it works; see `Outages.resolved`."""
        self._outages.resolved(self._subject)


def _is_past(outage: _Outage, now: float) -> bool:
    return outage.is_on and now - outage.last >= STALE_SECONDS


def _duration(seconds: float) -> str:
    return str(timedelta(seconds=round(seconds)))
