"""Frames that somebody else's script takes out of the page, or moves."""

import pytest
from dash import Dash, Input, Output, html

from dash_retool_embed import RetoolEmbed
from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.playground import MOVES, post, rewrite_children
from tests.browser.under_way import under_way


def sentence(person: Person) -> str:
    return str(person.find("#play [role=alert] .retool-embed-sentence").text)


@pytest.mark.usefixtures("watched")
def test_a_frame_that_another_script_removes_is_noticed_and_can_be_had_again(
    show: Show, sandbox: Sandbox
) -> None:
    layout = html.Div([RetoolEmbed(id="play", app="playground"), html.P(id="error")])

    def wire(app: Dash) -> None:
        @app.callback(Output("error", "children"), Input("play", "error"))
        def tell(error: dict[str, str] | None) -> str:
            return str(error and error["code"])

    with show(layout, wire) as person:
        person.reaches("ready", "play")
        person.driver.execute_script("document.querySelector('#play iframe').remove()")
        person.shows("frame_removed", "#error")
        assert sentence(person) == "Something on this page has removed the app."
        assert under_way(person)[0] == 0
        person.find("#play [data-action=retry]").click()
        person.reaches("ready", "play")
    assert sandbox.links_minted == 2


REMOVALS = {
    "its box": "document.querySelector('#play').remove()",
    "all around it": "document.querySelector('#room').innerHTML = ''",
}


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize("what", list(REMOVALS))
def test_a_frame_that_goes_with_its_surroundings_leaves_nothing_under_way(
    show: Show, sandbox: Sandbox, what: str
) -> None:
    layout = html.Div(html.Div(RetoolEmbed(id="play", app="playground"), id="room"))
    with show(layout, session_seconds=1800) as person:
        person.reaches("ready", "play")
        assert under_way(person)[0] == 1, "the timer of the session's renewal"
        person.driver.execute_script(REMOVALS[what])
        person.until(lambda: under_way(person)[0] == 0, "the timers to go")
        assert person.all("iframe") == []
        assert person.console() == []
    assert sandbox.links_minted == 1


def test_a_frame_that_another_script_moves_is_opened_anew(show: Show, sandbox: Sandbox) -> None:
    layout = html.Div([html.Div(RetoolEmbed(id="play", app="playground"), id="room")])
    with show(layout) as person:
        person.reaches("ready", "play")
        # As libraries do that let people arrange tiles: the browser empties a frame that is moved.
        person.driver.execute_script(
            "const { body } = document; body.append(body.firstElementChild)"
        )
        person.until(lambda: sandbox.links_minted == 2, "a new link")
        person.reaches("ready", "play")
        with person.inside("play"):
            person.find("#ask")


def test_a_parked_frame_that_another_script_removes_is_forgotten(
    show: Show, sandbox: Sandbox
) -> None:
    with show(MOVES["children"], rewrite_children) as person:
        person.reaches("ready", "play")
        person.find("#two").click()
        person.until(lambda: not person.all("#play"), "the frame to be out of sight")
        person.driver.execute_script("document.querySelector('#retool-parked').innerHTML = ''")
        person.find("#one").click()
        person.reaches("ready", "play")
        post(person, "play", "post('alive')")
    assert sandbox.links_minted == 2


REMOVE_AT_ONCE = """
const room = document.querySelector("#room");
const remove = () => document.querySelector("#play")?.remove();
new MutationObserver(remove).observe(room, { childList: true, subtree: true });
dash_clientside.set_props("room", {
  children: [
    {
      namespace: "dash_retool_embed",
      type: "RetoolEmbed",
      props: { id: "play", app: "playground" },
    },
  ],
});
"""


@pytest.mark.usefixtures("watched")
def test_a_box_that_goes_while_its_link_is_minted_leaves_nothing_under_way(
    show: Show, sandbox: Sandbox
) -> None:
    with show(html.Div(html.Div(id="room"))) as person:
        person.find("#room")
        person.driver.execute_script(REMOVE_AT_ONCE)
        person.until(lambda: sandbox.links_minted, "the link")
        person.until(lambda: under_way(person)[0] == 0, "the timers to go")
    assert (sandbox.links_minted, sandbox.frame_loads) == (1, 0)


MOVE_ALWAYS = """
const box = document.querySelector("#play .retool-embed-frame");
const wrap = () => {
  const frame = box.querySelector(":scope > iframe");
  if (frame) box.appendChild(document.createElement("div")).append(frame);
};
new MutationObserver(wrap).observe(box, { childList: true });
wrap();
"""


def test_a_script_that_always_moves_the_frame_costs_few_links(show: Show, sandbox: Sandbox) -> None:
    with show(RetoolEmbed(id="play", app="playground")) as person:
        person.reaches("ready", "play")
        person.driver.execute_script(MOVE_ALWAYS)
        person.reaches("error", "play")
        assert sentence(person) == "Something on this page has removed the app."
    assert sandbox.links_minted == 4


def test_what_a_frame_was_allowed_ends_with_its_embed(show: Show, sandbox: Sandbox) -> None:
    layout = html.Div(RetoolEmbed(id="play", app="playground", nestedFrames=True), id="room")
    with show(layout) as person:
        person.reaches("ready", "play")
        person.driver.execute_script(
            "dash_clientside.set_props('room', { children: [{ namespace: 'dash_retool_embed',"
            " type: 'RetoolEmbed', props: { id: 'play', app: 'playground' } }] })"
        )
        person.until(lambda: sandbox.links_minted == 2, "a frame without it")
