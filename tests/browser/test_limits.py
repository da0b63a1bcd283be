"""What a person sees of a limit: a page that waits, and goes on by itself."""

import logging

import pytest
from dash.testing.browser import Browser

from dashapp.app import create_app
from dashapp.identity.demo import DemoSignIn
from dashapp.sandbox import Sandbox
from dashapp.settings import LimitsSettings, Settings
from tests.browser.person import Person
from tests.conftest import SECRET
from tests.servers import running


def test_a_page_that_asks_too_often_waits_as_long_as_it_is_told(
    browser: Browser, settings: Settings, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "dashapp.embed.limits")
    seldom = settings.model_copy(update={"limits": LimitsSettings(per_person="1 per 6 seconds")})
    app = create_app(seldom, sign_in=DemoSignIn(SECRET, settings.auth))
    with running(app.server) as url:
        person = Person(browser, url)
        person.sign_in("anton", "/sales")
        person.until(lambda: sandbox.links_minted == 1, "the first link")
        person.go("customers")
        person.shows("Trying again…", "#customers")
        person.shows("Too many apps were opened", "#customers")
        person.reaches("ready", "customers")
        browser.driver.get("about:blank")
    assert sandbox.links_minted == 2
    refused = [record for record in caplog.records if record.name == "dashapp.embed.limits"]
    assert len(refused) == 1
