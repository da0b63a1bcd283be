"""A log gets so many lines of a kind, and is told how many more there were."""

import logging
import threading
from types import SimpleNamespace

import pytest

from dash_retool_embed.log_throttling import BoundedLog, LeftOut, Quota


@pytest.fixture
def now() -> SimpleNamespace:
    return SimpleNamespace(seconds=0.0)


@pytest.fixture
def quota(now: SimpleNamespace) -> Quota:
    return Quota(per_source=3, in_all=5, clock=lambda: now.seconds)


def test_a_source_gets_its_lines_of_each_kind_and_the_rest_is_counted(
    quota: Quota, now: SimpleNamespace
) -> None:
    assert [quota.admits("forged", "a") for _ in range(5)] == [True] * 3 + [False] * 2
    assert quota.admits("cross site", "a")
    assert quota.admits("forged", "b")
    assert quota.take_left_out() == []
    now.seconds = 60
    assert quota.take_left_out() == [LeftOut("forged", "a", 2)]
    assert quota.take_left_out() == []
    assert quota.admits("forged", "a")


def test_all_sources_together_get_a_few_more(quota: Quota) -> None:
    assert sum(quota.admits("forged", f"address {n}") for n in range(1_000)) == 5
    assert not quota.admits("forged", "address 0")
    # Who is known is still counted by name; the others are one number.
    assert quota.sources == 5
    assert quota.take_left_out(now=True) == [
        LeftOut("forged", None, 995),
        LeftOut("forged", "address 0", 1),
    ]


def test_a_window_that_another_thread_takes_in_the_same_moment_is_taken_once() -> None:
    taken: list[list[LeftOut]] = []

    def clock() -> float:
        seconds = 60.0 * mine.sources
        # Whoever asks for the time is overtaken by another thread, once.
        if not taken and mine.sources:
            taken.append([])
            other = threading.Thread(target=lambda: taken.append(mine.take_left_out()))
            other.start()
            other.join()
        return seconds

    mine = Quota(per_source=1, clock=clock)
    assert [mine.admits("forged", "a") for _ in range(3)] == [True, False, False]
    assert mine.take_left_out() == []
    assert taken == [[], [LeftOut("forged", "a", 2)]]


def test_a_log_says_how_many_lines_were_left_out(
    caplog: pytest.LogCaptureFixture, quota: Quota, now: SimpleNamespace
) -> None:
    log = BoundedLog(logging.getLogger("tests.kit.log_throttling"), quota)
    for n in range(9):
        log.write(logging.WARNING, "malformed", "a", "batch %d", n)
    assert [record.getMessage() for record in caplog.records] == ["batch 0", "batch 1", "batch 2"]
    now.seconds = 61
    log.write(logging.WARNING, "malformed", "a", "batch %d", 9)
    said = [record.getMessage() for record in caplog.records[3:]]
    assert said == ["6 more lines of this kind were left out: malformed", "batch 9"]


def test_a_log_that_ends_says_it_too(caplog: pytest.LogCaptureFixture, quota: Quota) -> None:
    log = BoundedLog(logging.getLogger("tests.kit.log_throttling"), quota)
    for _ in range(4):
        log.write(logging.WARNING, "malformed", "a", "a batch")
    del log
    assert "1 more lines" in caplog.records[-1].getMessage()
