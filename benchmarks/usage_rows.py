"""A usage log of any size, as its writer would have left it: sums and rows agree."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import Connection, Table, text

from dash_retool_embed.mint.recording import MINTED
from dashapp.database import Store, migrate
from dashapp.usage.rollups import COUNTS
from dashapp.usage.rows import MS_PER_DAY, Row, bucket_of, day_of
from dashapp.usage.tables import (
    app_days,
    days,
    last_seen,
    link_events,
    links,
    losses,
    mint_times,
    people,
)

APPS = tuple(f"app-{number}" for number in range(8))
PEOPLE = 5_000
DAYS = 90
ACTIVE = 200
SEED = 6

METADATA = json.dumps({"storeId": 12, "canExportData": True, "region": "north"})
OUTCOMES = (*["ready"] * 90, *["renewed"] * 4, "minted", "no_sign_of_life", "load_timeout")
REFUSALS = ("retool_unavailable", "may_not_open", "claim_missing")

ROWS_AT_A_TIME = 20_000


@dataclass
class _Rollups:
    days: Counter[tuple[int, str, str, str]] = field(default_factory=Counter)
    times: Counter[tuple[int, str, int]] = field(default_factory=Counter)
    people: dict[str, Row] = field(default_factory=dict)


def fill(store: Store, count: int, until: int) -> None:
    """Make the tables and fill them with so many links of the days before, oldest first.

    Args:
        store: empty.
        count: how many links.
        until: when the last one was asked for, in ms since the epoch.
    """
    migrate(store)
    rollups = _Rollups()
    with store.writing() as connection:
        # An index that is made at the end is made much faster.
        for index in links.indexes:
            index.drop(connection)
        rows, last = _links(count, until, rollups), list[Row]()
        while some := list(islice(rows, ROWS_AT_A_TIME)):
            _insert(store, connection, links, some)
            _insert(store, connection, link_events, map(_ready, filter(_is_open, some)))
            last = some
        for index in links.indexes:
            index.create(connection)
        _insert(store, connection, days, _days(rollups))
        _insert(store, connection, app_days, _app_days(rollups))
        _insert(store, connection, mint_times, _times(rollups))
        _insert(store, connection, people, rollups.people.values())
        seen = [row for row in last if _is_open(row)][-ACTIVE:]
        _insert(
            store, connection, last_seen, ({"link_id": r["link_id"], "at": until} for r in seen)
        )
        loss = {"id": "1", "since": until, "until": until, "records": 3, "why": "the benchmark"}
        _insert(store, connection, losses, [loss])
    if not store.is_sqlite:
        # As autovacuum does by itself.
        autocommit = store.engine.execution_options(isolation_level="AUTOCOMMIT")
        with autocommit.connect() as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _links(count: int, until: int, rollups: _Rollups) -> Iterator[Row]:
    random = Random(SEED)
    begin = (day_of(until) + 1 - DAYS) * MS_PER_DAY
    for number in range(count):
        at = begin + (until - begin) * (number + 1) // count
        # Some people are there all day.
        person = int(PEOPLE * random.random() ** 2)
        app = APPS[random.randrange(len(APPS))]
        refused = random.random() < 0.02
        outcome = random.choice(REFUSALS if refused else OUTCOMES)
        code = outcome if refused else MINTED
        reason = "renewal" if outcome == "renewed" else "first shown"
        retool_ms = None if outcome == "may_not_open" else random.lognormvariate(5, 0.6)
        failed = int(outcome not in (MINTED, "ready", "renewed"))
        row = _link(random.randbytes(16).hex(), at, person, app)
        row |= {"reason": reason, "retool_ms": retool_ms}
        row |= {"code": code, "outcome": outcome, "failed": failed}
        _add(rollups, row)
        yield row


def _link(link_id: str, at: int, person: int, app: str) -> Row:
    return {
        "link_id": link_id,
        "asked_at": at,
        "person": f"person-{person:04}",
        "name": f"Jane Doe {person}",
        "email": f"jane.doe.{person}@example.com",
        "app": app,
        "attempt": 1,
        "groups": "[12, 13]",
        "metadata": METADATA,
        "environment": "production",
        "branch": None,
        "release": "1.2.3",
        "session_minutes": 60,
    }


def _add(rollups: _Rollups, row: Row) -> None:
    known = {name: row[name] for name in ("person", "name", "email")}
    rollups.people[row["person"]] = known | {"last_at": row["asked_at"]}
    key = (day_of(row["asked_at"]), row["app"], row["person"])
    if row["code"] != MINTED:
        rollups.days[(*key, "refused")] += 1
    else:
        rollups.days[(*key, "renewed" if row["reason"] == "renewal" else "opened")] += 1
        if row["failed"]:
            rollups.days[(*key, "failed")] += 1
    if row["retool_ms"] is not None:
        rollups.times[key[0], row["app"], bucket_of(row["retool_ms"])] += 1


def _is_open(row: Row) -> bool:
    return row["outcome"] in ("ready", "renewed")


def _ready(row: Row) -> Row:
    told = {
        "link_id": row["link_id"],
        "seq": 1,
        "name": "",
        "at": row["asked_at"] + 900,
        "kind": "ready",
    }
    return told | {"code": None, "after_ms": 900, "count": 1}


def _days(rollups: _Rollups) -> Iterable[Row]:
    rows: dict[tuple[int, str, str], Row] = {}
    for (day, app, person, count), n in rollups.days.items():
        empty = {"day": day, "app": app, "person": person, **dict.fromkeys(COUNTS, 0)}
        rows.setdefault((day, app, person), empty)[count] += n
    return rows.values()


def _app_days(rollups: _Rollups) -> Iterable[Row]:
    rows: dict[tuple[int, str], Row] = {}
    for of_person in _days(rollups):
        key = of_person["day"], of_person["app"]
        empty = dict(zip(("day", "app"), key, strict=True), people=0, **dict.fromkeys(COUNTS, 0))
        row = rows.setdefault(key, empty)
        row["people"] += 1
        for name in COUNTS:
            row[name] += of_person[name]
    return rows.values()


def _times(rollups: _Rollups) -> Iterator[Row]:
    for (day, app, bucket), n in rollups.times.items():
        yield {"day": day, "app": app, "bucket": bucket, "count": n}


def _insert(store: Store, connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    names = [column.name for column in table.columns]
    values = ([row.get(name) for name in names] for row in rows)
    quoted = ", ".join(f'"{name}"' for name in names)
    driver: Any = connection.connection.cursor()
    if store.is_sqlite:
        marks = ", ".join("?" for _ in names)
        driver.executemany(f"INSERT INTO {table.name} ({quoted}) VALUES ({marks})", values)
        return
    with driver.copy(f"COPY {table.name} ({quoted}) FROM STDIN") as copy:
        for each in values:
            copy.write_row(each)
