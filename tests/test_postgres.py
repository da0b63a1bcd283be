"""The PostgreSQL that other tests rely on is a real one, and stops and starts at their word."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from tests.postgres import PostgresServer

STARTED_AND_LEFT = """
import pathlib, sys
from tests.postgres import PostgresServer

server = PostgresServer(pathlib.Path(sys.argv[1]))
server.start()
print(server.url, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the account of the server can reach, as pytest's own cannot be."""
    with tempfile.TemporaryDirectory(prefix="postgres-") as name:
        yield Path(name)


def connect(url: str) -> Connection:
    return create_engine(url, poolclass=NullPool).connect()


def ask(url: str, query: str) -> list[object]:
    with connect(url) as connection:
        return list(connection.scalars(text(query)))


def write(url: str, statement: str) -> None:
    with connect(url) as connection, connection.begin():
        connection.execute(text(statement))


def test_a_query_answers_in_unicode_and_in_the_order_of_c(postgres_url: str) -> None:
    query = "SELECT name FROM (VALUES ('ä'), ('a'), ('B')) AS people (name) ORDER BY name"

    assert ask(postgres_url, query) == ["B", "a", "ä"]


def test_a_mistake_is_told_in_english(postgres_url: str) -> None:
    with pytest.raises(Exception, match='column "nothing" does not exist'):
        ask(postgres_url, "SELECT nothing")


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_stopped_server_refuses_and_has_its_data_when_it_is_back(
    postgres: PostgresServer, postgres_url: str, mode: Literal["fast", "immediate"]
) -> None:
    write(postgres_url, "CREATE TABLE kept AS SELECT 'what was written' AS word")

    postgres.stop(mode)
    with pytest.raises(OperationalError, match="refused"):
        connect(postgres_url)
    postgres.start()

    assert ask(postgres_url, "SELECT word FROM kept") == ["what was written"]


def test_a_connection_does_not_outlive_its_server(
    postgres: PostgresServer, postgres_url: str
) -> None:
    with connect(postgres_url) as connection:
        postgres.stop()
        with pytest.raises(OperationalError):
            connection.execute(text("SELECT 1"))


def test_two_databases_are_apart(postgres: PostgresServer, postgres_url: str) -> None:
    other = postgres.create_database("other")
    write(postgres_url, "CREATE TABLE here (word text)")

    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    assert ask(postgres_url, tables) == ["here"]
    assert ask(other, tables) == []


def test_a_server_that_does_not_start_says_why(folder: Path) -> None:
    server = PostgresServer(folder, shared_buffers="plenty")

    with pytest.raises(RuntimeError, match='invalid value for parameter "shared_buffers"'):
        server.start()


def test_a_server_ends_with_a_process_that_is_killed(folder: Path) -> None:
    command = [sys.executable, "-c", STARTED_AND_LEFT, str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert ask(url, "SELECT 1") == [1]
        process.kill()

    with pytest.raises(OperationalError):
        ask(url, "SELECT pg_sleep(30)")
