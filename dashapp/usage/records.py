"""Records of the usage log, link by link: what was asked for, and what became of it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, func, select, tuple_

from dashapp.database import Store
from dashapp.usage.column import Format
from dashapp.usage.columns import COLUMNS
from dashapp.usage.selection import Selection
from dashapp.usage.tables import last_seen, link_events, links

# So many are in memory at a time, and one read is over in some milliseconds.
LINKS_AT_A_TIME = 2000

EVENTS = "events"

Record = dict[str, Any]


def count(store: Store, selection: Selection) -> int:
    """Return how many records an export has, if none come or go meanwhile.

    Raises:
        StoreUnavailable: the database can't be read.
    """
    with store.reading() as connection:
        asked = select(func.count()).select_from(links).where(*selection.conditions())
        return connection.execute(asked).scalar_one()


def records(store: Store, selection: Selection, *, every_report: bool = False) -> Iterator[Record]:
    """Yield each record as `exporting.jsonl_lines` has it, oldest first.

    They are read in pages, each as it is at that moment: no read lasts, nor does the memory grow.

    Args:
        store: where they are.
        selection: which.
        every_report: whether link events have each report of events too, with its `event`, how
            often, and when.

    Raises:
        StoreUnavailable: the database can't be read (any more).
    """
    page = select(links).where(*selection.conditions())
    page = page.order_by(links.c.asked_at, links.c.link_id).limit(LINKS_AT_A_TIME)
    following = page
    while True:
        with store.reading() as connection:
            rows = connection.execute(following).mappings().all()
            became = _what_became(connection, [row["link_id"] for row in rows], every_report)
        for row in rows:
            yield _record(row) | became[row["link_id"]]
        if len(rows) < LINKS_AT_A_TIME:
            return
        last = (rows[-1]["asked_at"], rows[-1]["link_id"])
        following = page.where(tuple_(links.c.asked_at, links.c.link_id) > last)


def iso_time(ms: int | None) -> str | None:
    """Return a time in ms since the epoch as ISO 8601 has it, UTC."""
    if ms is None:
        return None
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def _record(row: RowMapping) -> Record:
    return {each.name: _exported(each.format, each.read(row[each.name])) for each in COLUMNS}


def _exported(format_: Format, value: Any) -> Any:
    if format_ == "time":
        return iso_time(value)
    return round(value, 1) if format_ == "ms" and value is not None else value


def _what_became(
    connection: Connection, link_ids: Sequence[str], every_report: bool
) -> dict[str, Record]:
    became: dict[str, Record] = {
        link_id: {"ready_after_ms": None, "last_seen_at": None, "link_events": [], "events": {}}
        for link_id in link_ids
    }
    its = link_events.c
    told = (
        select(link_events)
        .where(its.link_id.in_(link_ids))
        .order_by(its.link_id, its.seq, its.name)
    )
    for row in connection.execute(told if every_report else told.where(its.kind != EVENTS)):
        its_link = became[row.link_id]
        its_link["link_events"].append(_link_event(row))
        if row.kind == "ready" and its_link["ready_after_ms"] is None:
            its_link["ready_after_ms"] = row.after_ms
    events = select(its.link_id, its.name, func.sum(its.count))
    events = events.where(its.link_id.in_(link_ids), its.kind == EVENTS).group_by(
        its.link_id, its.name
    )
    for link_id, name, times in connection.execute(events.order_by(its.link_id, its.name)):
        became[link_id]["events"][name] = int(times)
    seen = select(last_seen).where(last_seen.c.link_id.in_(link_ids))
    for link_id, at in connection.execute(seen):
        became[link_id]["last_seen_at"] = iso_time(at)
    return became


def _link_event(row: Row[Any]) -> Record:
    when = {"at": iso_time(row.at), "what": row.kind}
    if row.kind == EVENTS:
        return when | {"event": row.name, "count": row.count}
    return when | {"code": row.code, "after_ms": row.after_ms}
