"""A table of links, page by page."""

from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from sqlalchemy import Connection, func, select

from dashapp.database import Store
from dashapp.usage.rows import Row
from dashapp.usage.selection import Selection
from dashapp.usage.tables import links, people

MOST_ROWS = 10_000
"""A table shows no more rows than this: nobody scrolls further, and the export has all."""

MOST_AT_ONCE = 500

# So few are looked up one by one; of more, some are among any thousand links.
MOST_PEOPLE = 100

Sortable = Literal["asked_at", "person", "app", "outcome", "retool_ms"]
SORTABLE = frozenset(get_args(Sortable))

COLUMNS = (
    "link_id",
    "asked_at",
    "person",
    "name",
    "app",
    "reason",
    "attempt",
    "retool_ms",
    "outcome",
)


@dataclass(frozen=True)
class Sort:
    """The order of a table; links that are equal in it are in the order of time, likewise."""

    column: Sortable = "asked_at"
    descending: bool = True


def page(store: Store, selection: Selection, sort: Sort, start: int, end: int) -> list[Row]:
    """Return rows from `start` to before `end`, with what a table shows of them.

    Sorted by Retool's time, only those are there that Retool was asked for.

    Raises:
        StoreError: the store can't be read.
    """
    start = min(max(start, 0), MOST_ROWS)
    most = min(end - start, MOST_AT_ONCE, MOST_ROWS - start)
    if most <= 0:
        return []
    columns = [links.c[name] for name in COLUMNS]
    query = select(*columns, links.c.failed).order_by(*_order(sort)).limit(most).offset(start)
    with store.reading() as connection:
        query = query.where(*_conditions(connection, selection, sort))
        return [dict(row._mapping) for row in connection.execute(query)]


def count(store: Store, selection: Selection, sort: Sort) -> int:
    """Return how many rows there are; MOST_ROWS + 1: more than a table shows.

    Raises:
        StoreError: the store can't be read.
    """
    some = select(links.c.asked_at).limit(MOST_ROWS + 1)
    with store.reading() as connection:
        some = some.where(*_conditions(connection, selection, sort))
        return int(connection.scalar(select(func.count()).select_from(some.subquery())) or 0)


def _conditions(connection: Connection, selection: Selection, sort: Sort) -> list[Any]:
    asked = [links.c.retool_ms.is_not(None)] if sort.column == "retool_ms" else []
    if selection.person_contains:
        found = _people(connection, selection)
        if len(found) <= MOST_PEOPLE:
            rest = replace(selection, person_contains=None)
            return [*rest.conditions(), *asked, links.c.person.in_(found)]
    return selection.conditions() + asked


def _people(connection: Connection, selection: Selection) -> list[str]:
    some = select(people.c.person).where(selection.people()).limit(MOST_PEOPLE + 1)
    return list(connection.scalars(some))


def _order(sort: Sort) -> list[Any]:
    # All in one direction, so that an index has this order already.
    names = (
        ["asked_at", "link_id"]
        if sort.column == "asked_at"
        else [sort.column, "asked_at", "link_id"]
    )
    return [links.c[name].desc() if sort.descending else links.c[name] for name in names]
