"""What a batch adds to the rollups by day, and to who is known."""

from collections import Counter
from collections.abc import Sequence, Set
from typing import Any

from sqlalchemy import Connection, Table

from dashapp.database import Store
from dashapp.usage.inserts import in_order
from dashapp.usage.rows import Row
from dashapp.usage.tables import app_days, days, mint_times, people

# What is counted of a day, by app and person.
COUNTS = ("opened", "renewed", "refused", "failed")


class Rollups:
    """Counters in memory: of a day, app, person and one of COUNTS; of a day, app and bucket."""

    def __init__(self) -> None:
        self.days: Counter[tuple[int, str, str, str]] = Counter()
        self.times: Counter[tuple[int, str, int]] = Counter()
        self._people: dict[str, Row] = {}

    def meet(self, link: Row) -> None:
        """Know the person of a new row of links."""
        known = self._people.get(link["person"])
        if known is None or known["last_at"] <= link["asked_at"]:
            row = {name: link[name] for name in ("person", "name", "email")}
            self._people[link["person"]] = row | {"last_at": link["asked_at"]}

    def add_to(self, store: Store, connection: Connection) -> None:
        """Add them to those of the database."""
        summed: dict[tuple[int, str, str], Row] = {}
        for (day, app, person, count), n in self.days.items():
            row = {"day": day, "app": app, "person": person, **dict.fromkeys(COUNTS, 0)}
            summed.setdefault((day, app, person), row)[count] += n
        new = _add(store, connection, days, summed, COUNTS)
        _add(store, connection, app_days, _by_app(summed, new), (*COUNTS, "people"))
        times = {
            key: dict(zip(("day", "app", "bucket"), key, strict=True), count=n)
            for key, n in self.times.items()
        }
        _add(store, connection, mint_times, times, ("count",))
        self._add_people(store, connection)

    def _add_people(self, store: Store, connection: Connection) -> None:
        if not self._people:
            return
        insert = store.insert(people)
        newest = insert.on_conflict_do_update(
            index_elements=["person"],
            set_={name: insert.excluded[name] for name in ("name", "email", "last_at")},
            where=insert.excluded.last_at >= people.c.last_at,
        )
        connection.execute(newest, in_order(self._people))


def _by_app(
    summed: dict[tuple[int, str, str], Row], new: Set[tuple[Any, ...]]
) -> dict[tuple[int, str], Row]:
    of_apps: dict[tuple[int, str], Row] = {}
    for (day, app, person), row in summed.items():
        empty = {"day": day, "app": app, "people": 0, **dict.fromkeys(COUNTS, 0)}
        of_app = of_apps.setdefault((day, app), empty)
        for name in COUNTS:
            of_app[name] += row[name]
        of_app["people"] += bool(person) and (day, app, person) in new
    return of_apps


def _add(
    store: Store,
    connection: Connection,
    table: Table,
    added_up: dict[Any, Row],
    counts: Sequence[str],
) -> set[tuple[Any, ...]]:
    """Add to the rows of a table, and return the keys of those that were not there."""
    if not added_up:
        return set()
    names = [column.name for column in table.primary_key.columns]
    insert = store.insert(table)
    added = insert.on_conflict_do_update(
        index_elements=names,
        set_={name: table.c[name] + insert.excluded[name] for name in counts},
    ).returning(*(table.c[name] for name in (*names, *counts)))
    rows = connection.execute(added, in_order(added_up)).mappings()
    now = {tuple(row[name] for name in names): row for row in rows}
    # What is no more than was added was nothing before.
    return {key for key, row in now.items() if all(row[n] == added_up[key][n] for n in counts)}
