"""What is older than it may be goes, and nothing else."""

import threading
import time
from collections.abc import Iterator

import pytest

from dashapp.database import Store, migrate
from dashapp.usage import UsageLog
from dashapp.usage.batch import Batch, Stamp
from dashapp.usage.retention import forget_before, moment_to_keep_from
from dashapp.usage.rows import MS_PER_DAY, day_of
from dashapp.usage.tables import days, last_seen, link_events, links, losses, mint_times, writers
from dashapp.usage.writing import write
from tests.patience import until
from tests.usage.conftest import Start
from tests.usage.records import ADA, asked, flush, report, rows

DAY_SECONDS = MS_PER_DAY // 1000
ALL = (links, link_events, last_seen, days, mint_times, losses, writers)


def loss(id_: str, at: float) -> dict[str, object]:
    return {"id": id_, "since": 0, "until": int(at * 1000), "records": 1, "why": "a test"}


def test_all_of_the_past_goes_and_all_of_today_stays(url: str, start: Start) -> None:
    now = time.time()
    store = Store(url)
    migrate(store)
    old, new = asked(at=now - 2 * DAY_SECONDS), asked(at=now)
    before = start(url, retention_days=30)
    for link in (old, new):
        before.record_request(link)
        told = [report(link, 1), report(link, 2, "failed", code="gone"), report(link, 3, "seen")]
        age = int((now - link.at) * 1000)
        before.record_reports(ADA, [each.model_copy(update={"ago_ms": age}) for each in told])
    flush(before)
    write(store, Batch(losses=[loss("old", old.at), loss("new", new.at)]))
    before.close()

    after = start(url, retention_days=1)
    until(lambda: len(rows(store, mint_times)) == 1, "the end of what is old")
    flush(after)

    assert [row["link_id"] for row in rows(store, links)] == [new.link_id]
    assert {row["link_id"] for row in rows(store, link_events)} == {new.link_id}
    assert [row["link_id"] for row in rows(store, last_seen)] == [new.link_id]
    assert [row["id"] for row in rows(store, losses)] == ["new"]
    assert {row["day"] for row in rows(store, days)} == {day_of(int(now * 1000))}
    store.close()


def test_days_are_whole_and_today_is_one_of_them() -> None:
    noon = 20_000 * MS_PER_DAY + MS_PER_DAY // 2
    assert moment_to_keep_from(noon, 1) == 20_000 * MS_PER_DAY
    assert moment_to_keep_from(noon, 30) == (20_000 - 29) * MS_PER_DAY


def test_much_goes_in_parts_between_which_others_write(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashapp.usage.retention.ROWS_AT_A_TIME", 3)
    store = Store(url)
    migrate(store)
    refused = asked(None, "not_signed_in", at=1.0)
    write(store, Batch([*(asked(at=1.0) for _ in range(7)), refused]), Stamp("w", 1))
    parts = []
    for gone in forget_before(store, int(time.time() * 1000)):
        parts.append(gone)
        write(store, Batch([asked()]))

    assert parts[:3] == [3, 3, 1]
    assert len(rows(store, links)) == len(parts)
    store.close()


def test_records_come_in_while_much_is_deleted(
    url: str, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashapp.usage.retention.ROWS_AT_A_TIME", 1)
    let_go = threading.Event()

    def much(store: Store, earliest: int) -> Iterator[int]:
        parts = forget_before(store, earliest)
        yield next(parts)
        while not let_go.is_set():
            yield 0
        yield from parts

    monkeypatch.setattr("dashapp.usage.writer.forget_before", much)
    store = Store(url)
    migrate(store)
    write(store, Batch([asked(at=1.0) for _ in range(20)]))
    log = start(url, retention_days=1)
    link = asked()
    log.record_request(link)
    flush(log)
    left = {row["link_id"] for row in rows(store, links)}
    assert link.link_id in left
    assert len(left) > 1
    let_go.set()
    until(
        lambda: {row["link_id"] for row in rows(store, links)} == {link.link_id},
        "the end of what is old",
    )
    store.close()


def test_who_deletes_at_the_same_time_leaves_the_rest_to_the_other(url: str, start: Start) -> None:
    store = Store(url)
    migrate(store)
    write(store, Batch([asked(at=1.0) for _ in range(50)]))
    logs: list[UsageLog] = [start(url, retention_days=1) for _ in range(3)]
    until(lambda: not any(rows(store, table) for table in ALL), "an empty database")
    assert [log.status.trouble for log in logs] == [None, None, None]
    store.close()
