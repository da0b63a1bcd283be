"""RetoolEmbed in somebody else's Dash app, which has an `assets` folder and pages of its own."""

from typing import Any

import pytest
from dash import Dash, Input, Output, html

from dash_retool_embed import RetoolEmbed
from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.playground import MOVES, answers, ask, post, rewrite_children, send


def test_falsy_values_arrive(show: Show) -> None:
    data = {"no": False, "zero": 0, "empty": "", "nothing": None, "list": []}
    with show(RetoolEmbed(id="play", app="playground", data=data)) as person:
        person.reaches("ready", "play")
        for selector in data:
            ask(person, "play", selector)
        person.until(lambda: answers(person, "play", "list"), "the last answer")
        assert [answers(person, "play", key) for key in data] == [
            ["false"],
            ["0"],
            ['""'],
            ["null"],
            ["[]"],
        ]


def test_only_a_changed_value_is_told_and_a_missing_key_is_told_when_it_appears(
    show: Show,
) -> None:
    layout = html.Div(
        [
            RetoolEmbed(id="play", app="playground", data={"a": 1, "b": {"c": [1]}}),
            html.Button("change", id="change"),
        ]
    )

    def wire(app: Dash) -> None:
        @app.callback(
            Output("play", "data"), Input("change", "n_clicks"), prevent_initial_call=True
        )
        def change(_clicks: int) -> dict[str, Any]:
            return {"a": 2, "b": {"c": [1]}, "later": "here", "toString": "own"}

    with show(layout, wire) as person:
        person.reaches("ready", "play")
        for selector in ("toString", "later", "b", "a"):
            ask(person, "play", selector)
        person.until(lambda: answers(person, "play", "a"), "the answer")
        assert answers(person, "play", "later") == answers(person, "play", "toString") == []
        person.find("#change").click()
        person.until(lambda: answers(person, "play", "a") == ["1", "2"], "the new value")
        person.until(lambda: answers(person, "play", "later") == ['"here"'], "the new key")
        assert answers(person, "play", "b") == ['{"c":[1]}']
        assert answers(person, "play", "toString") == ['"own"']


def test_two_embeds_of_one_app_have_their_own_data_and_their_own_events(
    show: Show, sandbox: Sandbox
) -> None:
    layout = html.Div(
        [
            RetoolEmbed(id="left", app="playground", data={"who": "left"}),
            RetoolEmbed(id="right", app="playground", data={"who": "right"}),
            html.P(id="left-event"),
            html.P(id="right-event"),
        ]
    )

    def wire(app: Dash) -> None:
        for side in ("left", "right"):

            @app.callback(Output(f"{side}-event", "children"), Input(side, "event"))
            def latest(event: dict[str, Any] | None) -> str:
                return str(event and event["data"])

    with show(layout, wire) as person:
        for side in ("left", "right"):
            person.reaches("ready", side)
            ask(person, side, "who")
        person.until(lambda: answers(person, "right", "who"), "the answers")
        assert answers(person, "left", "who") == ['"left"']
        assert answers(person, "right", "who") == ['"right"']
        send(person, "right", '"to the right"')
        person.shows("to the right", "#right-event")
        assert person.find("#left-event").text == "None"
    assert sandbox.links_minted == 2


@pytest.mark.parametrize("how", list(MOVES))
def test_a_frame_is_parked_and_comes_back_as_it_was(show: Show, sandbox: Sandbox, how: str) -> None:
    with show(MOVES[how], rewrite_children if how == "children" else None) as person:
        person.reaches("ready", "play")
        with person.inside("play"):
            person.find("#selector").send_keys("typed")
        for _ in range(3):
            person.find("#two").click()
            person.until(lambda: not person.all("#play"), "the frame to be out of sight")
            person.find("#one").click()
            person.reaches("ready", "play")
        with person.inside("play"):
            assert person.find("#selector").get_property("value") == "typed"
    assert (sandbox.links_minted, sandbox.frame_loads) == (1, 1)


def test_embeds_without_an_id_have_a_frame_each(show: Show, sandbox: Sandbox) -> None:
    layout = html.Div([RetoolEmbed(app="playground"), RetoolEmbed(app="playground")])
    with show(layout) as person:
        person.until(
            lambda: len(person.all(".retool-embed[data-state=ready] iframe")) == 2, "two frames"
        )
    assert sandbox.links_minted == 2


def test_a_browser_that_can_not_move_frames_gets_a_new_link_each_time(
    show: Show, sandbox: Sandbox
) -> None:
    with show(MOVES["children"], rewrite_children) as person:
        person.reaches("ready", "play")
        person.driver.execute_script("delete Element.prototype.moveBefore")
        person.find("#two").click()
        person.until(lambda: not person.all("#play"), "the frame to be out of sight")
        assert person.all("iframe") == []
        person.find("#one").click()
        person.reaches("ready", "play")
        with person.inside("play"):
            person.find("#ask")
    assert (sandbox.links_minted, sandbox.frame_loads) == (2, 2)


def test_a_frame_that_another_script_removed_is_opened_anew(show: Show, sandbox: Sandbox) -> None:
    with show(MOVES["children"], rewrite_children) as person:
        person.reaches("ready", "play")
        person.find("#two").click()
        person.until(lambda: not person.all("#play"), "the frame to be out of sight")
        person.driver.execute_script("document.querySelector('#retool-parked iframe').remove()")
        person.find("#one").click()
        person.reaches("ready", "play")
    assert sandbox.links_minted == 2


NEST = """
const nested = document.createElement("iframe");
nested.src = location.href;
nested.id = "nested";
document.body.append(nested);
"""
ASK_AND_SEND = """
const host = location.ancestorOrigins[1];
window.told = [];
addEventListener("message", ({ data }) => told.push(data.result));
const query = { type: "PARENT_WINDOW_QUERY", selector: "who", pageName: "nested", id: "1" };
top.postMessage(query, host);
top.postMessage("from within", host);
"""


@pytest.mark.parametrize("allowed", [False, True])
def test_frames_inside_the_app_may_speak_if_the_operator_says_so(show: Show, allowed: bool) -> None:
    data = {"who": "me"}
    embed = RetoolEmbed(id="play", app="playground", data=data, nestedFrames=allowed)
    layout = html.Div([embed, html.P(id="event")])

    def wire(app: Dash) -> None:
        @app.callback(Output("event", "children"), Input("play", "event"))
        def latest(event: dict[str, Any] | None) -> str:
            return str(event and event["data"])

    with show(layout, wire) as person:
        person.reaches("ready", "play")
        with person.inside("play"):
            person.driver.execute_script(NEST)
            person.driver.switch_to.frame(person.find("#nested"))
            person.find("#ask")
            person.driver.execute_script(ASK_AND_SEND)
        if allowed:
            person.shows("from within", "#event")
        else:
            person.until(lambda: dropped(person)["window"] == 2, "both to be dropped")
            send(person, "play", '"from the app"')
            person.shows("from the app", "#event")
        with person.inside("play"):
            person.driver.switch_to.frame(person.find("#nested"))
            told = person.driver.execute_script("return told")
        assert told == (["me"] if allowed else [])


def dropped(person: Person) -> dict[str, int]:
    """Return how many messages were not heard, by the check at which they fell."""
    counts: dict[str, int] = person.driver.execute_script("return dash_retool_embed.bridge.dropped")
    return counts


def test_what_is_not_heard_is_counted_and_mistakes_of_the_app_are_told_once(show: Show) -> None:
    with show(RetoolEmbed(id="play", app="playground", data={"who": "me"})) as person:
        person.reaches("ready", "play")
        before = dropped(person)
        person.driver.execute_script("for (let n = 0; n < 5; n++) postMessage(n, location.origin)")
        query = '{ type: "PARENT_WINDOW_QUERY", pageName: "p", id: "1"'
        for malformed in ("", ", selector: {}", ', selector: "x".repeat(2000)'):
            post(person, "play", f"post({query}{malformed} }})")
        post(person, "play", f'post({query}, selector: "who", id: [] }})')
        post(person, "play", 'post({ type: "intercom-snippet__ready" })')
        ask(person, "play", "who")
        person.until(lambda: answers(person, "play", "who"), "the answer to a good query")
        after = dropped(person)
        warnings = person.warnings()
    assert {key: after[key] - before[key] for key in after} == {
        "window": 5,
        "origin": 0,
        "noise": 1,
        "malformed": 4,
    }
    assert len(warnings) == 2
    assert "asks with a selector that is no short text" in warnings[0]
    assert "asks with a query id or page name" in warnings[1]


def test_messages_of_other_windows_are_dropped_in_silence(show: Show) -> None:
    layout = html.Div([RetoolEmbed(id="play", app="playground"), html.P(id="event")])

    def wire(app: Dash) -> None:
        @app.callback(Output("event", "children"), Input("play", "event"))
        def latest(event: dict[str, Any] | None) -> str:
            return str(event and event["data"])

    with show(layout, wire) as person:
        person.reaches("ready", "play")
        person.driver.execute_script(
            """
            const foreign = document.createElement("iframe");
            document.body.append(foreign);
            foreign.contentWindow.eval(`parent.postMessage("forged", "${location.origin}")`);
            window.postMessage("forged", location.origin);
            """
        )
        send(person, "play", '"real"')
        person.shows("real", "#event")
        assert person.driver.execute_script("return window.ownScript") is True
        assert person.console() == []


def test_the_props_of_react_retool_reach_the_frame(show: Show) -> None:
    embed = RetoolEmbed(
        id="play",
        app="playground",
        title="Try it",
        height=400,
        width="50%",
        allow="fullscreen",
        sandbox="allow-downloads",
        className="mine",
        style={"minHeight": 0},
    )
    with show(embed) as person:
        frame = person.find("#play.mine iframe")
        assert frame.get_attribute("title") == "Try it"
        assert frame.get_attribute("allow") == "fullscreen"
        assert frame.get_attribute("sandbox") == "allow-scripts allow-same-origin allow-downloads"
        assert person.find("#play").size["height"] == 400


def test_a_title_that_a_callback_changes_reaches_the_frame(show: Show) -> None:
    layout = html.Div([RetoolEmbed(id="play", app="playground"), html.Button("x", id="change")])

    def wire(app: Dash) -> None:
        @app.callback(
            Output("play", "title"), Input("change", "n_clicks"), prevent_initial_call=True
        )
        def change(_clicks: int) -> str:
            return "Another"

    with show(layout, wire) as person:
        person.reaches("ready", "play")
        assert person.find("#play iframe").get_attribute("title") == "playground"
        person.find("#change").click()
        frame = person.find("#play iframe")
        person.until(lambda: frame.get_attribute("title") == "Another", "the title")
