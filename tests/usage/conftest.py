"""A usage log in each of the databases that it can be kept in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dashapp.usage import Store, UsageLog

Start = Callable[..., UsageLog]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database: a file of SQLite, and then one of a real PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/usage.sqlite3"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a usage log, as `start(url, capacity=3)`; all of them are closed in the end."""
    logs: list[UsageLog] = []

    def started(url: str, **options: Any) -> UsageLog:
        logs.append(UsageLog(Store(url), **options))
        logs[-1].start()
        return logs[-1]

    yield started
    for log in logs:
        log.close()


@pytest.fixture
def log(url: str, start: Start) -> UsageLog:
    """A usage log that has begun."""
    return start(url)
