"""An app that says how high it is, and a page that drags something over an app."""

import pytest
from dash import html

from dash_retool_embed import RetoolEmbed
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.playground import post
from tests.browser.shell.window import rect


def height(person: Person) -> float:
    return rect(person, "#play")["height"]


def test_the_height_follows_the_app(show: Show) -> None:
    layout = html.Div([RetoolEmbed(id="play", app="playground", height="auto"), html.P(id="below")])
    with show(layout) as person:
        person.reaches("ready", "play")
        # Until the app says something, what every embed has.
        assert height(person) == 320
        for px in (640, 120):
            post(person, "play", f"post({{type: 'height', px: {px}}})")
            person.until(lambda px=px: height(person) == px, f"{px} px")  # type: ignore[misc]
            assert rect(person, "#play iframe")["height"] == px


def test_an_app_as_high_as_its_frame_ends_growing(show: Show) -> None:
    with show(RetoolEmbed(id="play", app="playground", height="auto")) as person:
        person.reaches("ready", "play")
        grow = "const grow = () => post({type: 'height', px: innerHeight + 1});"
        post(person, "play", f"{grow} addEventListener('resize', grow); grow()")
        person.until(lambda: person.warnings(), "the warning")
        assert "asks for a new height each time" in person.warnings()[0]
        assert height(person) < 1000


@pytest.mark.parametrize("said", [None, 300])
def test_a_height_is_an_ordinary_event_where_the_page_says_the_height(
    show: Show, said: int | None
) -> None:
    with show(RetoolEmbed(id="play", app="playground", height=said)) as person:
        person.reaches("ready", "play")
        before = height(person)
        heard = "window.heard = []; document.addEventListener('retool:event', (e) => heard.push(e))"
        person.driver.execute_script(heard)
        post(person, "play", "post({type: 'height', px: 700})")
        person.until(lambda: person.driver.execute_script("return heard.length"), "the event")
        assert height(person) == before


def test_a_height_that_is_followed_is_no_event(show: Show) -> None:
    with show(RetoolEmbed(id="play", app="playground", height="auto")) as person:
        person.reaches("ready", "play")
        heard = """
        window.heard = [];
        document.addEventListener("retool:event", ({ detail }) => heard.push(detail.data));
        """
        person.driver.execute_script(heard)
        post(person, "play", "post({type: 'height', px: 700}); post('after')")
        person.until(lambda: person.driver.execute_script("return heard.length"), "the event")
        assert person.driver.execute_script("return heard") == ["after"]


UNDER_THE_MOUSE = """
const { left, top, width, height } = document.querySelector("#play").getBoundingClientRect();
return document.elementFromPoint(left + width / 2, top + height / 2).tagName;
"""


def test_frames_let_the_mouse_be_while_the_page_drags_something(show: Show) -> None:
    with show(RetoolEmbed(id="play", app="playground", height=300)) as person:
        person.reaches("ready", "play")
        assert person.driver.execute_script(UNDER_THE_MOUSE) == "IFRAME"
        drag = "document.documentElement.toggleAttribute('data-retool-drag')"
        person.driver.execute_script(drag)
        assert person.driver.execute_script(UNDER_THE_MOUSE) == "DIV"
        person.driver.execute_script(drag)
        assert person.driver.execute_script(UNDER_THE_MOUSE) == "IFRAME"
