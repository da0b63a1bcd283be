"""A usage log in each of the databases that it can be kept in."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from dashapp.database import Store
from dashapp.usage import UsageLog
from tests.usage.patient import BOUNDS, SECONDS

Start = Callable[..., UsageLog]


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    for bound in BOUNDS:
        monkeypatch.setattr(bound, SECONDS)


@pytest.fixture(autouse=True)
def _alone() -> Iterator[None]:
    # Hosts of other tests may still look for ends of sessions in a database that is stopped here.
    # Not with the test's own patches, which it may undo.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logging.getLogger("dashapp.sessions"), "propagate", False)
        yield


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


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for a database that is down tries again soon."""
    monkeypatch.setattr("dashapp.usage.retry.FIRST_PAUSE_SECONDS", 0.02)
    monkeypatch.setattr("dashapp.usage.retry.LONGEST_PAUSE_SECONDS", 0.04)
