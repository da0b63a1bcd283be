"""Twelve half-filled apps, and a person who does a day's work among them."""

import random
from collections.abc import Iterator

import pytest
from dash.testing.browser import Browser

from dash_retool_embed.testing.sandbox import Sandbox
from dashapp import AppSettings
from dashapp.app import create_app
from dashapp.identity.demo import DemoSignIn
from dashapp.settings import Settings
from tests.browser.clock import PageClock
from tests.browser.person import Person
from tests.browser.playground import post
from tests.browser.test_unsaved import (
    QUESTION,
    SAVED,
    answer,
    half_fill,
    is_unsaved,
    sign_out_elsewhere,
    written,
)
from tests.servers import running

APPS = [f"form-{n}" for n in range(12)]
SWITCHES = 200
# A session lasts an hour; the page renews it a minute before.
HOUR_SECONDS = 3600
OPEN = "document.querySelector(`[data-tab='${arguments[0]}'] a`).click()"


@pytest.fixture
def person(browser: Browser, settings: Settings, page_clock: PageClock) -> Iterator[Person]:
    """Somebody in front of a host with twelve forms."""
    playground = next(app for app in settings.apps if app.name == "playground")
    forms = [
        AppSettings(
            name=name, title=name, uuid=playground.uuid, groups=[14], metadata={"storeId": 1}
        )
        for name in APPS
    ]
    app = create_app(settings.model_copy(update={"apps": forms}), sign_in=DemoSignIn)
    with running(app.server) as url:
        yield Person(browser, url)


def open_app(person: Person, name: str) -> None:
    person.driver.execute_script(OPEN, name)
    person.reaches("ready", name)


def reload(person: Person, name: str) -> None:
    person.click(f"[data-view={name}] button[title^=Reload]")


def test_nothing_is_lost_without_consent_and_nothing_asks_without_a_reason(
    person: Person, sandbox: Sandbox, page_clock: PageClock
) -> None:
    chance = random.Random(16)
    person.sign_in("ada")
    for name in APPS:
        open_app(person, name)
        half_fill(person, name)
    opened, renewals = sandbox.frame_loads, 0
    for switch in range(SWITCHES):
        name = chance.choice(APPS)
        open_app(person, name)
        assert not person.all(QUESTION)
        if switch % 25 == 10:
            reload(person, name)
            answer(person, "Go back")
            person.until(lambda: not person.all(QUESTION), "the question to go")
        if switch % 60 == 30:
            loads = sandbox.frame_loads
            page_clock.forward(HOUR_SECONDS - 30)
            person.until(lambda before=loads: sandbox.frame_loads > before, "a renewal")  # type: ignore[misc]
            person.until(lambda shown=name: person.state(shown) == "ready", "its end")  # type: ignore[misc]
            renewals += 1
        if switch % 80 == 70:
            # Not at an app: that would load it there, too.
            sign_out_elsewhere(person, "/usage", "form-")
    assert sandbox.frame_loads == opened + renewals
    for name in APPS:
        open_app(person, name)
        assert written(person, name) == "half a word"
        post(person, name, SAVED)
        person.until(lambda saved=name: not is_unsaved(person, saved), "it to be saved")  # type: ignore[misc]
    name = APPS[0]
    open_app(person, name)
    loads = sandbox.frame_loads
    reload(person, name)
    person.until(lambda: sandbox.frame_loads == loads + 1, "the app to load anew")
    assert not person.all(QUESTION)
    person.sign_out()
    person.until(lambda: "/sign-in" in person.driver.current_url, "the sign-in page")
