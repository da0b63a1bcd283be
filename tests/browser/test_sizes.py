"""The embed on somebody's page: as large as the page says, and below the page's own menus."""

from typing import Any

import pytest
from dash import html
from dash.development.base_component import Component

from dash_retool_embed import RetoolEmbed
from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.shell.window import rect
from tests.looks.pixels import box, picture

REM = 16

SIZED: dict[str, tuple[dict[str, Any], tuple[int, int]]] = {
    "a number": ({"height": 150}, (900, 150)),
    "a text": ({"height": "12rem"}, (900, 12 * REM)),
    "a text that is a number": ({"height": "150"}, (900, 150)),
    "both": ({"height": 150, "width": "50%"}, (450, 150)),
    "a style": ({"style": {"height": 150, "width": 300}}, (300, 150)),
    "a style of text": ({"style": {"height": "12rem", "width": "50%"}}, (450, 12 * REM)),
    "a property and a style": ({"height": 150, "style": {"height": 500}}, (900, 150)),
    "a class": ({"className": "small"}, (200, 100)),
    "nothing": ({}, (900, 20 * REM)),
    "a share of nothing": ({"height": "80%"}, (900, 20 * REM)),
    "a style that says nothing of it": ({"style": {"marginTop": 0}}, (900, 20 * REM)),
}


def play(**props: Any) -> RetoolEmbed:
    return RetoolEmbed(id="play", app="playground", **props)


def size(person: Person, css: str) -> tuple[float, float]:
    where = rect(person, css)
    return where["width"], where["height"]


@pytest.mark.parametrize("said", SIZED)
def test_an_embed_is_as_large_as_the_page_says(show: Show, said: str) -> None:
    props, expected = SIZED[said]
    below = html.P("right below", id="below", style={"margin": 0})
    style = html.Link(rel="stylesheet", href="data:text/css,.small{width:200px;height:100px}")
    with show(html.Div([style, play(**props), below], style={"width": "900px"})) as person:
        person.reaches("ready", "play")
        person.until(lambda: size(person, "#play") == expected, f"{expected}")
        assert size(person, "#play iframe") == expected
        assert rect(person, "#below")["top"] == rect(person, "#play")["bottom"]


@pytest.mark.parametrize("height", [100, 700])
def test_an_embed_of_which_nothing_is_said_fills_its_box(show: Show, height: int) -> None:
    with show(html.Div(play(), style={"height": height, "width": 400})) as person:
        person.reaches("ready", "play")
        assert size(person, "#play") == size(person, "#play iframe") == (400, height)


def test_a_failure_in_a_short_box_can_be_read_and_retried(show: Show, sandbox: Sandbox) -> None:
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, 500
    with show(html.Div(play(height=80), style={"width": "300px"})) as person:
        person.reaches("error", "play")
        overlay = person.find("#play .retool-embed-failure")
        assert overlay.get_property("scrollHeight") > overlay.get_property("clientHeight")
        # Its beginning isn't cut off, and a person can scroll to its end.
        first = rect(person, "#play .retool-embed-sentence")
        assert first["top"] >= rect(person, "#play")["top"]
        sandbox.misbehave.reset()
        person.click("#play .retool-embed-retry")
        person.reaches("ready", "play")


def menu_over(embed: Component) -> Component:
    style = {"position": "absolute", "zIndex": 1, "top": 0, "left": 0, "width": 300, "height": 200}
    menu = html.Div("a menu", id="menu", style={**style, "background": "gold"})
    return html.Div([html.Div([menu], style={"position": "relative"}), embed])


AT = "return document.elementFromPoint(150, 100)?.id"


def test_what_lies_over_a_frame_lies_under_the_menus_of_the_page(
    show: Show, sandbox: Sandbox
) -> None:
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, 500
    with show(menu_over(play(height=400))) as person:
        person.reaches("error", "play")
        assert person.driver.execute_script(AT) == "menu"
        sandbox.misbehave.reset()
        sandbox.misbehave.hang_frames = True
        person.driver.execute_script("document.querySelector('.retool-embed-retry').click()")
        person.reaches("loading", "play")
        person.find("#play .retool-embed-progress")
        assert person.driver.execute_script(AT) == "menu"


def test_without_isolation_it_would_lie_over_them(show: Show, sandbox: Sandbox) -> None:
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, 500
    with show(menu_over(play(height=400))) as person:
        person.reaches("error", "play")
        person.driver.execute_script("document.querySelector('#play').style.isolation = 'auto'")
        assert person.driver.execute_script(AT) != "menu"


DARK_PAGE = "document.documentElement.style.cssText = 'color-scheme: dark; background: #111'"


def test_a_failure_is_printed_dark_on_light_and_without_buttons(
    show: Show, sandbox: Sandbox
) -> None:
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, 500
    with show(play(height=400)) as person:
        person.reaches("error", "play")
        person.driver.execute_script(DARK_PAGE)
        media = "Emulation.setEmulatedMedia"
        person.driver.execute_cdp_cmd(media, {"media": "print"})
        try:
            words = picture(person.driver).of(box(person.driver, "#play .retool-embed-sentence"))
            assert min(words.ground) == 255
            assert words.darkest < 80
            assert not person.find("#play .retool-embed-retry").is_displayed()
        finally:
            person.driver.execute_cdp_cmd(media, {"media": ""})


def test_what_is_to_come_is_seen_in_forced_colors(show: Show, sandbox: Sandbox) -> None:
    sandbox.misbehave.hang_frames = True
    forced = [{"name": "forced-colors", "value": "active"}]
    with show(play(height=400)) as person:
        person.reaches("loading", "play")
        media = "Emulation.setEmulatedMedia"
        person.driver.execute_cdp_cmd(media, {"features": forced})
        try:
            skeleton = box(person.driver, "#play .retool-embed-skeleton > i").inner(-3)
            assert picture(person.driver).of(skeleton).drawn > 0.01
        finally:
            person.driver.execute_cdp_cmd(media, {"features": []})
