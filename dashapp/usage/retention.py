"""What is older than it may be goes."""

from collections.abc import Iterator

from sqlalchemy import Column, Table, delete, select, tuple_

from dashapp.database import Store
from dashapp.usage.rows import MS_PER_DAY, day_of
from dashapp.usage.tables import app_days, days, links, losses, mint_times, people, writers

# A long transaction would hold up who writes.
ROWS_AT_A_TIME = 1000


def forget_before(store: Store, ms: int) -> Iterator[int]:
    """Delete what was before this moment, in ms since the epoch, a part with each step.

    Sums are kept or deleted by the day, so that of the first day left is whole. Who was exported
    or erased, and when, is kept: it is the proof of it, and names nobody.

    Yields:
        how many rows have gone with this step; between the steps nothing is locked.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: as the database says; a part may be gone already.
    """
    # Link events and when it was seen last go with their link.
    yield from _delete(store, links, links.c.asked_at, ms)
    yield from _delete(store, losses, losses.c.until, ms)
    yield from _delete(store, writers, writers.c.at, ms)
    yield from _delete(store, people, people.c.last_at, ms)
    for table in (days, app_days, mint_times):
        yield from _delete(store, table, table.c.day, day_of(ms))


def moment_to_keep_from(now_ms: int, retention_days: int) -> int:
    """Return where the record begins: whole days, UTC, today among them."""
    return (day_of(now_ms) + 1 - retention_days) * MS_PER_DAY


def _delete(store: Store, table: Table, at: Column[int], before: int) -> Iterator[int]:
    key = tuple_(*table.primary_key.columns)
    some = select(*table.primary_key.columns).where(at < before).limit(ROWS_AT_A_TIME)
    while True:
        with store.writing() as connection:
            count = connection.execute(delete(table).where(key.in_(some))).rowcount
        yield count
        if count < ROWS_AT_A_TIME:
            return
