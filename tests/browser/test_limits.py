"""What a person sees of a limit: a page that waits, and goes on by itself."""

import logging
from types import SimpleNamespace

import pytest
from dash.testing.browser import Browser

from dash_retool_embed.testing.sandbox import Sandbox
from dashapp.app import create_app
from dashapp.identity.demo import DemoSignIn
from dashapp.settings import LimitsSettings, Settings
from tests.browser.clock import PageClock
from tests.browser.person import Person
from tests.servers import running

WINDOW_SECONDS = 20


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The time by which requests are counted; it stands still until a test moves it."""
    counting = SimpleNamespace(now=1_000_000.0)
    clock = SimpleNamespace(time=lambda: counting.now, monotonic=lambda: counting.now)
    for module in ("dash_retool_embed.limits.mint_limits", "dash_retool_embed.limits.memory"):
        monkeypatch.setattr(f"{module}.time", clock)
    return counting


def test_a_page_that_asks_too_often_waits_as_long_as_it_is_told(
    browser: Browser,
    settings: Settings,
    sandbox: Sandbox,
    page_clock: PageClock,
    counting: SimpleNamespace,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "dash_retool_embed.mint.link_log")
    rate = f"1 per {WINDOW_SECONDS} seconds"
    seldom = settings.model_copy(update={"limits": LimitsSettings(per_person=rate)})
    app = create_app(seldom, sign_in=DemoSignIn)
    # Nor does the page go on by itself.
    page_clock.stand()
    with running(app.server) as url:
        person = Person(browser, url)
        person.sign_in("anton", "/sales")
        person.until(lambda: sandbox.links_minted == 1, "the first link")
        person.go("customers")
        person.shows("Trying again…", "#customers")
        person.shows("Too many apps were opened", "#customers")
        counting.now += WINDOW_SECONDS
        # Those who were refused together do not come back together.
        page_clock.forward(2 * WINDOW_SECONDS)
        # There, and quiet for a second.
        person.find("#customers iframe[data-there]")
        page_clock.forward(1)
        person.reaches("ready", "customers")
        browser.driver.get("about:blank")
    refused = [line for line in caplog.messages if line.startswith("No embed URL")]
    assert len(refused) == 1
