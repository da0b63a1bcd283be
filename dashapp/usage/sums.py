"""What a batch adds to the sums by day."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table

from dashapp.usage.rows import Row
from dashapp.usage.store import Store
from dashapp.usage.tables import days, mint_times

# What is counted of a day, by app and person.
COUNTS = ("opened", "renewed", "refused", "failed")


class Sums:
    """Counters in memory: of a day, app, person and one of COUNTS; of a day, app and bucket."""

    def __init__(self) -> None:
        self.days: Counter[tuple[int, str, str, str]] = Counter()
        self.times: Counter[tuple[int, str, int]] = Counter()

    def add_to(self, store: Store, connection: Connection) -> None:
        """Add them to those of the database."""
        summed: dict[tuple[int, str, str], Row] = {}
        for (day, app, person, count), n in self.days.items():
            row = {"day": day, "app": app, "person": person, **dict.fromkeys(COUNTS, 0)}
            summed.setdefault((day, app, person), row)[count] += n
        _add(store, connection, days, summed, COUNTS)
        times = {
            key: dict(zip(("day", "app", "bucket"), key, strict=True), count=n)
            for key, n in self.times.items()
        }
        _add(store, connection, mint_times, times, ("count",))


def in_order(keyed: dict[Any, Row]) -> list[Row]:
    """Return the rows by their keys: two hosts that write the same ones never wait for ever."""
    return [keyed[key] for key in sorted(keyed)]


def _add(
    store: Store, connection: Connection, table: Table, sums: dict[Any, Row], counts: Iterable[str]
) -> None:
    if not sums:
        return
    insert = store.insert(table)
    added = insert.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={name: table.c[name] + insert.excluded[name] for name in counts},
    )
    connection.execute(added, in_order(sums))
