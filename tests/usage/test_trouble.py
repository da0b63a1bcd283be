"""A database that can't be used: the log says so once, waits, and goes on when it is mended."""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from dashapp.database import migrate
from dashapp.database.metadata import metadata
from dashapp.database.migrating import FOLDER
from dashapp.database.store import SQLITE_PRAGMAS, Store
from dashapp.usage import UsageLog
from dashapp.usage.tables import links
from tests.patience import PATIENCE_SECONDS, until
from tests.postgres import PostgresServer
from tests.usage.conftest import Start
from tests.usage.records import ADA, asked, flush, report, request_of, rows, said

BACK = "The usage log's database is back; "

pytestmark = pytest.mark.usefixtures("soon")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "usage.sqlite3"


def change(url: str, *statements: str) -> None:
    store = Store(url)
    with store.writing() as connection:
        for statement in statements:
            connection.execute(text(statement))
    store.close()


def check_outage(
    log: UsageLog, mend: Callable[[], object], caplog: pytest.LogCaptureFixture, why: str
) -> None:
    """Records wait while there is trouble, are there when it is mended, and two lines say it."""
    log.record_request(asked())
    until(lambda: log.status.trouble, "trouble")
    link = asked()
    log.record_request(link)
    log.record_reports(ADA, [report(link, 1)])
    assert not log.flush(0.1)
    trouble = log.status.trouble
    assert trouble is not None
    assert why in trouble
    mend()
    flush(log)

    assert log.status == type(log.status)(waiting=0, lost=0, trouble=None)
    assert [row["outcome"] for row in rows(log.store, links) if row["link_id"] == link.link_id] == [
        "ready"
    ]
    first, last = said(caplog)
    assert (first, last[: len(BACK)]) == (f"{trouble} Embeds work, their records wait.", BACK)
    assert "Lovelace" not in caplog.text


def test_a_folder_that_is_missing(
    file: Path, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    log = start(f"sqlite:///{file}")
    check_outage(
        log, file.parent.mkdir, caplog, "folder/usage.sqlite3) can't be used: SQLITE_CANTOPEN"
    )


def test_a_file_that_is_no_database(
    file: Path, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    file.parent.mkdir()
    file.write_text("Dear diary, " * 1000)
    check_outage(start(f"sqlite:///{file}"), file.unlink, caplog, "SQLITE_NOTADB")


def test_a_disk_that_is_full(
    file: Path, start: Start, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.parent.mkdir()
    migrate(Store(f"sqlite:///{file}"))
    pages = sqlite3.connect(file).execute("PRAGMA page_count").fetchone()[0]
    pragma = f"max_page_count={pages}"
    monkeypatch.setattr("dashapp.database.store.SQLITE_PRAGMAS", (*SQLITE_PRAGMAS, pragma))
    log = start(f"sqlite:///{file}")
    metadata = {"key": "x" * 100_000}
    log.record_request(asked(request=request_of(ADA).model_copy(update={"metadata": metadata})))

    def mend() -> None:
        monkeypatch.setattr("dashapp.database.store.SQLITE_PRAGMAS", SQLITE_PRAGMAS)

    check_outage(log, mend, caplog, "SQLITE_FULL")
    assert len(rows(log.store, links)) == 3


def test_a_file_that_may_only_be_read(
    file: Path, start: Start, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.parent.mkdir()
    migrate(Store(f"sqlite:///{file}"))
    # Who is root may write to any file, but not over a connection that only reads.
    monkeypatch.setattr("dashapp.database.store.SQLITE_PRAGMAS", (*SQLITE_PRAGMAS, "query_only=ON"))
    log = start(f"sqlite:///{file}")

    def mend() -> None:
        monkeypatch.setattr("dashapp.database.store.SQLITE_PRAGMAS", SQLITE_PRAGMAS)

    check_outage(log, mend, caplog, "SQLITE_READONLY")


def test_a_file_that_another_process_locks_for_a_moment(
    file: Path, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    file.parent.mkdir()
    log = start(f"sqlite:///{file}")
    flush(log)
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    released = threading.Timer(0.3, other.rollback)
    released.start()
    log.record_request(asked())
    flush(log)
    released.join()

    assert len(rows(log.store, links)) == 1
    assert said(caplog) == []


def test_a_file_that_another_process_locks_for_long(
    file: Path, start: Start, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashapp.database.store.CONNECT_SECONDS", 0.05)
    file.parent.mkdir()
    log = start(f"sqlite:///{file}")
    flush(log)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    check_outage(log, other.rollback, caplog, "SQLITE_BUSY")


def test_tables_that_somebody_dropped_are_made_again(
    url: str, log: UsageLog, caplog: pytest.LogCaptureFixture
) -> None:
    flush(log)
    names = [table.name for table in reversed(metadata.sorted_tables)]
    change(url, *(f"DROP TABLE {name}" for name in (*names, "dashapp_version")))
    log.record_request(asked())
    flush(log)

    assert len(rows(log.store, links)) == 1
    assert len(said(caplog)) == 2


def test_a_database_of_a_newer_version(
    url: str, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    migrate(Store(url))
    known = ScriptDirectory(str(FOLDER)).get_current_head()
    change(url, "UPDATE dashapp_version SET version_num = '9999'")

    def mend() -> None:
        change(url, f"UPDATE dashapp_version SET version_num = '{known}'")

    check_outage(
        start(url), mend, caplog, "was made by a newer version of dashapp. Run that version"
    )


PASSWORD = "correct horse battery staple"


def test_somebody_whom_postgresql_does_not_let_in(
    postgres_url: str, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="dashapp")
    name = postgres_url.rpartition("/")[2]
    stranger = postgres_url.replace("postgres@", f"{name}:{PASSWORD.replace(' ', '%20')}@")

    def mend() -> None:
        change(postgres_url, f"CREATE ROLE {name} SUPERUSER LOGIN")

    log = start(stranger)
    check_outage(log, mend, caplog, f'role "{name}" does not exist')
    assert "horse" not in caplog.text + str(log.status) + repr(log.store.engine)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_postgresql_that_is_stopped(
    postgres: PostgresServer,
    postgres_url: str,
    start: Start,
    caplog: pytest.LogCaptureFixture,
    mode: str,
) -> None:
    log = start(postgres_url)
    log.record_request(asked())
    flush(log)
    postgres.stop(mode)  # type: ignore[arg-type]
    check_outage(log, postgres.start, caplog, "Connection refused")
    assert len(rows(log.store, links)) == 3


def test_a_mistake_in_the_log_itself_is_said_once_and_stops_no_thread(
    url: str, start: Start, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashapp.database.migrating.FOLDER", Path("/nowhere") / "Ada's secret")
    log = start(url)
    log.record_request(asked())
    until(lambda: log.status.trouble, "trouble")
    assert not log.flush(0.2)
    assert len(said(caplog)) == 2
    monkeypatch.undo()
    flush(log)
    assert len(rows(log.store, links)) == 1


def test_a_database_that_says_nothing_is_trouble(
    log: UsageLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush(log)
    monkeypatch.setattr("dashapp.usage.retry.SILENCE_SECONDS", 0.05)
    go_on = threading.Event()

    def silent(*_: object) -> list[object]:
        assert go_on.wait(PATIENCE_SECONDS)
        return []

    monkeypatch.setattr("dashapp.usage.writer.write", silent)
    log.record_request(asked())
    until(lambda: log.status.trouble, "trouble")
    assert str(log.status.trouble).endswith("does not answer.")
    go_on.set()
    until(lambda: log.status.trouble is None, "the end of the trouble")
    flush(log)


def test_what_can_not_be_deleted_keeps_nothing_from_being_written(
    url: str, start: Start, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashapp.usage.writer.RETENTION_AGAIN_SECONDS", 0.0)
    migrate(Store(url))
    change(url, "CREATE TABLE elsewhere (link TEXT REFERENCES usage_links (link_id))")
    old = start(url, retention_days=3650)
    link = asked(at=time.time() - 90 * 24 * 3600)
    old.record_request(link)
    flush(old)
    change(url, f"INSERT INTO elsewhere VALUES ('{link.link_id}')")
    log = start(url, retention_days=30)
    for _ in range(3):
        log.record_request(asked())
        flush(log)
    until(lambda: said(caplog), "a word of it")

    assert len(rows(log.store, links)) == 4
    (line,) = said(caplog)
    assert line.startswith("what is too old can't be deleted: ")


def test_a_file_that_somebody_removed_is_made_again(file: Path, start: Start) -> None:
    file.parent.mkdir()
    log = start(f"sqlite:///{file}")
    log.record_request(asked())
    flush(log)
    for each in list(file.parent.iterdir()):
        each.unlink()
    link = asked()
    log.record_request(link)
    flush(log)

    kept = sqlite3.connect(file).execute("SELECT link_id FROM usage_links").fetchall()
    assert kept == [(link.link_id,)]


def test_many_who_read_keep_nobody_from_writing(log: UsageLog) -> None:
    flush(log)
    with ExitStack() as stack:
        for _ in range(15):
            stack.enter_context(log.store.reading()).execute(text("SELECT 1 FROM usage_links"))
        log.record_request(asked())
        flush(log)
    assert len(rows(log.store, links)) == 1
