"""Reports that came before their link: the process that minted it has not written it yet."""

import time
from collections import Counter
from collections.abc import Sequence

from dashapp.usage.rows import ReceivedReport

# Longer than another process takes to write a link. What nobody will write is no record: its link
# was invented, or is older than the log goes back.
PATIENCE_SECONDS = 60.0

# Who invents links crowds out nobody's reports but their own.
MOST_OF_ONE_PERSON = 500
MOST = 5000

AGAIN_SECONDS = 1.0

UNKNOWN_LINKS = "reports of links that nobody has written"
"""Why those are lost that did not wait to the end. A page can invent as many as it likes."""


class OrphanReports:
    """Keeps reports for a while, to be tried again; for one thread."""

    def __init__(self) -> None:
        self._reports: list[ReceivedReport] = []
        self._again_at = 0.0

    def __len__(self) -> int:
        return len(self._reports)

    def keep(self, reports: Sequence[ReceivedReport]) -> int:
        """Keep these too, and return how many could not be."""
        soon = int((time.time() - PATIENCE_SECONDS) * 1000)
        wanted = [each for each in (*self._reports, *reports) if each.received >= soon]
        people: Counter[str] = Counter()
        self._reports = []
        for each in wanted:
            people[each.person] += 1
            if len(self._reports) < MOST and people[each.person] <= MOST_OF_ONE_PERSON:
                self._reports.append(each)
        return len(wanted) - len(self._reports)

    def take_due(self, *, at_once: bool = False) -> list[ReceivedReport]:
        """Return what is to be tried now, and keep it no longer."""
        if not self._reports or (time.monotonic() < self._again_at and not at_once):
            return []
        self._again_at = time.monotonic() + AGAIN_SECONDS
        due, self._reports = self._reports, []
        return due
