"""A log that is told to write at once, or to end."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dashapp.database import Store
from dashapp.usage import UsageLog
from dashapp.usage.orphan_reports import UNKNOWN_LINKS
from dashapp.usage.tables import links, losses
from tests.patience import PATIENCE_SECONDS, until
from tests.usage.conftest import Start
from tests.usage.records import ADA, asked, flush, report, rows

ENDS = """
import sys
from dash_retool_embed.mint import LinkRequest
from dash_retool_embed.people import User
from dashapp.database import Store
from dashapp.usage import UsageLog

log = UsageLog(Store(sys.argv[1]))
log.start()
for _ in range(500):
    log.record_request(LinkRequest(app="sales", person=User("ada")))
raise SystemExit(3)
"""


def test_a_flush_does_not_wait_for_company(log: UsageLog, monkeypatch: pytest.MonkeyPatch) -> None:
    flush(log)
    monkeypatch.setattr("dashapp.usage.writer.GATHER_SECONDS", 10 * PATIENCE_SECONDS)
    log.record_request(asked())
    flush(log)

    assert len(rows(log.store, links)) == 1


def test_a_flush_that_can_not_be_says_so(tmp_path: Path, start: Start) -> None:
    log = start(f"sqlite:///{tmp_path}/missing/usage.sqlite3")
    log.record_request(asked())
    assert not log.flush(0.05)


def test_closing_writes_what_is_there_and_what_comes_later_is_refused(url: str) -> None:
    log = UsageLog(Store(url))
    log.start()
    for _ in range(1500):
        log.record_request(asked())
    log.close()
    log.close()
    log.record_request(asked())

    assert len(rows(Store(url), links)) == 1500
    assert not log.flush(0.01)


def test_closing_while_the_database_is_down_says_what_is_lost(
    tmp_path: Path,
    start: Start,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dashapp.usage.retry.FIRST_PAUSE_SECONDS", 10 * PATIENCE_SECONDS)
    before = set(threading.enumerate())
    log = start(f"sqlite:///{tmp_path}/missing/usage.sqlite3", capacity=3)
    (writer,) = set(threading.enumerate()) - before
    for _ in range(5):
        log.record_request(asked())
    log.close()

    # It has not been left to its pause: it ended.
    assert not writer.is_alive()
    assert caplog.messages[-1] == "The usage log ends with 5 records that could not be written."


def test_closing_tries_once_more_whether_the_database_is_back(
    tmp_path: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashapp.usage.retry.FIRST_PAUSE_SECONDS", 10 * PATIENCE_SECONDS)
    log = start(f"sqlite:///{tmp_path}/missing/usage.sqlite3")
    log.record_request(asked())
    until(lambda: log.status.trouble, "trouble")
    (tmp_path / "missing").mkdir()
    log.close()

    assert len(rows(log.store, links)) == 1


def test_a_report_that_is_still_too_early_in_the_end_is_counted(url: str, start: Start) -> None:
    log = start(url)
    log.record_reports(ADA, [report("0" * 32, 1)])
    log.close()

    (lost,) = rows(Store(url), losses)
    assert (lost["records"], lost["why"]) == (1, UNKNOWN_LINKS)


def test_a_process_that_ends_writes_what_it_has(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/usage.sqlite3"
    ended = subprocess.run([sys.executable, "-c", ENDS, url], check=False, timeout=PATIENCE_SECONDS)
    assert ended.returncode == 3
    assert len(rows(Store(url), links)) == 500


def test_a_log_that_is_started_twice_is_one(url: str, start: Start) -> None:
    log = start(url)
    log.start()
    for _ in range(100):
        log.record_request(asked())
    flush(log)
    assert len(rows(log.store, links)) == 100
