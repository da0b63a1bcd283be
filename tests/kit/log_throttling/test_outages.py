"""An outage is a line when it begins and a line when it ends, however many requests meet it."""

import logging
import threading
from types import SimpleNamespace

import pytest

from dash_retool_embed.log_throttling import Outage, Outages
from dash_retool_embed.log_throttling.outages import MAX_SUBJECTS, QUIET_SECONDS, STALE_SECONDS

LOG = logging.getLogger("tests.kit.log_throttling")


@pytest.fixture
def now() -> SimpleNamespace:
    return SimpleNamespace(seconds=1_000.0)


@pytest.fixture
def outages(now: SimpleNamespace) -> Outages:
    return Outages(LOG, counted=("request refused", "requests refused"), clock=lambda: now.seconds)


def test_it_says_what_why_and_which_request_and_then_how_long_and_how_many(
    outages: Outages, now: SimpleNamespace, caplog: pytest.LogCaptureFixture
) -> None:
    for n in range(45):
        outages.failed("app sales", f"cause {n}", first=f"request {n}")
        now.seconds += 2
    now.seconds += 10
    for _ in range(3):
        outages.resolved("app sales")
    assert caplog.messages == [
        "Outage begins: app sales: cause 0 (first met by request 0)",
        "Outage ends: app sales: it lasted 0:01:40, with 45 requests refused, "
        "the last one 0:00:12 ago",
    ]
    assert {record.levelno for record in caplog.records} == {logging.WARNING}


def test_several_side_by_side_have_lines_of_their_own(
    outages: Outages, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(9):
        outages.failed("one", "down")
        outages.failed("other", "slow")
        outages.resolved("third")
    outages.resolved("one")
    outages.failed("other", "slow")
    begun = [line for line in caplog.messages if line.startswith("Outage begins")]
    ended = [line for line in caplog.messages if line.startswith("Outage ends")]
    assert begun == ["Outage begins: one: down", "Outage begins: other: slow"]
    assert [line.split(":")[1] for line in ended] == [" one"]
    assert outages.is_on("other")
    assert not outages.is_on("one")


def test_what_comes_and_goes_has_two_lines_a_minute_and_loses_no_count(
    outages: Outages, now: SimpleNamespace, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(60):
        outages.failed("app sales", "down")
        outages.resolved("app sales")
        now.seconds += QUIET_SECONDS / 60
    assert len(caplog.messages) == 2
    outages.failed("app sales", "down")
    assert caplog.messages[2] == (
        "Outage begins: app sales: down (59 requests refused since the last line)"
    )


def test_one_that_lasts_is_told_although_it_began_soon_after_another(
    outages: Outages, now: SimpleNamespace, caplog: pytest.LogCaptureFixture
) -> None:
    outages.failed("app sales", "down")
    outages.resolved("app sales")
    for _ in range(90):
        now.seconds += 1
        outages.failed("app sales", "down")
    outages.resolved("app sales")
    assert caplog.messages[2:] == [
        "Outage begins: app sales: down (59 requests refused since the last line)",
        "Outage ends: app sales: it lasted 0:01:29, with 90 requests refused, "
        "the last one 0:00:00 ago",
    ]


def test_one_request_is_told_as_one(
    outages: Outages, now: SimpleNamespace, caplog: pytest.LogCaptureFixture
) -> None:
    outages.failed("app sales", "down")
    outages.resolved("app sales")
    assert "with 1 request refused, the" in caplog.messages[1]
    now.seconds += QUIET_SECONDS - 1
    outages.failed("app sales", "down")
    now.seconds += 1
    outages.resolved("app sales")
    outages.failed("app sales", "down")
    assert "(1 request refused since" in caplog.messages[2]


@pytest.mark.parametrize("again", ["failed", "resolved"])
def test_one_that_nobody_has_met_for_long_has_ended_with_its_last_failure(
    outages: Outages, now: SimpleNamespace, caplog: pytest.LogCaptureFixture, again: str
) -> None:
    outages.failed("app sales", "down")
    now.seconds += 30
    outages.failed("app sales", "down")
    now.seconds += STALE_SECONDS
    assert not outages.is_on("app sales")
    if again == "failed":
        outages.failed("app sales", "down again")
    else:
        outages.resolved("app sales")
    assert caplog.messages[1] == (
        "Outage ends: app sales: it lasted 0:00:30, with 2 requests refused, "
        "the last one 0:10:00 ago"
    )
    begun = ["Outage begins: app sales: down again"] if again == "failed" else []
    assert caplog.messages[2:] == begun


def test_parts_of_another_one_end_with_it(
    outages: Outages, now: SimpleNamespace, caplog: pytest.LogCaptureFixture
) -> None:
    outages.failed("app old", "down")
    now.seconds += STALE_SECONDS
    for subject in ("app sales", "app sales", "app stock", "all"):
        outages.failed(subject, "down")
        now.seconds += 1
    outages.move(["app sales", "app stock", "app old", "app unknown"], "all")
    assert not outages.is_on("app sales")
    outages.resolved("app sales")
    outages.resolved("all")
    assert caplog.messages[4:] == [
        "Outage ends: app old: it lasted 0:00:00, with 1 request refused, the last one 0:10:04 ago",
        "Outage ends: all: it lasted 0:00:04, with 4 requests refused, the last one 0:00:01 ago",
    ]


def test_what_is_known_is_bounded(outages: Outages) -> None:
    for n in range(3 * MAX_SUBJECTS):
        outages.failed(f"app {n}", "down")
    assert len(outages) == MAX_SUBJECTS


def test_threads_that_meet_one_together_write_one_line(
    outages: Outages, caplog: pytest.LogCaptureFixture
) -> None:
    together = threading.Barrier(8)

    def meet() -> None:
        together.wait()
        for _ in range(200):
            outages.failed("app sales", "down")

    threads = [threading.Thread(target=meet) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outages.resolved("app sales")
    assert len(caplog.messages) == 2
    assert "1600 requests refused" in caplog.messages[1]


def test_one_thing_s_outage_may_have_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    outage = Outage(LOG, "the store")
    try:
        raise RuntimeError("no room")
    except RuntimeError as error:
        outage.failed(type(error).__name__, exc_info=True)
    outage.resolved()
    assert caplog.messages[0] == "Outage begins: the store: RuntimeError"
    assert "no room" in caplog.text
