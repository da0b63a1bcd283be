"""One person's record, of which nothing is left."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select

from dashapp.usage import (
    Selection,
    StoredRows,
    UsageLog,
    audit_of,
    erase_person,
    erasing,
    jsonl_lines,
    overwrite_erased,
    stored_rows,
)
from dashapp.usage.tables import app_days, days
from tests.usage.export.conftest import Keep, fill
from tests.usage.export.records import ADA, BOB, WORDS, everything, of_ada, opened, rolled_up

NOTHING = StoredRows(0, 0, 0, 0, 0)


def test_erasure_leaves_nothing_of_a_person_and_all_of_the_others(
    log: UsageLog, keep: Keep
) -> None:
    keep(*of_ada(), opened(BOB).then("ready").then("seen"), opened(BOB, "customers"))
    kept, before = stored_rows(log.store, "ada-4711"), rolled_up(log.store)
    others = list(jsonl_lines(log.store, Selection(person="bob-0815")))
    assert all(word in everything(log.store) for word in WORDS)

    assert erase_person(log.store, "ada-4711", by="dpo") == kept

    assert [word for word in WORDS if word in everything(log.store)] == []
    assert stored_rows(log.store, "ada-4711") == NOTHING
    assert rolled_up(log.store) == before
    assert list(jsonl_lines(log.store, Selection(person="bob-0815"))) == others


def test_what_erased_people_had_counted_adds_up(log: UsageLog, keep: Keep) -> None:
    keep(*of_ada(), opened(BOB), opened(BOB))
    before = rolled_up(log.store)
    erase_person(log.store, "ada-4711", by="dpo")
    erase_person(log.store, "bob-0815", by="dpo")
    assert rolled_up(log.store) == before


def test_an_erased_person_is_no_more_among_the_people_of_an_app(log: UsageLog, keep: Keep) -> None:
    keep(*of_ada(), opened(BOB))
    erase_person(log.store, "ada-4711", by="dpo")
    with log.store.reading() as connection:
        by_app = connection.execute(select(func.sum(app_days.c.people)))
        named = connection.execute(select(func.count()).where(days.c.person != ""))
        assert by_app.scalar_one() == named.scalar_one() == 1


def test_a_person_who_comes_back_is_recorded_anew(log: UsageLog, keep: Keep) -> None:
    link = opened(ADA)
    keep(link)
    erase_person(log.store, "ada-4711", by="dpo")
    # A page that is still open tells of a link that is not there, and asks for another.
    keep(opened(ADA))
    log.record_reports(ADA, link.then("ready").reports)
    fill(log)
    assert stored_rows(log.store, "ada-4711") == StoredRows(1, 0, 0, 1, 0)


def test_nothing_is_erased_if_not_all_can_be(
    log: UsageLog, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(*of_ada())
    before = everything(log.store)

    def break_down(*_given: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(erasing, "add_audit_entry", break_down)
    with pytest.raises(RuntimeError):
        erase_person(log.store, "ada-4711", by="dpo")
    assert everything(log.store) == before


def test_erasing_while_a_host_writes_loses_nothing_else(log: UsageLog, keep: Keep) -> None:
    keep()
    ended, links = Event(), {ADA: 0, BOB: 0}

    def work() -> None:
        while not ended.is_set():
            for who in (ADA, BOB):
                fill(log, opened(who).then("ready").then("seen").then("events", events={"a": 1}))
                links[who] += 1

    with ThreadPoolExecutor(1) as workers:
        working, erased = workers.submit(work), 0
        try:
            while erased < 5 and not working.done():
                # In between, so that somebody comes to write at all.
                if stored_rows(log.store, "ada-4711").rows:
                    erased += erase_person(log.store, "ada-4711", by="dpo").links > 0
        finally:
            ended.set()
        working.result()
    erase_person(log.store, "ada-4711", by="dpo")

    assert [word for word in WORDS if word in everything(log.store)] == []
    assert stored_rows(log.store, "bob-0815") == StoredRows(
        links[BOB], 2 * links[BOB], links[BOB], 1, 0
    )
    ((_, _, opens, *_),) = rolled_up(log.store)
    assert opens == links[ADA] + links[BOB]
    assert sum(each.records for each in audit_of(log.store)) >= links[ADA]
    assert (log.status.lost, log.status.trouble) == (0, None)


@pytest.fixture
def careless_sqlite() -> Iterator[None]:
    """SQLite as some build it: what is deleted is not overwritten."""

    def prepare(connection: Any, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA secure_delete=OFF")

    event.listen(Engine, "connect", prepare)
    yield
    event.remove(Engine, "connect", prepare)


@pytest.mark.usefixtures("careless_sqlite")
def test_the_bytes_of_an_erased_person_leave_the_files_of_sqlite_under_a_running_host(
    sqlite_log: UsageLog, tmp_path: Path
) -> None:
    def found() -> list[str]:
        kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        return [word for word in WORDS if word.encode() in kept]

    for at in range(20):
        fill(sqlite_log, *of_ada(), *(opened(BOB).then("ready") for _ in range(at)))
    assert found() == list(WORDS)
    erase_person(sqlite_log.store, "ada-4711", by="dpo")
    assert overwrite_erased(sqlite_log.store)
    assert found() == []
    fill(sqlite_log, opened(BOB))
    assert stored_rows(sqlite_log.store, "bob-0815").links == 191


def test_bytes_that_a_reader_holds_on_to_are_said_to_be_there(
    sqlite_log: UsageLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "CHECKPOINTS", 1)
    fill(sqlite_log, *of_ada())
    with sqlite_log.store.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM usage_links").all()
        erase_person(sqlite_log.store, "ada-4711", by="dpo")
        assert not overwrite_erased(sqlite_log.store)
    assert overwrite_erased(sqlite_log.store)
