"""Unsaved work in an app: whatever would lose it asks first, and nothing else does."""

from pathlib import Path

import pytest
from dash import html
from selenium.webdriver.common.by import By

from dash_retool_embed import RetoolEmbed
from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.attack.mutation import Change
from tests.browser.bundling import change_kit
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.playground import post
from tests.conftest import Host

QUESTION = ".retool-question"
DIRTY = "post({type: 'dirty', value: true})"
SAVED = "post({type: 'dirty', value: false})"


def half_fill(person: Person, embed: str = "play") -> None:
    """Write something in the playground, which then says that it is not saved."""
    with person.inside(embed):
        person.find("#selector").send_keys("half a word")
    post(person, embed, DIRTY)
    person.until(lambda: is_unsaved(person, embed), "the kit to know")


def is_unsaved(person: Person, embed: str) -> bool:
    unsaved = "return dash_retool_embed.frames.unsaved().map(({ key }) => JSON.parse(key)[0])"
    return embed in person.driver.execute_script(unsaved)


def written(person: Person, embed: str = "play") -> str:
    with person.inside(embed):
        return str(person.find("#selector").get_property("value"))


def answer(person: Person, text: str) -> None:
    """Choose an answer to the page's question."""
    person.until(
        lambda: next((b for b in person.all(f"{QUESTION} button") if b.text == text), None),
        f"the answer {text}",
    ).click()


def asks(person: Person) -> bool:
    """Tell whether the browser would ask before it leaves the page.

    Its driver accepts that question by itself, so nobody gets to see it here.
    """
    leave = """
    const leaving = new Event("beforeunload", {cancelable: true});
    window.dispatchEvent(leaving);
    return leaving.defaultPrevented;
    """
    return bool(person.driver.execute_script(leave))


def test_closing_the_page_asks_first(show: Show) -> None:
    with show(RetoolEmbed(id="play", app="playground")) as person:
        person.reaches("ready", "play")
        assert not asks(person)
        half_fill(person)
        assert asks(person)
        post(person, "play", SAVED)
        person.until(lambda: not is_unsaved(person, "play"), "the kit to know")
        assert not asks(person)


def test_an_app_that_nobody_has_touched_asks_nothing(show: Show) -> None:
    with show(
        html.Div([html.Button("page", id="page"), RetoolEmbed(id="play", app="playground")])
    ) as person:
        person.reaches("ready", "play")
        # The person acts on the page, not in the app.
        person.click("#page")
        post(person, "play", DIRTY)
        said = "return dash_retool_embed.page().frames.list()[0].isUnsaved"
        assert person.driver.execute_script(said) is False
        assert not asks(person)


def test_a_reload_by_the_page_asks_once(show: Show, sandbox: Sandbox) -> None:
    with show(RetoolEmbed(id="play", app="playground", title="Try it")) as person:
        person.reaches("ready", "play")
        half_fill(person)
        person.driver.execute_script("dash_clientside.set_props('play', {reload: 1})")
        person.shows("Try it", QUESTION)
        answer(person, "Go back")
        person.until(lambda: not person.all(QUESTION), "the question to go")
        assert written(person) == "half a word"
        assert sandbox.links_minted == 1
        person.driver.execute_script("dash_clientside.set_props('play', {reload: 2})")
        answer(person, "Reload")
        person.until(lambda: sandbox.links_minted == 2, "another link")
        person.reaches("ready", "play")
        assert written(person) == ""


def test_a_kit_that_does_not_ask_loses_it(
    show: Show, sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_kit(
        tmp_path, monkeypatch, Change("kit/embed.js", "if (!frame.isUnsaved() ||", "if (true ||")
    )
    with show(RetoolEmbed(id="play", app="playground", title="Try it")) as person:
        person.reaches("ready", "play")
        half_fill(person)
        person.driver.execute_script("dash_clientside.set_props('play', {reload: 1})")
        person.until(lambda: sandbox.links_minted == 2, "another link")
        assert not person.all(QUESTION)


def open_and_fill(person: Person, tab: str) -> None:
    """Open a tab of the host, and write into its app."""
    person.go(tab)
    person.reaches("ready", tab)
    with person.inside(tab):
        person.find("#note").send_keys("half a sentence")
    post(person, tab, DIRTY)
    person.until(lambda: is_unsaved(person, tab), "the kit to know")


def sign_out_elsewhere(person: Person, path: str, unsaved: str) -> None:
    """Sign out in another window, which asks about this app, and think better of it."""
    first = person.driver.current_window_handle
    person.driver.switch_to.new_window("tab")
    person.open(path)
    person.sign_out()
    person.shows(unsaved, QUESTION)
    answer(person, "Go back")
    person.driver.close()
    person.driver.switch_to.window(first)


def test_signing_out_asks_first_in_every_window(person: Person, host: Host) -> None:
    person.sign_in("anton")
    open_and_fill(person, "sales")
    sign_out_elsewhere(person, "/", "Sales report")
    with person.inside("sales"):
        assert person.find("#note").get_property("value") == "half a sentence"
    person.sign_out()
    answer(person, "Sign out")
    person.until(lambda: "/sign-in" in person.driver.current_url, "the sign-in page")


def test_signing_out_without_unsaved_work_asks_nothing(person: Person, host: Host) -> None:
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    person.sign_out()
    person.until(lambda: "/sign-in" in person.driver.current_url, "the sign-in page")


def test_reload_in_the_toolbar_asks_first(person: Person, host: Host, sandbox: Sandbox) -> None:
    person.sign_in("anton")
    open_and_fill(person, "sales")
    person.click("[data-view=sales] button[title^=Reload]")
    answer(person, "Go back")
    with person.inside("sales"):
        assert person.find("#note").get_property("value") == "half a sentence"


def names(number: int) -> list[str]:
    return [f"play{n}" for n in range(number)]


ROOM = html.Div([html.Div(id="room")])
SHOW = """
const [name] = arguments;
dash_clientside.set_props("room", {children: name && {
  namespace: "dash_retool_embed", type: "RetoolEmbed",
  props: {id: name, app: "playground", title: `App ${name.slice(4)}`, height: 400},
}});
"""


def show_one(person: Person, name: str) -> None:
    person.driver.execute_script(SHOW, name)
    person.reaches("ready", name)


def test_frames_with_unsaved_work_are_kept_past_eight_and_the_seventeenth_asks(show: Show) -> None:
    with show(ROOM) as person:
        person.find("#room")
        for name in names(17):
            show_one(person, name)
            half_fill(person, name)
        parked = "return document.querySelectorAll('#retool-parked iframe').length"
        assert person.driver.execute_script(parked) == 16
        assert not person.all(QUESTION)
        person.driver.execute_script(SHOW, None)
        person.shows("17 apps have unsaved work", QUESTION)
        answer(person, "Close App 3")
        person.until(lambda: person.driver.execute_script(parked) == 16, "one to go")
        assert not is_unsaved(person, "play3")
        for name in ("play0", "play16"):
            show_one(person, name)
            assert written(person, name) == "half a word"


def test_frames_without_unsaved_work_go_first(show: Show) -> None:
    with show(ROOM) as person:
        person.find("#room")
        show_one(person, "play0")
        half_fill(person, "play0")
        for name in names(12)[1:]:
            show_one(person, name)
        show_one(person, "play0")
        assert written(person, "play0") == "half a word"
        assert len(person.driver.find_elements(By.CSS_SELECTOR, "#retool-parked iframe")) == 8
