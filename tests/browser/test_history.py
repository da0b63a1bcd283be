"""Back never has a step that does nothing: renewals and reloads add none."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from dash import dcc, html

from dash_retool_embed import RetoolEmbed
from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.attack.mutation import Change
from tests.browser.bundling import change_kit
from tests.browser.clock import PageClock
from tests.browser.conftest import Show
from tests.browser.person import Person

SESSION_SECONDS = 10
RENEWAL_SECONDS = 8
# As apps of several pages do.
PUSHES = """
if (window !== top && location.pathname.startsWith("/apps/") && !location.search) {
  addEventListener("DOMContentLoaded", () => history.pushState(null, "", "?page=home"));
}
"""
ADDRESS = "return location.pathname + location.search"


def back(person: Person) -> None:
    person.driver.execute_script("history.back()")


def inside(person: Person) -> str:
    with person.inside("play"):
        return str(person.driver.execute_script("return location.search"))


def move(person: Person, page: int) -> None:
    """Go to another page within the app."""
    with person.inside("play"):
        person.find("#selector").click()
        person.driver.execute_script(f"history.pushState(null, '', '?page={page}')")


def length(person: Person) -> int:
    return int(person.driver.execute_script("return history.length"))


LAYOUT = html.Div([dcc.Location(id="url"), RetoolEmbed(id="play", app="playground")])


@contextmanager
def renewed(show: Show, sandbox: Sandbox, page_clock: PageClock) -> Iterator[Person]:
    """Put somebody on the second page of an app, whose session has been renewed twice there."""
    with show(LAYOUT, session_seconds=SESSION_SECONDS) as person:
        person.reaches("ready", "play")
        person.driver.execute_script("history.pushState(null, '', '/second')")
        added = person.driver.execute_cdp_cmd(
            "Page.addScriptToEvaluateOnNewDocument", {"source": PUSHES}
        )
        try:
            for renewals in (1, 2):
                page_clock.skip(RENEWAL_SECONDS)
                minted = 1 + renewals
                person.until(lambda n=minted: sandbox.links_minted >= n, "a renewal")  # type: ignore[misc]
                person.until(lambda: person.state("play") == "ready", "its end")
            # A moment, in which the steps are taken back.
            person.driver.execute_async_script("setTimeout(arguments[0], 1000)")
            back(person)
            yield person
        finally:
            person.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


def test_a_renewal_of_an_app_that_adds_a_step_when_it_starts_adds_none(
    show: Show, sandbox: Sandbox, page_clock: PageClock
) -> None:
    with renewed(show, sandbox, page_clock) as person:
        person.until(lambda: person.driver.execute_script(ADDRESS) == "/", "Back")


def test_a_kit_that_takes_nothing_back_leaves_dead_steps(
    show: Show,
    sandbox: Sandbox,
    page_clock: PageClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    change_kit(
        tmp_path, monkeypatch, Change("kit/session/history.js", "if (added <= 0)", "if (true)")
    )
    with renewed(show, sandbox, page_clock) as person:
        person.driver.execute_async_script("setTimeout(arguments[0], 1000)")
        assert person.driver.execute_script(ADDRESS) == "/second"


def test_after_a_reload_back_leads_to_where_the_person_was_in_the_app(
    show: Show, sandbox: Sandbox
) -> None:
    with show(LAYOUT) as person:
        person.reaches("ready", "play")
        person.driver.execute_script("history.pushState(null, '', '/second')")
        move(person, 1)
        move(person, 2)
        before = length(person)
        person.driver.execute_script("dash_clientside.set_props('play', {reload: 1})")
        person.until(lambda: sandbox.frame_loads == 2, "the app to load anew")
        person.reaches("ready", "play")
        assert inside(person) == ""
        assert length(person) == before
        back(person)
        person.until(lambda: inside(person) == "?page=1", "the app's former page")
        back(person)
        person.until(lambda: inside(person) == "", "the app's first page")
        back(person)
        person.until(lambda: person.driver.execute_script(ADDRESS) == "/", "the page before")
