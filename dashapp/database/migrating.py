"""The tables of the host, brought to what this version of dashapp knows."""

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
from sqlalchemy import inspect, text

from dashapp.database.errors import StoreTooNew
from dashapp.database.store import Store

FOLDER = Path(__file__).with_name("migrations")

VERSION_TABLE = "dashapp_version"
FORMER_VERSION_TABLE = "usage_version"
"""Its name while the usage log was alone in the database."""

# Any number will do, as long as it is always the same and nobody else's.
LOCK = 0x64617368617070

LOCK_SECONDS = 5
"""A migration waits so long for a table that somebody reads."""

# Alembic's scripts speak to one migration at a time in a process.
_one_at_a_time = threading.Lock()


def migrate(store: Store) -> None:
    """Create or change the tables, if they need it; hosts that start together wait in turn.

    Raises:
        StoreTooNew: a newer version was here before.
        sqlalchemy.exc.SQLAlchemyError: the database says no, or nothing.
    """
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    # SQLite's writer is alone anyway.
    with _one_at_a_time, store.writing() as connection:
        if not store.is_sqlite:
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            # Everybody would wait behind a migration that waits for a long export, say. Whoever
            # calls tries again.
            connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'"))
        tables = inspect(connection)
        if tables.has_table(FORMER_VERSION_TABLE) and not tables.has_table(VERSION_TABLE):
            connection.execute(
                text(f"ALTER TABLE {FORMER_VERSION_TABLE} RENAME TO {VERSION_TABLE}")
            )
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            if not isinstance(error.__cause__, ResolutionError):
                raise
            raise StoreTooNew(store.where) from error
