"""How many rows one person gets in an hour, so that nobody fills the disk alone."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable

log = logging.getLogger(__name__)

ROWS_PER_HOUR = 30_000
"""Eight frames whose apps send events of five names all the time make 14,400 (reports.js)."""

FULL_HOUR = "one person had too many in an hour"
"""Why those are lost that came after that."""

HOUR_SECONDS = 60 * 60


class HourlyQuota:
    """Counts the rows of each person, in this process. Threads may share it."""

    def __init__(
        self, rows_per_hour: int = ROWS_PER_HOUR, *, clock: Callable[[], float] = time.time
    ) -> None:
        """Describe the bound.

        Args:
            rows_per_hour: of one person; of reports alone half as many, so that nobody can keep
                the links that they open out of the record by reporting without end.
            clock: in seconds since the epoch.
        """
        self._rows_per_hour = rows_per_hour
        self._clock = clock
        self._lock = threading.Lock()
        self._hour = 0
        self._rows: Counter[str] = Counter()
        self._full: set[str] = set()

    def try_take(self, person: str, rows: int, *, of_report: bool) -> bool:
        """Tell whether a person gets so many rows more, and count them if so."""
        most = self._rows_per_hour // 2 if of_report else self._rows_per_hour
        with self._lock:
            if (hour := int(self._clock() // HOUR_SECONDS)) != self._hour:
                self._hour = hour
                self._rows.clear()
                self._full.clear()
            if not rows or self._rows[person] + rows <= most:
                self._rows[person] += rows
                return True
            is_news = person not in self._full
            self._full.add(person)
        if is_news:
            log.warning(
                "Somebody has more than %d rows in the usage log this hour: what comes after them "
                "is only counted.",
                most,
            )
        return False
