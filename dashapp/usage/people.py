"""One person's record, handed out when they ask for it."""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from dashapp.database import Store
from dashapp.sessions import TIMES, count_sessions, exported_sessions
from dashapp.usage.audit import (
    AuditEntry,
    add_audit_entry,
    audit_of,
    person_key,
    who,
)
from dashapp.usage.records import Record, iso_time, records
from dashapp.usage.rollups import COUNTS
from dashapp.usage.rows import MS_PER_DAY
from dashapp.usage.selection import Selection
from dashapp.usage.tables import days, last_seen, link_events, links
from dashapp.usage.transactions import run_in_transaction


@dataclass(frozen=True)
class StoredRows:
    """How many rows are kept of a person, by table."""

    links: int
    link_events: int
    last_seen: int
    days: int
    sessions: int

    @property
    def rows(self) -> int:
        """How many together."""
        return self.links + self.link_events + self.last_seen + self.days + self.sessions


def stored_rows(store: Store, person: str | int) -> StoredRows:
    """Return how much is kept of a person; nothing, if nobody is called so.

    Raises:
        StoreUnavailable: the database can't be read.
        ValueError: the identifier is empty.
    """
    with store.reading() as connection:
        return _stored_rows(connection, person_key(person))


def export_person(store: Store, person: str | int, *, by: str) -> Iterator[str]:
    """Record that a person's record is exported, and return it: the parts of a JSON object.

    `links` are as `exporting.jsonl_lines` has them, with each report of events among the
    link events; `days` are what was counted, by app; `sessions` are sign-ins here; `audit` are
    earlier exports and erasures. They are read as the parts are asked for.

    Args:
        store: where it is kept.
        person: the external identifier.
        by: who does this, for the record.

    Raises:
        StoreUnavailable: the database can't be read or written; reading on may raise it, too.
        ValueError: the identifier or `by` is empty.
    """
    before = audit_of(store, person)
    record_export(store, person, by=by)
    return _document(store, person_key(person), before)


def record_export(store: Store, person: str | int, *, by: str) -> None:
    """Record that what is kept of a person is exported.

    Raises:
        StoreUnavailable: the database can't be written.
        ValueError: the identifier or `by` is empty.
    """
    key, by = person_key(person), who(by)
    run_in_transaction(
        store, lambda it: add_audit_entry(it, "exported", key, by, _stored_rows(it, key).rows)
    )


def _stored_rows(connection: Connection, key: str) -> StoredRows:
    def rows(table: Table) -> int:
        asked = select(func.count()).select_from(table)
        if "person" not in table.c:
            asked = asked.join(links, links.c.link_id == table.c.link_id)
        those = table.c.person if "person" in table.c else links.c.person
        return connection.execute(asked.where(those == key)).scalar_one()

    return StoredRows(
        rows(links),
        rows(link_events),
        rows(last_seen),
        rows(days),
        count_sessions(connection, key),
    )


def _document(store: Store, key: str, before: Sequence[AuditEntry]) -> Iterator[str]:
    now = int(time.time() * 1000)
    yield f'{{"person": {_json(key)},\n"exported_at": {_json(iso_time(now))},\n"links": ['
    yield from _items(records(store, Selection(person=key), every_report=True))
    yield '],\n"days": ['
    yield from _items(_days(store, key))
    yield '],\n"sessions": ['
    yield from _items(_sessions(store, key))
    yield '],\n"audit": ['
    yield from _items({"at": iso_time(each.at), "what": each.what} for each in before)
    yield "]}\n"


def _days(store: Store, key: str) -> list[Record]:
    theirs = select(days).where(days.c.person == key).order_by(days.c.day, days.c.app)
    with store.reading() as connection:
        rows = connection.execute(theirs).mappings().all()
    return [
        {
            "day": str(iso_time(row["day"] * MS_PER_DAY))[: len("2026-01-01")],
            "app": row["app"],
            **{name: row[name] for name in COUNTS},
        }
        for row in rows
    ]


def _sessions(store: Store, key: str) -> list[Record]:
    return [
        row | {name: iso_time(row[name]) for name in TIMES} for row in exported_sessions(store, key)
    ]


def _items(items: Iterable[Record]) -> Iterator[str]:
    separator = "\n"
    for item in items:
        yield separator + _json(item)
        separator = ",\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
