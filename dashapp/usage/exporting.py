"""Records out of the usage log, line after line, for spreadsheets and for programs.

A record is a link that was asked for, with what became of it. Its columns are, in this order:

- `link`: what the record is called; the same in every export, and no part of the link itself
- `asked_at`
- `person`: the external identifier; `name`, `email`
- `app`: what was asked for, which need not exist
- `reason`: first shown, retry, renewal or frame lost, as the page said; `attempt`: which try it
  was, from 1
- `groups`, `metadata`, `environment`, `branch`, `release`, `session_minutes`: what Retool was told;
  empty if it was not to be asked
- `retool_ms`: how long Retool took; empty if it was not asked
- `code`: minted, or why there was no link
- `outcome`: how it stands: the code, then ready, renewed, or why the frame failed; `failed`:
  whether that is bad
- `ready_after_ms`: how long after the link was asked for its frame was ready
- `last_seen_at`: when the page last said that it shows it
- `happenings`: what the page said of its frame, in order: ready, failed, renewed, signed out,
  closed
- `events`: how often which event came out of Retool, by name

Times are ISO 8601, UTC. What is not known is an empty cell of CSV, and null in JSON.
"""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import StringIO
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, func, select, tuple_

from dashapp.usage.selection import Selection
from dashapp.usage.store import Store
from dashapp.usage.tables import happenings, links, sightings

COLUMNS = (
    "link",
    "asked_at",
    "person",
    "name",
    "email",
    "app",
    "reason",
    "attempt",
    "groups",
    "metadata",
    "environment",
    "branch",
    "release",
    "session_minutes",
    "retool_ms",
    "code",
    "outcome",
    "failed",
    "ready_after_ms",
    "last_seen_at",
    "happenings",
    "events",
)

# So many are in memory at a time, and one read is over in some milliseconds.
LINKS_AT_A_TIME = 2000

EVENTS = "events"

# What makes a spreadsheet read a cell as a formula, as OWASP lists it: East Asian keyboards have
# wide ones. Some programs leave out spaces at the beginning before they look.
FORMULA = re.compile(r"[\t\r\n]|\s*[=+@\uff1d\uff0b\uff0d\uff20-]")

# Where numbers have a comma, Excel begins another cell after a semicolon.
FORMULA_LATER = re.compile(r";(?=\s*[=+@\uff1d\uff0b\uff0d\uff20-])")

# dumps would make another one for each cell.
_as_json = json.JSONEncoder(ensure_ascii=False).encode

Record = dict[str, Any]


def count(store: Store, selection: Selection) -> int:
    """Return how many records an export has, if none come or go meanwhile.

    Raises:
        StoreUnavailable: the database can't be read.
    """
    with store.reading() as connection:
        asked = select(func.count()).select_from(links).where(*selection.conditions())
        return connection.execute(asked).scalar_one()


def csv_lines(store: Store, selection: Selection) -> Iterator[str]:
    """Yield a header and a row for each record, oldest first, as RFC 4180 has it.

    Each has its line end. Lists and tables are JSON, happenings are words with commas. Where a
    spreadsheet would find a formula, it finds an apostrophe first. There is no byte order mark;
    Excel guesses another encoding than UTF-8 unless one comes first.

    Raises:
        StoreUnavailable: the database can't be read (any more).
    """
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    yield buffer.getvalue()
    for record in records(store, selection):
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([_cell(name, record[name]) for name in COLUMNS])
        yield buffer.getvalue()


def jsonl_lines(store: Store, selection: Selection) -> Iterator[str]:
    """Yield a JSON object for each record, oldest first, each on a line with its end.

    A happening is an object with `at`, `what`, `code` (why it failed) and `after_ms` (since the
    link was asked for). All is ASCII, so that nothing takes a character for the end of a line.

    Raises:
        StoreUnavailable: the database can't be read (any more).
    """
    for record in records(store, selection):
        yield json.dumps(record) + "\n"


def records(store: Store, selection: Selection, *, every_report: bool = False) -> Iterator[Record]:
    """Yield each record as `jsonl_lines` has it, oldest first.

    They are read in pages, each as it is at that moment: no read lasts, nor does the memory grow.

    Args:
        store: where they are.
        selection: which.
        every_report: whether happenings have each report of events too, with its `event`, how
            often, and when.

    Raises:
        StoreUnavailable: the database can't be read (any more).
    """
    page = select(links).where(*selection.conditions())
    page = page.order_by(links.c.at, links.c.id).limit(LINKS_AT_A_TIME)
    following = page
    while True:
        with store.reading() as connection:
            rows = connection.execute(following).mappings().all()
            became = _what_became(connection, [row["id"] for row in rows], every_report)
        for row in rows:
            yield _record(row) | became[row["id"]]
        if len(rows) < LINKS_AT_A_TIME:
            return
        last = (rows[-1]["at"], rows[-1]["id"])
        following = page.where(tuple_(links.c.at, links.c.id) > last)


def iso_time(ms: int | None) -> str | None:
    """Return a time in ms since the epoch as ISO 8601 has it, UTC."""
    if ms is None:
        return None
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def _record(row: RowMapping) -> Record:
    groups, metadata = row["groups"], row["metadata"]
    return {
        "link": row["id"],
        "asked_at": iso_time(row["at"]),
        **{name: row[name] for name in ("person", "name", "email", "app", "reason", "attempt")},
        "groups": None if groups is None else json.loads(groups),
        "metadata": None if metadata is None else json.loads(metadata),
        **{name: row[name] for name in ("environment", "branch", "release")},
        "session_minutes": row["minutes"],
        "retool_ms": None if row["retool_ms"] is None else round(row["retool_ms"], 1),
        "code": row["code"],
        "outcome": row["outcome"],
        "failed": bool(row["failed"]),
    }


def _what_became(
    connection: Connection, ids: Sequence[str], every_report: bool
) -> dict[str, Record]:
    became: dict[str, Record] = {
        id_: {"ready_after_ms": None, "last_seen_at": None, "happenings": [], "events": {}}
        for id_ in ids
    }
    its = happenings.c
    told = select(happenings).where(its.link.in_(ids)).order_by(its.link, its.seq, its.name)
    for row in connection.execute(told if every_report else told.where(its.kind != EVENTS)):
        its_link = became[row.link]
        its_link["happenings"].append(_happening(row))
        if row.kind == "ready" and its_link["ready_after_ms"] is None:
            its_link["ready_after_ms"] = row.after_ms
    events = select(its.link, its.name, func.sum(its.count))
    events = events.where(its.link.in_(ids), its.kind == EVENTS).group_by(its.link, its.name)
    for link, name, times in connection.execute(events.order_by(its.link, its.name)):
        became[link]["events"][name] = int(times)
    seen = select(sightings).where(sightings.c.link.in_(ids))
    for link, at in connection.execute(seen):
        became[link]["last_seen_at"] = iso_time(at)
    return became


def _happening(row: Row[Any]) -> Record:
    when = {"at": iso_time(row.at), "what": row.kind}
    if row.kind == EVENTS:
        return when | {"event": row.name, "count": row.count}
    return when | {"code": row.code, "after_ms": row.after_ms}


def _cell(column: str, value: Any) -> str:
    if value is None:
        return ""
    if column == "happenings":
        value = ", ".join(_words(happening) for happening in value)
    text = value if isinstance(value, str) else _as_json(value)
    text = FORMULA_LATER.sub(";'", text)
    return f"'{text}" if FORMULA.match(text) else text


def _words(happening: Record) -> str:
    code = happening["code"]
    return f"{happening['what']} ({code})" if code else str(happening["what"])
