"""Sessions as an operator, or the person they are of, may see and end them."""

import json
import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from dashapp.database import Store, storage_key
from dashapp.sessions import records
from dashapp.sessions.tables import sessions

TIMES = ("began_at", "checked_at", "expires_at", "ended_at")


@dataclass(frozen=True)
class LiveSession:
    """A session that goes on; times in milliseconds since the epoch.

    `id` is the beginning of its digest, with which nobody can sign in.
    """

    id: str
    person: str
    began_at: int
    checked_at: int
    expires_at: int


def live_sessions(store: Store, person: str | None = None) -> list[LiveSession]:
    """Return the sessions that go on, of one person or (None) of all, oldest first.

    Raises:
        StoreUnavailable: the database can't be read.
    """
    where = [sessions.c.ended_at.is_(None), sessions.c.expires_at > _now()]
    if person is not None:
        where.append(sessions.c.person == storage_key(person))
    return [
        LiveSession(
            row["digest"][:12],
            row["person"],
            row["began_at"],
            row["checked_at"],
            row["expires_at"],
        )
        for row in records.rows_of(store, *where)
    ]


def end_sessions_of(store: Store, person: str) -> int:
    """End all sessions of a person; return how many. Each process knows within seconds.

    Raises:
        StoreUnavailable: the database does not take it.
    """
    which = (sessions.c.person == storage_key(person)) & (sessions.c.expires_at > _now())
    return len(records.end(store, which, "operator", _now()))


def count_sessions(connection: Connection, key: str) -> int:
    """Return how many rows are kept of a person, by their key in the tables."""
    theirs = select(func.count()).select_from(sessions).where(sessions.c.person == key)
    return connection.execute(theirs).scalar_one()


def exported_sessions(store: Store, key: str) -> list[dict[str, Any]]:
    """Return what is kept of a person's sessions, but for what could be used to be that person.

    Raises:
        StoreUnavailable: the database can't be read.
    """
    return [
        {name: row[name] for name in ("issuer", "subject", "ended_by", *TIMES)}
        | {"claims": json.loads(row["claims"])}
        for row in records.rows_of(store, sessions.c.person == key)
    ]


def erase_sessions(store: Store, connection: Connection, key: str) -> int:
    """End a person's sessions and forget that they were theirs; return how many."""
    return records.erase(store, connection, key, _now())


def _now() -> int:
    return int(time.time() * 1000)
