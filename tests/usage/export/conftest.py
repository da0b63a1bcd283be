"""A usage log with the records that a test wants, in each of its databases."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dashapp.usage import UsageLog
from tests.patience import PATIENCE_SECONDS
from tests.usage.conftest import Start
from tests.usage.export.records import Opened

Keep = Callable[..., None]


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of a file that is not there yet."""
    return f"sqlite:///{tmp_path}/usage.sqlite3"


@pytest.fixture
def log(url: str, start: Start) -> UsageLog:
    """A usage log that runs, as in a host, and keeps days of long ago."""
    return start(url, retention_days=3650)


@pytest.fixture
def keep(log: UsageLog) -> Keep:
    """Have the log keep these links, with what became of them."""

    def kept(*links: Opened) -> None:
        fill(log, *links)

    return kept


@pytest.fixture
def sqlite_log(sqlite_url: str, start: Start) -> UsageLog:
    """The same in a file."""
    return start(sqlite_url, retention_days=3650)


def fill(log: UsageLog, *links: Opened) -> None:
    """Have a log keep these links, with what became of them."""
    for link in links:
        log.record_request(link.asked)
    assert log.flush(PATIENCE_SECONDS)
    for link in links:
        if link.reports:
            log.record_reports(link.person, link.reports)
    assert log.flush(PATIENCE_SECONDS)
