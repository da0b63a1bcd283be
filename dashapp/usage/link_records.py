"""One link with what became of it, and one person's links."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from dashapp.database import Store
from dashapp.usage.columns import read_row
from dashapp.usage.rows import Row
from dashapp.usage.tables import link_events, links

MOST_LINK_RECORDS = 50
MOST_LINK_EVENTS = 100


@dataclass(frozen=True)
class LinkEvent:
    """What a page told of a link: of one kind, code and event name, all times together.

    `name` is of an event out of Retool, otherwise empty; `at` is the first time, in ms since the
    epoch, and `after_ms` how long after the link was asked for that was.
    """

    kind: str
    name: str
    code: str | None
    at: int
    count: int
    after_ms: int | None


@dataclass(frozen=True)
class LinkRecord:
    """A request for a link: its row, as `columns.read_row` reads it, and its history."""

    row: Row
    history: list[LinkEvent]


def link_record(store: Store, link_id: str) -> LinkRecord | None:
    """Return what is known of one link; None: nothing (any more).

    Raises:
        StoreError: the store can't be read.
    """
    with store.reading() as connection:
        row = connection.execute(select(links).where(links.c.link_id == link_id)).one_or_none()
        if row is None:
            return None
        return _link_record(row, _histories(connection, [link_id]))


def link_records_of(store: Store, person: str) -> list[LinkRecord]:
    """Return the newest links of a person, a `person_storage_key`; MOST_LINK_RECORDS at most.

    Raises:
        StoreError: the store can't be read.
    """
    theirs = select(links).where(links.c.person == person)
    newest = theirs.order_by(links.c.asked_at.desc(), links.c.link_id.desc()).limit(
        MOST_LINK_RECORDS
    )
    with store.reading() as connection:
        rows = list(connection.execute(newest.limit(MOST_LINK_RECORDS)))
        histories = _histories(connection, [row.link_id for row in rows])
    return [_link_record(row, histories) for row in rows]


def _link_record(row: Any, histories: dict[str, list[LinkEvent]]) -> LinkRecord:
    return LinkRecord(read_row(row._mapping), histories.get(row.link_id, []))


def _histories(connection: Connection, link_ids: Sequence[str]) -> dict[str, list[LinkEvent]]:
    at = func.min(link_events.c.at)
    query = (
        select(
            link_events.c.link_id,
            link_events.c.kind,
            link_events.c.name,
            link_events.c.code,
            at,
            func.sum(link_events.c.count),
            func.min(link_events.c.after_ms),
        )
        .where(link_events.c.link_id.in_(link_ids))
        .group_by(link_events.c.link_id, link_events.c.kind, link_events.c.name, link_events.c.code)
        .order_by(at, link_events.c.name)
        .limit(MOST_LINK_EVENTS * max(len(link_ids), 1))
    )
    found: dict[str, list[LinkEvent]] = {}
    for link_id, *rest in connection.execute(query):
        found.setdefault(link_id, []).append(LinkEvent(*rest))
    return found
