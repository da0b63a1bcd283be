"""A usage log with the records that a test wants, in each of its databases."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashapp.usage import Store, UsageLog
from tests.commands import PATIENCE_SECONDS
from tests.usage.export.records import Opened

Keep = Callable[..., None]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/usage.sqlite3"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of a file that is not there yet."""
    return f"sqlite:///{tmp_path}/usage.sqlite3"


@pytest.fixture
def log(url: str) -> Iterator[UsageLog]:
    """A usage log that runs, as in a host."""
    usage = UsageLog(Store(url), retention_days=3650)
    usage.start()
    yield usage
    usage.close()


@pytest.fixture
def keep(log: UsageLog) -> Keep:
    """Have the log keep these links, with what became of them."""

    def kept(*links: Opened) -> None:
        fill(log, *links)

    return kept


@pytest.fixture
def sqlite_log(sqlite_url: str) -> Iterator[UsageLog]:
    """A usage log that runs in a file."""
    usage = UsageLog(Store(sqlite_url), retention_days=3650)
    usage.start()
    yield usage
    usage.close()


def fill(log: UsageLog, *links: Opened) -> None:
    """Have a log keep these links, with what became of them."""
    for link in links:
        log.asked(link.asked)
    assert log.flush(PATIENCE_SECONDS)
    for link in links:
        if link.reports:
            log.reported(link.person, link.reports)
    assert log.flush(PATIENCE_SECONDS)
