"""Events when something goes wrong on their way: each still arrives, in order, once."""

import threading
from typing import Any

import pytest
from dash import Dash, Input, Output, html, set_props
from flask import abort, request

from dash_retool_embed import RetoolEmbed, User, on_event
from dash_retool_embed.access.frame_tokens import FrameTokens
from dash_retool_embed.backends.flask import EXTENSION
from dashapp.identity.errors import TokenMissing
from tests.browser.clock import PageClock
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.playground import MOVES, post, rewrite_children, send
from tests.patience import PATIENCE_SECONDS

# After which a batch that is not acknowledged is sent again.
RESEND_SECONDS = 5

# After which a person is told that nothing gets through.
DELAYED_SECONDS = 30


class Handler:
    """Collects the events of `play`, and can be made to fail on the way."""

    def __init__(self) -> None:
        self.seen: list[Any] = []
        self.failing = threading.Event()
        self.failed = 0
        self.calls = 0
        self.fail_every = 0

    def wire(self, app: Dash) -> None:
        """Add the handler to an app, and a server error in front of it."""
        on_event("play", retool_app="playground", app=app)(self.take)
        app.server.before_request(self.fail)

    def take(self, event: Any) -> None:
        self.seen.append(event)

    def fail(self) -> None:
        if not request.path.endswith("_dash-update-component"):
            return
        if request.get_json()["output"] != "play.ack":
            return
        self.calls += 1
        if self.failing.is_set() or (self.fail_every and self.calls % self.fail_every == 0):
            self.failed += 1
            abort(500)

    def has(self, person: Person, *events: Any) -> None:
        """Wait until as many events have come, and see that they are these."""
        person.until(lambda: len(self.seen) >= len(events), f"{len(events)} events")
        assert self.seen == list(events)


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.mark.parametrize("count", [1, 3000])
def test_a_batch_that_failed_is_sent_again_though_nothing_was_added(
    show: Show, handler: Handler, page_clock: PageClock, count: int
) -> None:
    with show(RetoolEmbed(id="play", app="playground"), handler.wire) as person:
        person.reaches("ready", "play")
        handler.failing.set()
        post(person, "play", f"for (let n = 1; n <= {count}; n++) post(n);")
        person.until(lambda: handler.failed, "the error")
        handler.failing.clear()
        page_clock.skip(RESEND_SECONDS)
        handler.has(person, *range(1, count + 1))


def test_a_handler_is_found_though_the_first_call_failed(show: Show, handler: Handler) -> None:
    handler.failing.set()
    with show(RetoolEmbed(id="play", app="playground"), handler.wire) as person:
        person.reaches("ready", "play")
        assert handler.failed == 1
        handler.failing.clear()
        post(person, "play", "post(1); post(2)")
        handler.has(person, 1, 2)


def test_an_embed_that_set_props_put_on_the_page_has_its_handler(
    show: Show, handler: Handler
) -> None:
    def wire(app: Dash) -> None:
        handler.wire(app)

        @app.callback(Output("said", "children"), Input("go", "n_clicks"))
        def go(clicks: int | None) -> str:
            # Dash makes no first call for what comes onto the page like this.
            if clicks:
                set_props("room", {"children": RetoolEmbed(id="play", app="playground")})
            return "done"

    layout = html.Div([html.Button("go", id="go"), html.P(id="said"), html.Div(id="room")])
    with show(layout, wire) as person:
        person.find("#go").click()
        person.reaches("ready", "play")
        post(person, "play", "post(1); post(2)")
        handler.has(person, 1, 2)


REMOUNT = """
const [done] = arguments;
const until = (shown) => new Promise((resolve) => {
  const isShown = () => document.querySelector("#play") !== null;
  const look = () => (isShown() === shown ? resolve() : setTimeout(look, 5));
  look();
});
(async () => {
  for (let n = 0; n < 10; n++) {
    document.querySelector("#two").click();
    await until(false);
    document.querySelector("#one").click();
    await until(true);
  }
})().then(done);
"""


@pytest.mark.parametrize("how", list(MOVES))
def test_events_of_a_frame_that_comes_and_goes_all_arrive(
    show: Show, handler: Handler, page_clock: PageClock, how: str
) -> None:
    def wire(app: Dash) -> None:
        handler.wire(app)
        if how == "children":
            rewrite_children(app)

    handler.fail_every = 5
    steady = "let n = 0; const t = setInterval(() => (post(++n) ?? n) < 300 || clearInterval(t), 5)"
    with show(MOVES[how], wire) as person:
        person.reaches("ready", "play")
        post(person, "play", steady)
        person.driver.execute_async_script(REMOUNT)
        failed = 0
        while len(handler.seen) < 300:
            person.until(
                lambda known=failed: handler.failed > known or len(handler.seen) >= 300,  # type: ignore[misc]
                "the events, or an error",
            )
            failed = handler.failed
            page_clock.forward(RESEND_SECONDS)
        handler.has(person, *range(1, 301))
    assert handler.failed


def test_an_embed_that_changes_its_app_and_back_loses_nothing(show: Show) -> None:
    seen: list[str] = []
    busy, go_on = threading.Event(), threading.Event()

    def wire(app: Dash) -> None:
        @on_event("play", retool_app=["playground", "customers"])
        def react(event: str) -> None:
            if event == "a1":
                busy.set()
                assert go_on.wait(PATIENCE_SECONDS)
            seen.append(event)

        @app.callback(Output("play", "app"), Input("swap", "n_clicks"), prevent_initial_call=True)
        def swap(clicks: int) -> str:
            return "customers" if clicks % 2 else "playground"

    def swap_to(person: Person, app: str) -> None:
        person.find("#swap").click()
        person.find(f"#play iframe[title={app}]")
        person.reaches("ready", "play")

    layout = html.Div([html.Button("swap", id="swap"), RetoolEmbed(id="play", app="playground")])
    with show(layout, wire) as person:
        person.reaches("ready", "play")
        post(person, "play", "for (let n = 1; n <= 9; n++) post(`a${n}`)")
        person.until(busy.is_set, "the handler")
        swap_to(person, "customers")
        go_on.set()
        post(person, "play", "for (let n = 1; n <= 20; n++) post(`b${n}`)")
        person.until(lambda: "b20" in seen, "the other app's events")
        swap_to(person, "playground")
        post(person, "play", "post('last')")
        person.until(lambda: "last" in seen, "the last event")
    # Each frame's events are in order; those of two frames may come mixed.
    of_b = [event for event in seen if event.startswith("b")]
    assert of_b == [f"b{n}" for n in range(1, 21)]
    of_a = [event for event in seen if event not in of_b]
    assert of_a == [*(f"a{n}" for n in range(1, 10)), "last"]


def test_an_embed_that_moves_to_another_place_takes_its_handler_with_it(
    show: Show, handler: Handler
) -> None:
    def wire(app: Dash) -> None:
        handler.wire(app)

        @app.callback(Output("new", "children"), Input("move", "n_clicks"))
        def there(clicks: int | None) -> Any:
            return RetoolEmbed(id="play", app="playground") if clicks else None

        # The old component goes when the new one is there.
        @app.callback(Output("old", "children"), Input("gone", "n_clicks"))
        def gone(clicks: int | None) -> Any:
            return None if clicks else RetoolEmbed(id="play", app="playground")

    rooms = [html.Div(id="old"), html.Div(id="new")]
    buttons = [html.Button("move", id="move"), html.Button("gone", id="gone")]
    with show(html.Div([*buttons, *rooms]), wire) as person:
        person.find("#old #play[data-state=ready]")
        person.find("#move").click()
        person.find("#new #play[data-state=ready] iframe")
        person.find("#gone").click()
        person.until(lambda: not person.all("#old #play"), "the old one to go")
        post(person, "play", "for (let n = 1; n <= 9; n++) post(n)")
        handler.has(person, *range(1, 10))


ENDS: dict[str, tuple[str | None, str]] = {
    "a sign-out": (None, "dash_retool_embed.person.signOut()"),
    "somebody else": (
        "bob",
        "new BroadcastChannel('retool-embed /').postMessage({ kind: 'here', person: 'bob' })",
    ),
}


def name_of_frame(person: Person) -> str | None:
    frames = person.all("#play iframe")
    return frames[0].get_attribute("name") if frames else None


@pytest.mark.parametrize("end", list(ENDS))
def test_what_a_person_did_is_not_sent_in_the_name_of_the_next(
    show: Show, handler: Handler, end: str
) -> None:
    there: list[str | None] = ["alice"]

    def user() -> User:
        if there[0] is None:
            raise TokenMissing("nobody")
        return User(id=there[0])

    embed = RetoolEmbed(id="play", app="playground")
    with show(embed, handler.wire, user=user) as person:
        person.reaches("ready", "play")
        handler.failing.set()
        post(person, "play", "post('an order'); post('another')")
        person.until(lambda: handler.failed, "the error")
        former = name_of_frame(person)
        there[0], script = ENDS[end]
        person.driver.execute_script(script)
        person.until(lambda: name_of_frame(person) != former, "the frame to go")
        handler.failing.clear()
        # A connection that is back sends what waits, at once.
        person.driver.execute_script("dispatchEvent(new Event('online'))")
        calls = handler.calls
        there[0] = "bob"
        person.open("/")
        person.reaches("ready", "play")
        person.until(lambda: handler.calls > calls, "the new page's first call")
    assert handler.seen == []


def test_a_listener_of_the_page_does_not_change_what_python_gets(
    show: Show, handler: Handler
) -> None:
    with show(RetoolEmbed(id="play", app="playground"), handler.wire) as person:
        person.reaches("ready", "play")
        person.driver.execute_script(
            "addEventListener('retool:event', ({ detail }) => delete detail.data.order)"
        )
        post(person, "play", "post({ order: 1 })")
        handler.has(person, {"order": 1})


def test_retry_gets_a_new_frame_though_events_were_lost(show: Show, handler: Handler) -> None:
    embed = RetoolEmbed(id="play", app="playground", eventLimit=5)
    with show(embed, handler.wire) as person:
        person.reaches("ready", "play")
        handler.failing.set()
        post(person, "play", "for (let n = 1; n <= 9; n++) post(n);")
        person.shows("overflow", "#play [role=alert]")
        person.driver.execute_script("document.querySelector('#play iframe').remove()")
        person.shows("frame_removed", "#play [role=alert]")
        person.find("#play [data-action=retry]").click()
        person.find("#play iframe")


def test_a_person_is_told_that_nothing_gets_through_and_goes_on_in_the_app(
    show: Show, handler: Handler, page_clock: PageClock
) -> None:
    def wire(app: Dash) -> None:
        handler.wire(app)

        @app.callback(Output("error", "children"), Input("play", "state"), Input("play", "error"))
        def tell(state: str | None, error: dict[str, str] | None) -> str:
            return f"{state}: {error and error['code']}"

    embed = RetoolEmbed(id="play", app="playground")
    with show(html.Div([embed, html.P(id="error")]), wire) as person:
        person.shows("ready: None", "#error")
        handler.failing.set()
        post(person, "play", "post('one'); post('two')")
        person.until(lambda: handler.failed, "the error")
        with person.inside("play"):
            person.find("#selector").click()
        page_clock.skip(DELAYED_SECONDS)
        person.shows("error: event_delayed", "#error")
        person.shows("event_delayed", "#play [role=status]")
        # What the person types while it is said gets where it belongs.
        with person.inside("play"):
            person.driver.switch_to.active_element.send_keys("typed")
            assert person.find("#selector").get_property("value") == "typed"
        send(person, "play", '"three"')
        assert person.all("#play [role=alert]") == []
        failed = handler.failed
        page_clock.forward(RESEND_SECONDS)
        person.until(lambda: handler.failed > failed, "another try")
        handler.failing.clear()
        person.driver.execute_script("dispatchEvent(new Event('online'))")
        person.shows("ready: None", "#error")
        assert person.find("#play [role=status]").get_property("textContent") == ""
        handler.has(person, "one", "two", "three")


def test_lost_events_are_said_before_late_ones(
    show: Show, handler: Handler, page_clock: PageClock
) -> None:
    embed = RetoolEmbed(id="play", app="playground", eventLimit=5)
    with show(embed, handler.wire) as person:
        person.reaches("ready", "play")
        handler.failing.set()
        post(person, "play", "post(1)")
        person.until(lambda: handler.failed, "the error")
        page_clock.skip(DELAYED_SECONDS)
        person.shows("event_delayed", "#play [role=status]")
        post(person, "play", "for (let n = 2; n <= 9; n++) post(n);")
        person.shows("overflow", "#play [role=alert]")
        person.find("#play [data-action=continue]").click()
        person.shows("event_delayed", "#play [role=status]")


def test_a_person_is_told_when_the_server_takes_no_more_events_of_a_frame(
    show: Show, handler: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    apps: list[Dash] = []

    def wire(app: Dash) -> None:
        handler.wire(app)
        apps.append(app)

    with show(RetoolEmbed(id="play", app="playground"), wire) as person:
        person.reaches("ready", "play")
        post(person, "play", "post('before')")
        handler.has(person, "before")
        access = apps[0].server.extensions[EXTENSION].at("/_dash-update-component").access
        # As after a change of the Retool key.
        access.frame_tokens = FrameTokens(b"another key")
        post(person, "play", "post('lost')")
        person.shows("events_refused", "#play [role=alert]")
        assert "play: a batch of events was refused: frame_not_yours" in caplog.text
        person.find("#play [data-action=continue]").click()
        person.reaches("ready", "play")
        post(person, "play", "post('after')")
        handler.has(person, "before", "after")
