"""Events out of a frame, on their way to Python: every one, in order, once."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from dash import Dash, Input, Output, html
from flask import abort, request

from dash_retool_embed import RetoolEmbed, on_event
from tests.browser.clock import PageClock
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.playground import MOVES, ask, post, rewrite_children, send
from tests.browser.test_trouble import RESEND_SECONDS
from tests.patience import PATIENCE_SECONDS


def test_twenty_events_of_one_burst_reach_a_python_handler_in_order(show: Show) -> None:
    seen: list[int] = []

    def wire(_app: Dash) -> None:
        @on_event("play", retool_app="playground")
        def react(event: dict[str, Any]) -> None:
            seen.append(event["n"])

    with show(RetoolEmbed(id="play", app="playground"), wire) as person:
        person.reaches("ready", "play")
        send(person, "play", '"x"', times=20)
        person.until(lambda: len(seen) >= 20, "20 events")
    assert seen == list(range(1, 21))


def test_events_that_come_while_the_handler_is_busy_are_not_lost(show: Show) -> None:
    seen: list[int] = []

    def wire(_app: Dash) -> None:
        @on_event("play", retool_app="playground")
        def react(event: dict[str, Any]) -> None:
            time.sleep(0.02)
            seen.append(event["n"])

    with show(RetoolEmbed(id="play", app="playground"), wire) as person:
        person.reaches("ready", "play")
        for _ in range(3):
            send(person, "play", '"x"', times=5)
            with person.inside("play"):
                person.find("#numbered").click()
        person.until(lambda: len(seen) >= 15, "15 events")
    assert seen == [1, 2, 3, 4, 5] * 3


def test_plain_dash_callbacks_read_the_latest_event_and_the_state(show: Show) -> None:
    layout = html.Div(
        [RetoolEmbed(id="play", app="playground"), html.P(id="event"), html.P(id="state")]
    )

    def wire(app: Dash) -> None:
        @app.callback(Output("event", "children"), Input("play", "event"))
        def latest(event: dict[str, Any] | None) -> str:
            return f"{event['seq']}: {event['data']}" if event else "none"

        @app.callback(Output("state", "children"), Input("play", "state"))
        def state(state: str | None) -> str:
            return str(state)

    with show(layout, wire) as person:
        person.shows("ready", "#state")
        send(person, "play", '"hello"')
        person.shows("1: hello", "#event")
        send(person, "play", '"hello"')
        person.shows("2: hello", "#event")


@pytest.mark.parametrize("can_move", [True, False])
def test_events_that_wait_for_a_busy_handler_outlive_the_frame(show: Show, can_move: bool) -> None:
    seen: list[int] = []
    go_on = threading.Event()

    def wire(app: Dash) -> None:
        rewrite_children(app)

        @on_event("play", retool_app="playground")
        def react(event: dict[str, Any]) -> None:
            assert go_on.wait(PATIENCE_SECONDS)
            seen.append(event["n"])

    with show(MOVES["children"], wire) as person:
        person.reaches("ready", "play")
        send(person, "play", '"x"', times=20)
        if not can_move:
            person.driver.execute_script("delete Element.prototype.moveBefore")
        person.find("#two").click()
        person.until(lambda: not person.all("#play"), "the frame to be out of sight")
        go_on.set()
        person.find("#one").click()
        person.until(lambda: len(seen) >= 20, "20 events")
    assert seen == list(range(1, 21))


def wire_list(seen: list[Any]) -> Callable[[Dash], None]:
    """Collect the events of `play`."""

    def wire(_app: Dash) -> None:
        @on_event("play", retool_app="playground")
        def react(event: object) -> None:
            seen.append(event)

    return wire


REPRESENTATIONS: dict[str, Any] = {
    "[1.5, 'text', true, null, {a: [{}]}]": [1.5, "text", True, None, {"a": [{}]}],
    "undefined": None,
    "NaN": None,
    "-Infinity": None,
    "({no: undefined, yes: NaN})": {"yes": None},
    "12345678901234567890n": "12345678901234567890",
    "new Date(Date.UTC(2026, 10, 22))": "2026-11-22T00:00:00.000Z",
    "new Date(NaN)": None,
    "/a+/g": "/a+/g",
    "new Map([['k', new Set([1, 2n])]])": [["k", [1, "2"]]],
    "new RangeError('too far')": {"name": "RangeError", "message": "too far"},
    "JSON.parse('{\"__proto__\": 1}')": {"__proto__": 1},
}


def test_what_json_has_no_word_for_is_represented(show: Show) -> None:
    seen: list[Any] = []
    with show(RetoolEmbed(id="play", app="playground"), wire_list(seen)) as person:
        person.reaches("ready", "play")
        post(person, "play", "".join(f"post({value});" for value in REPRESENTATIONS))
        person.until(lambda: len(seen) >= len(REPRESENTATIONS), "the events")
    assert dict(zip(REPRESENTATIONS, seen, strict=True)) == REPRESENTATIONS


REJECTIONS = {
    "new Blob(['x'])": "it holds a Blob",
    "[new Uint8Array(3)]": "it holds a Uint8Array",
    "new ArrayBuffer(3)": "it holds a ArrayBuffer",
    "(() => { const it = {}; it.self = it; return it; })()": "it contains itself",
    "(() => { const it = new Map(); it.set(1, it); return it; })()": "it is nested too deeply",
    "(() => { let it = 0; for (let i = 0; i < 101; i++) it = [it]; return it; })()": "deeply",
    "'x'.repeat(5000001)": "longer than 5000000 characters",
    "new Array(1e9)": "longer than 5000000 characters",
}


@pytest.mark.parametrize("value", list(REJECTIONS))
def test_what_can_not_be_carried_is_told_and_holds_up_nothing(
    show: Show, caplog: pytest.LogCaptureFixture, value: str
) -> None:
    seen: list[Any] = []
    with show(RetoolEmbed(id="play", app="playground"), wire_list(seen)) as person:
        person.reaches("ready", "play")
        post(person, "play", f"post('before'); post({value}); post({value}); post('after');")
        person.until(lambda: "after" in seen, "the last event")
        warnings = person.warnings()
    assert seen == ["before", "after"]
    assert REJECTIONS[value] in caplog.text
    # Once for each frame, not for each event.
    assert [REJECTIONS[value] in warning for warning in warnings] == [True]


ROWS = {"10 KB": 10_000, "200 kB": 200_000, "2 MB": 2_000_000}


@pytest.mark.parametrize("size", ROWS)
def test_a_large_event_arrives_whole(show: Show, size: str) -> None:
    seen: list[Any] = []
    with show(RetoolEmbed(id="play", app="playground"), wire_list(seen)) as person:
        person.reaches("ready", "play")
        count = ROWS[size] // 100
        rows = f"Array.from({{length: {count}}}, (_, n) => String(n).padStart(97, '0'))"
        post(person, "play", f"post({{rows: {rows}}}); post('after');")
        person.until(lambda: "after" in seen, "the last event")
        assert person.state("play") == "ready"
    assert seen[0]["rows"] == [f"{n:0>97}" for n in range(ROWS[size] // 100)]


def test_what_a_server_on_the_way_refuses_for_its_size_is_an_error_on_the_page(
    show: Show,
) -> None:
    seen: list[Any] = []

    def wire(app: Dash) -> None:
        # As nginx does by itself.
        app.server.config["MAX_CONTENT_LENGTH"] = 1024 * 1024
        wire_list(seen)(app)

    with show(RetoolEmbed(id="play", app="playground"), wire) as person:
        person.reaches("ready", "play")
        post(person, "play", "post('before'); post('x'.repeat(2000000)); post('after');")
        person.shows("event_not_carried", "#play .retool-embed-code")
        person.until(lambda: "after" in seen, "the last event")
        person.find("#play .retool-embed-retry").click()
        person.reaches("ready", "play")
    assert seen == ["before", "after"]


@pytest.mark.parametrize("trouble", ["a server error", "no network"])
def test_events_outlast_trouble_between_page_and_server(
    show: Show, page_clock: PageClock, trouble: str
) -> None:
    seen: list[Any] = []
    failing = threading.Event()

    def wire(app: Dash) -> None:
        wire_list(seen)(app)

        def fail() -> None:
            if failing.is_set() and request.path.endswith("_dash-update-component"):
                failing.clear()
                abort(500)

        app.server.before_request(fail)

    with show(RetoolEmbed(id="play", app="playground"), wire) as person:
        person.reaches("ready", "play")
        if trouble == "a server error":
            failing.set()
        else:
            go_offline(person, True)
        post(person, "play", "for (let n = 1; n <= 30; n++) post(n);")
        if trouble == "a server error":
            person.until(lambda: not failing.is_set(), "the error")
            page_clock.skip(RESEND_SECONDS)
        else:
            person.until(lambda: refused(person), "a request that did not get through")
            go_offline(person, False)
        person.until(lambda: len(seen) >= 30, "the events")
    assert seen == list(range(1, 31))


def go_offline(person: Person, offline: bool) -> None:
    person.driver.execute_cdp_cmd("Network.enable", {})
    person.driver.execute_cdp_cmd(
        "Network.emulateNetworkConditions",
        {"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1},
    )


def refused(person: Person) -> bool:
    return any("ERR_INTERNET_DISCONNECTED" in line for line in person.console())


def test_past_the_limit_the_loss_is_seen_and_the_rest_arrives(
    show: Show, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[Any] = []
    go_on = threading.Event()

    def wire(app: Dash) -> None:
        @on_event("play", retool_app="playground")
        def react(event: object) -> None:
            assert go_on.wait(PATIENCE_SECONDS)
            seen.append(event)

        @app.callback(Output("error", "children"), Input("play", "state"), Input("play", "error"))
        def tell(state: str | None, error: dict[str, str] | None) -> str:
            return f"{state}: {error and error['code']}"

    embed = RetoolEmbed(id="play", app="playground", eventLimit=50)
    with show(html.Div([embed, html.P(id="error")]), wire) as person:
        person.shows("ready: None", "#error")
        with person.inside("play"):
            person.find("#selector").click()
        post(person, "play", "for (let n = 1; n <= 60; n++) post(n);")
        person.shows("error: overflow", "#error")
        person.shows("may not have arrived", "#play [role=alert]")
        # Who typed in the app has the way out as the next stop, and does not press it.
        assert person.driver.switch_to.active_element.accessible_name == "playground"
        go_on.set()
        person.until(lambda: len(seen) >= 50, "what had room")
        person.find("#play [data-action=continue]").click()
        person.shows("ready: None", "#error")
        post(person, "play", "post('after')")
        person.until(lambda: "after" in seen, "an event after the loss")
    assert seen == [*range(1, 51), "after"]
    assert "events lost in the browser: 10, between number 50 and 61" in caplog.text


def test_a_page_without_a_handler_has_no_overflow(show: Show) -> None:
    with show(RetoolEmbed(id="play", app="playground", eventLimit=5)) as person:
        person.reaches("ready", "play")
        post(person, "play", "for (let n = 1; n <= 60; n++) post(n);")
        ask(person, "play", "anything")
        assert person.state("play") == "ready"


def test_of_a_burst_a_plain_callback_is_told_the_last_one(show: Show) -> None:
    layout = html.Div([RetoolEmbed(id="play", app="playground"), html.P(id="event")])

    def wire(app: Dash) -> None:
        @app.callback(Output("event", "children"), Input("play", "event"))
        def latest(event: dict[str, Any] | None) -> str:
            return f"{event['seq']}: {event['data']}" if event else "none"

    with show(layout, wire) as person:
        person.reaches("ready", "play")
        post(person, "play", "for (let n = 1; n <= 300; n++) post(`event ${n}`);")
        person.shows("300: event 300", "#event")
