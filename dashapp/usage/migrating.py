"""The tables of the usage log, brought to what this version of dashapp knows."""

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
from sqlalchemy import text

from dashapp.usage.errors import StoreTooNew
from dashapp.usage.store import Store

FOLDER = Path(__file__).with_name("migrations")

# Any number will do, as long as it is always the same and nobody else's.
LOCK = 0x64617368617070

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
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            if not isinstance(error.__cause__, ResolutionError):
                raise
            raise StoreTooNew(store.where) from error
