"""One person's record, erased when they ask for it."""

import sqlite3
from contextlib import closing

from sqlalchemy import Connection, bindparam, delete, func, select, text
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import SQLAlchemyError

from dashapp.database import Store, StoreUnavailable
from dashapp.sessions import erase_sessions
from dashapp.usage.audit import add_audit_entry, person_key, who
from dashapp.usage.people import StoredRows
from dashapp.usage.rollups import COUNTS
from dashapp.usage.tables import app_days, days, last_seen, link_events, links, people
from dashapp.usage.transactions import run_in_transaction, will_pass
from dashapp.usage.writing import NOBODY

# Each waits some seconds for those who read.
CHECKPOINTS = 3


def erase_person(store: Store, person: str | int, *, by: str) -> StoredRows:
    """Delete everything that is kept of a person, at once or not at all; return how much it was.

    Their sessions end. Their links go with metadata and link events. What they had counted stays in
    the sums of days, as nobody's: how often an app was opened, and by how many people in a day,
    does not change.
    Hosts may write meanwhile; what they hold in memory or hear of later is recorded anew. The
    database's files have the bytes for a while; see `overwrite_erased`.

    Args:
        store: where it is kept.
        person: the external identifier, as text or as a whole number.
        by: who does this, for the record.

    Raises:
        StoreUnavailable: the database can't be written; nothing is erased or, if the connection
            broke at the very end, all: it may be done again.
        ValueError: the identifier or `by` is empty.
    """
    key, by = person_key(person), who(by)
    return run_in_transaction(store, lambda connection: _erase(store, connection, key, by))


def overwrite_erased(store: Store) -> bool:
    """Take what was erased out of SQLite's files too, where it stays as bytes in free space.

    The file is written anew, so hosts' records wait that long. False: it could not be done now,
    because somebody read or wrote all the time; or this is PostgreSQL, where the administrator has
    VACUUM for it, and old backups.

    Raises:
        StoreUnavailable: the database can't be written.
    """
    if not store.is_sqlite:
        return False
    try:
        with closing(store.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute("VACUUM")
            # The file has the old bytes until what was written anew is in it, out of the WAL.
            return any(_is_checkpointed(cursor) for _ in range(CHECKPOINTS))
    except (sqlite3.Error, SQLAlchemyError) as error:
        if will_pass(error):
            return False
        raise StoreUnavailable(store.reason(error)) from None


def _erase(store: Store, connection: Connection, key: str, by: str) -> StoredRows:
    if not store.is_sqlite:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
    theirs = select(links.c.link_id).where(links.c.person == key)
    # Reports that come meanwhile wait, and then find no link.
    locked = theirs.order_by(links.c.link_id).with_for_update().subquery()
    connection.execute(select(func.count()).select_from(locked))
    link_events_gone, last_seen_gone, links_gone = (
        connection.execute(delete(table).where(column.in_(theirs))).rowcount
        for table, column in (
            (link_events, link_events.c.link_id),
            (last_seen, last_seen.c.link_id),
            (links, links.c.link_id),
        )
    )
    days_gone = _give_to_nobody(store, connection, key)
    connection.execute(delete(people).where(people.c.person == key))
    sessions_gone = erase_sessions(store, connection, key)
    erased = StoredRows(links_gone, link_events_gone, last_seen_gone, days_gone, sessions_gone)
    add_audit_entry(connection, "erased", key, by, erased.rows)
    return erased


def _give_to_nobody(store: Store, connection: Connection, key: str) -> int:
    taken = delete(days).where(days.c.person == key).returning(days)
    counts = [dict(row) | {"person": NOBODY} for row in connection.execute(taken).mappings()]
    if counts:
        insert = store.insert(days)
        added = insert.on_conflict_do_update(
            index_elements=list(days.primary_key.columns),
            set_={name: days.c[name] + insert.excluded[name] for name in COUNTS},
        )
        of_apps = sorted(counts, key=lambda row: (row["day"], row["app"]))
        connection.execute(added, of_apps)
        fewer = app_days.update().where(
            app_days.c.day == bindparam("that_day"), app_days.c.app == bindparam("that_app")
        )
        connection.execute(
            fewer.values(people=app_days.c.people - 1),
            [{"that_day": row["day"], "that_app": row["app"]} for row in of_apps],
        )
    return len(counts)


def _is_checkpointed(cursor: DBAPICursor) -> bool:
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    is_busy, _in_log, _done = cursor.fetchall()[0]
    return not is_busy
