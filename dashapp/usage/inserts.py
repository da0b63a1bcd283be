"""Rows of which some are in the table already."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table

from dashapp.database import Store
from dashapp.usage.rows import Row


def add_new(
    store: Store, connection: Connection, table: Table, new: Sequence[Row], *key: str
) -> list[Any]:
    """Insert the rows that are not there yet, and return their keys."""
    if not new:
        return []
    insert = store.insert(table).on_conflict_do_nothing(index_elements=key)
    returned = insert.returning(*(table.c[name] for name in key))
    return list(connection.execute(returned, new))


def in_order(keyed: dict[Any, Row]) -> list[Row]:
    """Return the rows by their keys: two hosts that write the same ones never wait for ever."""
    return [keyed[key] for key in sorted(keyed)]
