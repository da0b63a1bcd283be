"""An embed in what hides and shows it: one link, one load, and nothing is lost meanwhile."""

from collections.abc import Callable
from typing import Any

import pytest
from dash import Dash, Input, Output, html

from dash_retool_embed import RetoolEmbed, on_event
from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.conftest import Show
from tests.browser.containers.boxes import BOXES, Box
from tests.browser.person import Person
from tests.browser.playground import answers, ask, send

# Of the box that an animation moves, as far as it goes.
IN_SIGHT = """
const box = document.getElementById("play");
const { width, height, left, top } = box?.getBoundingClientRect() ?? {};
const { clientWidth, clientHeight } = document.documentElement;
return Boolean(box?.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  && width && height && left < clientWidth && top < clientHeight);
"""


def click(person: Person, css: str) -> None:
    """Click what may be under a backdrop."""
    person.driver.execute_script("arguments[0].click()", person.find(css))


def is_in_sight(person: Person) -> bool:
    return bool(person.driver.execute_script(IN_SIGHT))


def open_box(person: Person, box: Box) -> None:
    click(person, box.show)
    person.until(lambda: is_in_sight(person), "the embed to be in sight")


def close_box(person: Person, box: Box) -> None:
    click(person, box.hide)
    gone = (lambda: not person.all("#play")) if box.unmounts else (lambda: not is_in_sight(person))
    person.until(gone, "the embed to be out of sight")


def wiring(box: Box, seen: list[Any]) -> Callable[[Dash], None]:
    def wire(app: Dash) -> None:
        box.wire(app)

        @app.callback(Output("play", "data"), Input("change", "n_clicks"))
        def change(clicks: int | None) -> dict[str, int]:
            return {"n": clicks or 0}

        @app.callback(Output("said", "children"), Input("play", "data"))
        def say(data: dict[str, int]) -> str:
            return f"data {data['n']}"

        @on_event("play", retool_app="playground")
        def react(event: object) -> None:
            seen.append(event)

    return wire


@pytest.mark.parametrize("name", BOXES)
def test_an_embed_outlives_what_hides_it(name: str, show: Show, sandbox: Sandbox) -> None:
    box, seen = BOXES[name], list[Any]()
    witness = RetoolEmbed(id="witness", app="playground", height=50, width=50)
    embed = RetoolEmbed(id="play", app="playground", height=300)
    layout = html.Div([witness, box.layout(embed)])
    with show(layout, wiring(box, seen)) as person:
        person.reaches("ready", "witness")
        assert (sandbox.links_minted, sandbox.frame_loads) == (1, 1)

        open_box(person, box)
        person.reaches("ready", "play")
        with person.inside("play"):
            person.find("#selector").send_keys("typed")
        for clicks in (1, 2):
            close_box(person, box)
            click(person, "#change")
            person.shows(f"data {clicks}", "#said")
            open_box(person, box)
            person.reaches("ready", "play")
            with person.inside("play"):
                assert person.find("#selector").get_attribute("value") == "typed"
        ask(person, "play", "n")
        person.until(lambda: answers(person, "play", "n") == ["2"], "the newest data")
        close_box(person, box)
        click(person, "#change")
        person.shows("data 3", "#said")
        open_box(person, box)
        person.until(lambda: answers(person, "play", "n") == ["2", "3"], "what came meanwhile")
        send(person, "play", '"hello"')
        person.until(lambda: seen == ["hello"], "the event")
        assert (sandbox.links_minted, sandbox.frame_loads) == (2, 2)
