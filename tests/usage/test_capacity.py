"""What waits for a database that is down is bounded, and what is lost is counted and shown."""

import tracemalloc
from pathlib import Path

import pytest

from dash_retool_embed.people import User
from dashapp.usage import UsageLog
from dashapp.usage.batch import Batch
from dashapp.usage.log import CAPACITY
from dashapp.usage.tables import link_events, links, losses
from tests.patience import until
from tests.usage.conftest import Start
from tests.usage.records import ADA, asked, counted, flush, report, request_of, rows, said


@pytest.fixture
def folder(tmp_path: Path, soon: None) -> Path:
    """Where the database is to be; there is no such folder until a test makes it."""
    return tmp_path / "missing"


@pytest.fixture
def small(folder: Path, start: Start) -> UsageLog:
    """A log that takes ten records, and whose database is down until the folder is made."""
    log = start(f"sqlite:///{folder}/usage.sqlite3", capacity=10)
    until(lambda: log.status.trouble, "trouble")
    return log


def test_what_does_not_fit_is_counted_and_said_when_the_database_is_back(
    small: UsageLog, folder: Path
) -> None:
    for _ in range(25):
        small.record_request(asked())
    assert (small.status.waiting, small.status.lost) == (10, 15)

    folder.mkdir()
    flush(small)
    until(lambda: small.status.lost == 0, "the losses as a row")

    assert len(rows(small.store, links)) == 10
    (lost,) = rows(small.store, losses)
    assert (lost["records"], lost["why"]) == (15, "too many records were waiting")
    assert 0 < lost["since"] <= lost["until"]
    assert small.status.trouble is None


def test_reports_and_refusals_leave_room_for_links(small: UsageLog, folder: Path) -> None:
    link = asked()
    small.record_request(link)
    small.record_reports(ADA, [report(link, seq, "closed") for seq in range(1, 40)])
    for _ in range(40):
        small.record_request(asked(None, "not_signed_in"))
        small.record_request(asked(ADA, "too_many_requests"))
    for _ in range(9):
        small.record_request(asked())

    folder.mkdir()
    flush(small)

    assert counted(small.store)["sales", "ada"]["opened"] == 6
    assert (len(rows(small.store, links)), len(rows(small.store, link_events))) == (6, 4)


def test_a_claim_that_is_not_recorded_takes_no_memory(small: UsageLog) -> None:
    tracemalloc.start()
    small.record_request(asked(User("ada", claims={"groups": "x" * 10_000_000})))
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert small.status.waiting == 1
    assert size < 1_000_000


def test_the_name_of_an_app_that_nobody_has_takes_no_memory(small: UsageLog) -> None:
    for person in (None, ADA):
        tracemalloc.start()
        small.record_request(asked(person, "unknown_app", app="x" * 10_000_000))
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert size < 1_000_000

    assert small.status.waiting == 2


def test_a_full_queue_is_some_tens_of_megabytes(folder: Path, start: Start) -> None:
    log = start(f"sqlite:///{folder}/usage.sqlite3")
    until(lambda: log.status.trouble, "trouble")
    tracemalloc.start()
    for _ in range(1000):
        log.record_request(asked())
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert log.status.waiting == 1000
    assert size / 1000 * CAPACITY < 300e6


def test_invented_links_crowd_out_nobody_elses_reports(
    url: str, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashapp.usage.orphan_reports.AGAIN_SECONDS", 0.0)
    monkeypatch.setattr("dashapp.usage.orphan_reports.MOST_OF_ONE_PERSON", 20)
    here, there = start(url), start(url)
    link = asked()
    there.record_reports(ADA, [report(link, 1, "ready")])
    there.record_reports(User("mallory"), [report(f"{n:032x}", 1) for n in range(100)])
    flush(there)
    here.record_request(link)
    flush(here)

    def ready() -> bool:
        flush(there)
        return [row["outcome"] for row in rows(here.store, links)] == ["ready"]

    until(ready, "the report of the link")
    until(lambda: rows(here.store, losses), "the losses as a row")
    assert [row["records"] for row in rows(here.store, losses)] == [80]


@pytest.mark.parametrize(
    "poison",
    [
        asked(request=request_of(ADA).model_copy(update={"metadata": {"key": object()}})),
        asked(attempt=2**70),
        asked(app=7),
    ],
    ids=["not to be written as JSON", "a number too large", "no text"],
)
def test_a_record_that_can_not_be_stored_stops_no_other(
    log: UsageLog, caplog: pytest.LogCaptureFixture, poison: object
) -> None:
    good = [asked() for _ in range(20)]
    for link in good[:11]:
        log.record_request(link)
    log.record_request(poison)  # type: ignore[arg-type]
    for link in good[11:]:
        log.record_request(link)
    log.record_request(asked(None, "not_signed_in"))
    log.record_reports(ADA, [report(link, 1) for link in good])
    flush(log)
    until(lambda: log.status.lost == 0, "the loss as a row")

    assert {row["link_id"] for row in rows(log.store, links)} == {link.link_id for link in good}
    assert {row["outcome"] for row in rows(log.store, links)} == {"ready"}
    assert counted(log.store)["", ""] == {"refused": 1}
    (lost,) = rows(log.store, losses)
    assert (lost["records"], lost["why"]) == (1, "the database did not take them")
    (line,) = said(caplog)
    assert line.startswith("1 records can't be stored and are lost: ")
    assert "Lovelace" not in line


@pytest.mark.parametrize(
    ("links", "told"), [(0, 0), (1, 0), (0, 1), (1, 1), (5, 0), (3, 4), (0, 7)]
)
def test_a_batch_in_parts_is_the_same_in_the_same_order(links: int, told: int) -> None:
    batch = Batch([asked() for _ in range(links)], list(range(told)), [{}])  # type: ignore[arg-type]
    parts = [batch]
    whole = []
    while parts:
        part = parts.pop(0)
        if smaller := part.parts():
            parts = smaller + parts
        else:
            assert len(part) + len(part.losses) == 1 or not len(batch)
            whole.append(part)
    assert [each for part in whole for each in part.requests] == batch.requests
    assert [each for part in whole for each in part.reports] == batch.reports
    assert [each for part in whole for each in part.losses] == batch.losses
