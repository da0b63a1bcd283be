"""Sessions in the database: begun, changed, ended, and what has changed lately."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Update,
    delete,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from dashapp.database import Store, StoreUnavailable
from dashapp.sessions.session import End, Session
from dashapp.sessions.tables import refusals, sessions

# What a transaction changes may be seen so much later than the time that it bears: no statement
# takes longer.
MARGIN_MS = 30_000

_SQLITE_NOW = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
_POSTGRESQL_NOW = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"

_LIVE = sessions.c.ended_at.is_(None)


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed until ``now``, which is by the database's clock.

    ``sessions`` are digests, each with its ``changed_at``, or None if it has ended; ``revoked``
    are digests with the time until which they count.
    """

    now: int
    sessions: Mapping[str, int | None]
    revoked: Mapping[str, int]


def add(store: Store, row: Mapping[str, Any]) -> int:
    """Add a session; return its `changed_at`."""
    with _writing(store) as connection:
        adding = insert(sessions).values(**row, changed_at=_now(store))
        return int(connection.execute(adding.returning(sessions.c.changed_at)).scalar_one())


def load(store: Store, digest: str) -> Session | None:
    """Return a session; None: there is none, or it has ended."""
    query = select(sessions).where(sessions.c.digest == digest, _LIVE)
    with store.reading() as connection:
        row = connection.execute(query).mappings().first()
    return None if row is None else _session(row)


def changes(store: Store, since: int | None) -> Changes:
    """Return what has changed since a moment that an earlier answer named; None: since ever."""
    begun = 0 if since is None else since - MARGIN_MS
    of_sessions = select(sessions.c.digest, sessions.c.changed_at, sessions.c.ended_at)
    of_refusals = select(refusals.c.digest, refusals.c.expires_at)
    with store.reading() as connection:
        now = int(connection.execute(select(_now(store))).scalar_one())
        changed = connection.execute(of_sessions.where(sessions.c.changed_at >= begun)).all()
        revoked = connection.execute(of_refusals.where(refusals.c.changed_at >= begun)).all()
    return Changes(
        now,
        {row.digest: row.changed_at if row.ended_at is None else None for row in changed},
        {row.digest: row.expires_at for row in revoked},
    )


def end(store: Store, which: ColumnElement[bool], by: End, at: int) -> list[str]:
    """End sessions; return their digests."""
    ending = _ending(store, which, by, at)
    with _writing(store) as connection:
        return list(connection.execute(ending.returning(sessions.c.digest)).scalars())


def take_check(store: Store, session: Session, now: int, until: int) -> bool:
    """Return whether this process may ask the provider about a session: one at a time may.

    Whose session is an older state than the database's may not: its refresh token is used up.
    """
    taking = (
        update(sessions)
        .where(
            sessions.c.digest == session.digest,
            _LIVE,
            sessions.c.checking_until <= now,
            sessions.c.changed_at == session.changed_at,
        )
        .values(checking_until=until)
    )
    with _writing(store) as connection:
        return connection.execute(taking).rowcount == 1


def change(store: Store, digest: str, values: Mapping[str, Any]) -> Session | None:
    """Change a session and return it as it is now; None: it has ended."""
    changing = (
        update(sessions)
        .where(sessions.c.digest == digest, _LIVE)
        .values(**values, changed_at=_now(store))
    )
    with _writing(store) as connection:
        row = connection.execute(changing.returning(*sessions.c)).mappings().first()
    return None if row is None else _session(row)


def revoke(store: Store, digest: str, expires_at: int) -> None:
    """Refuse something from now on, until this time or a later one that was said before."""
    row = {"digest": digest, "expires_at": expires_at, "changed_at": _now(store)}
    adding = store.insert(refusals).values(**row)
    longer = adding.on_conflict_do_update(
        index_elements=[refusals.c.digest],
        set_={name: adding.excluded[name] for name in ("expires_at", "changed_at")},
        where=refusals.c.expires_at < adding.excluded.expires_at,
    )
    with _writing(store) as connection:
        connection.execute(longer)


def revoked_until(store: Store, digest: str) -> int | None:
    """Return until when something is refused, as the database knows it; None: it is not."""
    query = select(refusals.c.expires_at).where(refusals.c.digest == digest)
    with store.reading() as connection:
        return connection.execute(query).scalar_one_or_none()


def live(store: Store) -> set[str]:
    """Return the digests of all sessions that have not ended."""
    with store.reading() as connection:
        return set(connection.execute(select(sessions.c.digest).where(_LIVE)).scalars())


def forget_old(store: Store, kept_ms: int) -> None:
    """Delete what was over so long ago, by the database's clock."""
    with _writing(store) as connection:
        for table in (sessions, refusals):
            connection.execute(delete(table).where(table.c.expires_at < _now(store) - kept_ms))


def rows_of(store: Store, *where: ColumnElement[bool]) -> Sequence[RowMapping]:
    """Return rows of the table, oldest first."""
    query = select(sessions).where(*where).order_by(sessions.c.began_at, sessions.c.digest)
    with store.reading() as connection:
        return connection.execute(query).mappings().all()


def erase(store: Store, connection: Connection, person: str, at: int) -> int:
    """End a person's sessions and forget whose they were; return how many rows had their name.

    The rows stay until they would have expired: they tell every process that the sessions ended.
    """
    theirs = sessions.c.person == person
    connection.execute(_ending(store, theirs, "erased", at))
    nothing = {"person": "", "subject": "", "provider_session": None, "claims": "{}"}
    return connection.execute(update(sessions).where(theirs).values(**nothing)).rowcount


def _ending(store: Store, which: ColumnElement[bool], by: End, at: int) -> Update:
    return (
        update(sessions)
        .where(which, _LIVE)
        .values(ended_at=at, ended_by=by, refresh_token=None, id_token=None, changed_at=_now(store))
    )


def _session(row: RowMapping) -> Session:
    columns = {name: row[name] for name in Session.__slots__ if name != "claims"}
    return Session(claims=json.loads(row["claims"]), **columns)


def _now(store: Store) -> ColumnElement[int]:
    return literal_column(_SQLITE_NOW if store.is_sqlite else _POSTGRESQL_NOW)


@contextmanager
def _writing(store: Store) -> Iterator[Connection]:
    try:
        with store.writing() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise StoreUnavailable(store.reason(error)) from None
