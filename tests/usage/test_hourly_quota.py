"""One person gets so many rows an hour, whatever they do; the sums by day stay right."""

import logging
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dash_retool_embed.testing.sandbox import Sandbox
from dashapp.app import create_app
from dashapp.database import Store
from dashapp.database.migrating import migrate
from dashapp.settings import LimitsSettings, Settings
from dashapp.usage import UsageLog
from dashapp.usage.batch import Batch, Stamp
from dashapp.usage.figures import Days, lost
from dashapp.usage.hourly_quota import FULL_HOUR, HOUR_SECONDS, ROWS_PER_HOUR, HourlyQuota
from dashapp.usage.rows import MS_PER_HOUR, OverQuotaRequest
from dashapp.usage.tables import app_days, last_seen, link_events, links, losses, mint_times
from dashapp.usage.write_queue import WriteQueue
from dashapp.usage.writing import write
from tests.patience import until
from tests.usage.conftest import Start
from tests.usage.records import ADA, BOB, asked, counted, flush, report, rows


@pytest.fixture
def log(url: str, start: Start) -> UsageLog:
    """A log in which one person gets ten rows an hour."""
    return start(url, rows_per_hour=10)


def lost_rows(log: UsageLog) -> list[tuple[int, str]]:
    until(lambda: log.status.lost == 0, "the losses as rows")
    return [(row["records"], row["why"]) for row in rows(log.store, losses)]


def test_links_past_the_bound_are_in_the_sums_and_get_no_row(log: UsageLog) -> None:
    for _ in range(25):
        log.record_request(asked())
    log.record_request(asked(ADA, "retool_busy"))
    log.record_request(asked(ADA, reason="renewal"))
    log.record_request(asked(BOB))
    flush(log)
    assert len(rows(log.store, links)) == 11
    assert counted(log.store) == {
        ("sales", "ada"): {"opened": 25, "renewed": 1, "refused": 1},
        ("sales", "bob"): {"opened": 1},
    }
    (of_app,) = rows(log.store, app_days)
    assert (of_app["opened"], of_app["people"]) == (26, 2)
    assert sum(row["count"] for row in rows(log.store, mint_times)) == 27
    assert lost_rows(log) == [(17, FULL_HOUR)]


def test_reports_past_half_of_the_bound_are_lost_and_leave_room_for_links(log: UsageLog) -> None:
    link = asked()
    log.record_request(link)
    names = {"a": 1, "b": 1, "c": 1}
    log.record_reports(ADA, [report(link, seq, "events", events=names) for seq in range(1, 9)])
    for _ in range(9):
        log.record_request(asked())
    log.record_reports(ADA, [report(link, seq, "seen") for seq in range(20, 90)])
    flush(log)
    assert len(rows(log.store, link_events)) == 3
    assert len(rows(log.store, links)) == 7
    assert len(rows(log.store, last_seen)) == 1
    assert lost_rows(log) == [(7 + 3, FULL_HOUR)]


def test_what_one_person_brings_about_is_no_loss_of_the_record(log: UsageLog) -> None:
    for _ in range(25):
        log.record_request(asked())
    flush(log)
    assert lost_rows(log) == [(15, FULL_HOUR)]
    assert lost(log.store, Days(0, 10**6)) == 0


def test_a_batch_that_is_written_again_counts_links_without_rows_once(url: str) -> None:
    store = Store(url)
    migrate(store)
    batch = Batch([OverQuotaRequest.of(asked())])
    for _ in range(2):
        write(store, batch, Stamp("the writer", 1))
    assert counted(store) == {("sales", "ada"): {"opened": 1}}
    store.close()


def test_the_next_hour_is_another_one(caplog: pytest.LogCaptureFixture) -> None:
    now = SimpleNamespace(seconds=1_000_000.0)
    quota = HourlyQuota(4, clock=lambda: now.seconds)
    assert [quota.try_take("ada", 1, of_report=False) for _ in range(6)] == [True] * 4 + [False] * 2
    assert quota.try_take("bob", 4, of_report=False)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    now.seconds += HOUR_SECONDS
    assert quota.try_take("ada", 4, of_report=False)


def test_a_busy_person_does_not_meet_it() -> None:
    quota = HourlyQuota()
    # Eight frames, each of which counts events of five names every ten seconds.
    assert all(quota.try_take("ada", 5, of_report=True) for _ in range(8 * 360))
    assert all(quota.try_take("ada", 1, of_report=False) for _ in range(1_000))
    assert ROWS_PER_HOUR < 6_000 * 60 / 10


def test_losses_of_an_hour_are_one_row_for_each_reason(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    now = SimpleNamespace(ms=1_000 * MS_PER_HOUR)
    monkeypatch.setattr("dashapp.usage.write_queue.time.time", lambda: now.ms / 1000)
    store, queue = Store(url), WriteQueue()
    migrate(store)
    for _ in range(50):
        queue.lose(2, FULL_HOUR)
        queue.lose(1, "another")
        # An answer that was lost makes the row no larger.
        for _ in range(2):
            write(store, Batch(losses=queue.losses()))
        queue.losses_recorded()
    assert queue.lost == 0
    assert queue.losses() == []
    now.ms += MS_PER_HOUR
    queue.lose(3, FULL_HOUR)
    assert queue.lost == 3
    write(store, Batch(losses=queue.losses()))
    queue.losses_recorded()
    found = sorted((row["records"], row["why"]) for row in rows(store, losses))
    assert found == [(3, FULL_HOUR), (50, "another"), (100, FULL_HOUR)]
    store.close()


@pytest.fixture
def flood(
    settings: Settings, token: Callable[..., str], tmp_path: Path, start: Start, sandbox: Sandbox
) -> Callable[..., UsageLog]:
    """Have one viewer report and ask without end, over HTTP; return the log of the host."""

    def flood(**options: Any) -> UsageLog:
        often = LimitsSettings(per_person="1000000 per hour", per_address="1000000 per hour")
        log = start(f"sqlite:///{tmp_path}/flood.sqlite3", **options)
        app = create_app(settings.model_copy(update={"limits": often}), usage=log)
        client = app.server.test_client()
        client.set_cookie("dashapp_token", token())
        body = {"retoolAppName": "sales"}
        link_id = client.post("/api/embedUrl", json=body).get_json()["linkId"]
        events = {f"name{'abcdefghij'[n // 10]}{'abcdefghij'[n % 10]}": 1 for n in range(50)}
        for seq in range(1, 21):
            sent = {"linkId": link_id, "seq": seq, "kind": "events", "events": events}
            answer = client.post("/api/embedReports", json={"reports": [sent]})
            assert answer.status_code == 204
        assert {client.post("/api/embedUrl", json=body).status_code for _ in range(60)} == {200}
        flush(log)
        return log

    return flood


def test_a_viewer_who_floods_the_host_gets_so_many_rows(flood: Callable[..., UsageLog]) -> None:
    log = flood(rows_per_hour=200)
    assert len(rows(log.store, link_events)) == 50
    assert len(rows(log.store, links)) == 61
    assert counted(log.store)["sales", "person-1"]["opened"] == 61
    assert lost_rows(log) == [(19, FULL_HOUR)]


def test_without_the_bound_each_report_is_rows(
    flood: Callable[..., UsageLog], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HourlyQuota, "try_take", lambda *_, **__: True)
    log = flood(rows_per_hour=200)
    assert len(rows(log.store, link_events)) == 1_000
