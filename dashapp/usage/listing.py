"""A table of links, page by page."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, select

from dashapp.database import Store
from dashapp.usage.columns import grid_columns
from dashapp.usage.rows import Row
from dashapp.usage.selection import Selection
from dashapp.usage.tables import links, people

MOST_ROWS = 10_000
"""A table shows no more rows than this: nobody scrolls further, and the export has all."""

MOST_AT_ONCE = 500

# So few are looked up one by one; of more, some are among any thousand links.
MOST_PEOPLE = 100


@dataclass(frozen=True)
class Sort:
    """The order of a table, by one of SORTABLE; equal links are in the order of time, likewise."""

    column: str = "asked_at"
    descending: bool = True


def page(store: Store, selection: Selection, sort: Sort, start: int, end: int) -> list[Row]:
    """Return rows from `start` to before `end`, with what a table shows of them.

    Sorted by what may be unknown, such as Retool's time, only those are there of which it is known.

    Raises:
        StoreError: the store can't be read.
    """
    start = min(max(start, 0), MOST_ROWS)
    most = min(end - start, MOST_AT_ONCE, MOST_ROWS - start)
    if most <= 0:
        return []
    shown = [links.c[column.name] for column, _ in grid_columns()]
    query = select(links.c.link_id, *shown).order_by(*_order(sort)).limit(most).offset(start)
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
    sorted_by = links.c[sort.column]
    asked = [sorted_by.is_not(None)] if sorted_by.nullable else []
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
    names = dict.fromkeys([sort.column, "asked_at", "link_id"])
    return [links.c[name].desc() if sort.descending else links.c[name] for name in names]
