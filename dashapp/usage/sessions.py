"""One link with what became of it, and one person's links."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from dashapp.database import Store
from dashapp.usage.rows import Row
from dashapp.usage.tables import happenings, links

MOST_SESSIONS = 50
MOST_HAPPENINGS = 100


@dataclass(frozen=True)
class Happening:
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
class Session:
    """A request for a link: its row, with groups and metadata as they were, and its history."""

    row: Row
    groups: list[int] | None
    metadata: dict[str, Any] | None
    history: list[Happening]


def session(store: Store, link: str) -> Session | None:
    """Return what is known of one link; None: nothing (any more).

    Raises:
        StoreError: the store can't be read.
    """
    with store.reading() as connection:
        row = connection.execute(select(links).where(links.c.id == link)).one_or_none()
        if row is None:
            return None
        return _session(row, _histories(connection, [link]))


def sessions_of(store: Store, person: str) -> list[Session]:
    """Return the newest links of a person, a `key_of`; MOST_SESSIONS at most.

    Raises:
        StoreError: the store can't be read.
    """
    theirs = select(links).where(links.c.person == person)
    newest = theirs.order_by(links.c.at.desc(), links.c.id.desc()).limit(MOST_SESSIONS)
    with store.reading() as connection:
        rows = list(connection.execute(newest))
        histories = _histories(connection, [row.id for row in rows])
    return [_session(row, histories) for row in rows]


def _session(row: Any, histories: dict[str, list[Happening]]) -> Session:
    values = dict(row._mapping)
    groups, metadata = (
        None if values[name] is None else json.loads(values[name])
        for name in ("groups", "metadata")
    )
    return Session(values, groups, metadata, histories.get(row.id, []))


def _histories(connection: Connection, ids: Sequence[str]) -> dict[str, list[Happening]]:
    at = func.min(happenings.c.at)
    query = (
        select(
            happenings.c.link,
            happenings.c.kind,
            happenings.c.name,
            happenings.c.code,
            at,
            func.sum(happenings.c.count),
            func.min(happenings.c.after_ms),
        )
        .where(happenings.c.link.in_(ids))
        .group_by(happenings.c.link, happenings.c.kind, happenings.c.name, happenings.c.code)
        .order_by(at, happenings.c.name)
        .limit(MOST_HAPPENINGS * max(len(ids), 1))
    )
    found: dict[str, list[Happening]] = {}
    for link, *rest in connection.execute(query):
        found.setdefault(link, []).append(Happening(*rest))
    return found
