"""A browser that keeps every line of its console: dash[testing]'s keeps errors only."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast

import pytest
from dash.testing.browser import Browser
from selenium import webdriver
from selenium.webdriver.chrome.options import Options

from tests.browser.person import Person
from tests.chromium import FLAGS
from tests.conftest import Host
from tests.patience import PATIENCE_SECONDS


@pytest.fixture
def talkative(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """A new browser, of which `Person` needs the driver."""
    options = Options()
    flags = [*FLAGS, "--no-sandbox", "--disable-dev-shm-usage"]
    if request.config.getoption("headless"):
        flags.append("--headless")
    for flag in flags:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options)
    driver.set_script_timeout(PATIENCE_SECONDS)
    try:
        yield cast("Browser", SimpleNamespace(driver=driver))
    finally:
        driver.quit()


@pytest.fixture
def somebody(talkative: Browser, host: Host) -> Person:
    """Somebody in front of the demo's host who has not signed in yet."""
    return Person(talkative, host.url)
