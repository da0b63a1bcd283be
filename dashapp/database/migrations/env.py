"""Alembic's way to the database: `migrate`'s connection, or a database for its own commands."""

import os
from collections.abc import Iterable
from typing import Any

from alembic import context
from alembic.operations import MigrationScript
from sqlalchemy import Connection

from dashapp.database.metadata import metadata
from dashapp.database.migrating import VERSION_TABLE
from dashapp.database.store import Store


def run(connection: Connection) -> None:
    """Do what Alembic was asked for, over this connection."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        version_table=VERSION_TABLE,
        # SQLite can too, as the store begins its transactions.
        transactional_ddl=True,
        process_revision_directives=number,
        sqlalchemy_module_prefix="sqlalchemy.",
    )
    with context.begin_transaction():
        context.run_migrations()


def number(_context: Any, _revision: Iterable[Any], made: list[MigrationScript]) -> None:
    """Call a new migration by the next number."""
    made[0].rev_id = f"{int(context.script.get_current_head() or 0) + 1:04}"


def run_command() -> None:
    """Compare, make and apply migrations by hand: what `make migration` does."""
    # Whoever wires the rooms knows all of their tables.
    import dashapp.app  # noqa: F401

    store = Store(os.environ["DASHAPP_DATABASE_URL"])
    with store.writing() as connection:
        run(connection)
    store.close()


if "connection" in context.config.attributes:
    run(context.config.attributes["connection"])
else:
    run_command()
