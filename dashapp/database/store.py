"""Connections to the database: SQLite or PostgreSQL, through SQLAlchemy."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from dashapp.database.errors import StoreUnavailable
from dashapp.settings import parse_database_url

CONNECT_SECONDS = 3
"""A database that takes longer to answer counts as down."""

STATEMENT_SECONDS = 15
"""A page waits no longer; a figure that takes so long helps nobody."""

# A server that is gone without a word is noticed after so long, not after the system's hours.
KEEPALIVES = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}

# FULL: what is committed survives a power cut too, for one fsync a batch. The rest is memory for
# reading: 64 MB at most for a connection.
SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-65536")

READ_ONLY: dict[str, dict[str, Any]] = {
    "sqlite": {},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}


class Store:
    """Connections to the database, pooled; threads may share them. None is made in advance."""

    def __init__(self, url: str) -> None:
        """Describe the store.

        Args:
            url: as in `DASHAPP_DATABASE_URL`.

        Raises:
            ValueError: it names no database that this can be.
        """
        parsed = parse_database_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self._password = str(parsed.password or "")
        # What a person may read: without the password.
        self.where = f"{parsed.database}" if self.is_sqlite else f"{parsed.host}/{parsed.database}"
        connect = _sqlite if self.is_sqlite else _postgresql
        self.engine = connect(parsed)
        self._reader = self.engine.execution_options(**READ_ONLY[self.engine.name])
        # Of its own: who reads much keeps nobody from writing.
        self._writer = connect(parsed).execution_options(begin="BEGIN IMMEDIATE")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the database.

        Raises:
            StoreUnavailable: it can't be reached, or did not answer in time.
        """
        try:
            with self._reader.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreUnavailable(self.reason(error)) from None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection whose changes are kept together, or not at all.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: as the database says; the caller decides what it means.
        """
        with self._writer.begin() as connection:
            yield connection

    def insert(self, table: Table) -> Any:
        """Return an INSERT that knows ON CONFLICT, which both dialects spell alike."""
        dialect = sqlite if self.is_sqlite else postgresql
        return dialect.insert(table)

    def reason(self, error: Exception) -> str:
        """Say in a sentence why the database failed, without its password or any value."""
        return str(StoreUnavailable(case="failed", where=self.where, cause=self._cause(error)))

    def file(self) -> tuple[int, int] | None:
        """Return what tells the file from another of its name; None: there is none."""
        if not self.is_sqlite:
            return None
        try:
            found = Path(self.where).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def close(self) -> None:
        """Close what is open and not in use."""
        self.engine.dispose()
        self._writer.dispose()

    def forget(self) -> None:
        """Leave what is open to the process that this one is a fork of."""
        self.engine.dispose(close=False)
        self._writer.dispose(close=False)

    def _cause(self, error: Exception) -> str:
        cause = getattr(error, "orig", None) or error
        kind = getattr(cause, "sqlite_errorname", None) or type(cause).__name__
        # Who was not let in has sent no record that the text could quote.
        if not isinstance(error, DBAPIError) or error.statement is not None or self.is_sqlite:
            return kind
        text = " ".join(str(cause).split()).rstrip(".?")
        return text.replace(self._password, "…") if self._password else text


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": CONNECT_SECONDS})

    @event.listens_for(engine, "do_connect")
    def keep_from_others(*_: object) -> None:
        # SQLite would let every account of this machine read what is somebody's.
        if url.database and not url.database.startswith("file:"):
            with suppress(OSError):
                os.close(os.open(url.database, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # Python's own transactions would begin too late for a reader, and not at all for DDL.
        connection.isolation_level = None
        for pragma in SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def _postgresql(url: URL) -> Engine:
    # What is given to the driver wins over the URL, which may have a search_path, say.
    said = " ".join(url.normalized_query.get("options", ()))
    return create_engine(
        url,
        # An error's text goes to the log, and a record is somebody's.
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=CONNECT_SECONDS,
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            "options": f"{said} -c statement_timeout={STATEMENT_SECONDS * 1000}",
            "application_name": "dashapp",
            **KEEPALIVES,
        },
    )
