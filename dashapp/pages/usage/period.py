"""The periods that a reader can choose from: whole days, so that sums by day are right."""

import time

from dashapp.database import Store
from dashapp.usage import Days, day_of, first_day

ALL = "all"
DEFAULT = "7"
LABELS = {"2": "2 days", "7": "7 days", "30": "30 days", "90": "90 days", ALL: "All"}


def now_ms() -> int:
    """Return the time, in ms since the epoch."""
    return int(time.time() * 1000)


def since_of(choice: object) -> int | None:
    """Return where a chosen period begins, in ms since the epoch; None: with the first record."""
    if choice == ALL:
        return None
    return _ending_today(choice).since


def days_of(choice: object, store: Store) -> Days:
    """Return the days of a choice; what is none counts as DEFAULT.

    Raises:
        StoreError: the store can't be read.
    """
    period = _ending_today(choice)
    if choice != ALL:
        return period
    first = first_day(store)
    return period if first is None else Days(min(first, period.last), period.last)


def _ending_today(choice: object) -> Days:
    known = isinstance(choice, str) and choice in LABELS and choice != ALL
    today = day_of(now_ms())
    return Days(today + 1 - int(str(choice) if known else DEFAULT), today)
