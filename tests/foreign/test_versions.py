"""The kit beside each Dash that it says it works with, on each of Dash's backends."""

from pathlib import Path

import pytest
from dash.testing.browser import Browser

from tests.foreign.environments import environment
from tests.foreign.journey import travel
from tests.foreign.running import running

ON_FLASK = ("lowest", "dash-3.0", "dash-3.3", "dash-4.0", "dash-4.2", "dash-newest")
# Before 4.2, Dash ran on Flask only.
WITH_OTHER_BACKENDS = ("dash-4.2", "dash-newest")
CASES = [
    *((lock, "flask") for lock in ON_FLASK),
    *((lock, backend) for lock in WITH_OTHER_BACKENDS for backend in ("quart", "fastapi")),
]


@pytest.mark.parametrize(("lock", "backend"), CASES)
def test_the_journey(
    lock: str, backend: str, browser: Browser, kit: Path, retool: str, tmp_path: Path
) -> None:
    programs = environment(lock, kit)
    command, log = ["python", "app.py"], tmp_path / "log"
    with running(command, programs, "plain", retool, log, BACKEND=backend) as app:
        assert travel(browser, app, "/") == []
