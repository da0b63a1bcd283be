"""One browser, one Retool and one wheel of the kit for all apps."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from dash.testing.browser import Browser

from dash_retool_embed.testing.sandbox import DEMO_API_KEY, create_sandbox, sandbox_of
from tests.chromium import fresh_window, running_chromium
from tests.foreign.environments import built_kit
from tests.servers import running


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kit's wheel."""
    return built_kit(tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="session")
def retool() -> Iterator[str]:
    """Retool's stand-in: its origin."""
    app = create_sandbox(DEMO_API_KEY)
    with running(app) as origin:
        sandbox_of(app).origin = origin
        yield origin


@pytest.fixture(scope="session")
def chromium(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """One browser for all tests: a start takes longer than a journey."""
    downloads = tmp_path_factory.mktemp("downloads")
    with running_chromium(downloads, headless=request.config.getoption("headless")) as browser:
        yield browser


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """A browser that nobody has used."""
    fresh_window(chromium)
    yield chromium
    chromium.driver.get("about:blank")
