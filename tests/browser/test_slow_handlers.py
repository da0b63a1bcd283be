"""While a handler takes its time, nothing on the page does: the app is seen, the title stands."""

import threading
from typing import Any

import pytest
from dash import ALL, MATCH, Dash, Input, Output, ctx, dcc, html, set_props
from flask import Flask, Response, request

from dash_retool_embed import EventContext, RetoolEmbed, on_event
from tests.browser.attack.mutation import Change
from tests.browser.bundling import change_kit
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.playground import post
from tests.patience import PATIENCE_SECONDS

# Every moment counts: a spinner that is gone after a millisecond has been seen.
WATCH = """
window.seen = new Set();
const box = document.querySelector("#play");
const look = () => {
  if (!box.checkVisibility({ visibilityProperty: true, opacityProperty: true })) seen.add("hidden");
  if (document.querySelector("[class*=dash-spinner], .dash-loading")) seen.add("spinner");
  if (document.title !== "Dash") seen.add(document.title);
};
new MutationObserver(look).observe(document, {
  subtree: true, childList: true, attributes: true, characterData: true,
});
"""

HIDDEN = ["Updating...", "hidden", "spinner"]

# As it was: Dash hands the events over.
BY_DASH = Change("kit/embed.js", "if (handler && id !== undefined)", "if (false)")


def seen(person: Person) -> list[str]:
    noticed: list[str] = person.driver.execute_script("return [...seen].sort()")
    return noticed


class Slow:
    """A handler that ends when it is told to."""

    def __init__(self) -> None:
        self.began = threading.Event()
        self.end = threading.Event()

    def wire(self, app: Dash) -> None:
        @on_event("play", retool_app="playground", app=app)
        def react(event: str) -> None:
            self.began.set()
            self.end.wait(PATIENCE_SECONDS)
            set_props("said", {"children": event})


def work(show: Show) -> list[str]:
    """Have an event handled slowly; return what of it was to be noticed on the page."""
    slow = Slow()
    embed = dcc.Loading(RetoolEmbed(id="play", app="playground", height=400))
    with show(html.Div([embed, html.P(id="said")]), slow.wire) as person:
        person.reaches("ready", "play")
        person.until(lambda: person.driver.title == "Dash", "the page to be still")
        person.driver.execute_script(WATCH)
        post(person, "play", "post('done')")
        person.until(slow.began.is_set, "the handler to begin")
        slow.end.set()
        person.shows("done", "#said")
        return seen(person)


def test_an_app_is_seen_and_the_title_stands_while_its_event_is_handled(show: Show) -> None:
    assert work(show) == []


def test_if_dash_handed_the_event_over_the_app_would_be_hidden(
    show: Show, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_kit(tmp_path, monkeypatch, BY_DASH)
    assert work(show) == HIDDEN


def test_what_a_handler_sets_reaches_components_of_every_kind_of_id(show: Show) -> None:
    keys: set[str] = set()

    def wire(app: Dash) -> None:
        @on_event({"type": "play", "n": MATCH}, retool_app="playground", app=app)
        def react(event: str, context: EventContext) -> None:
            keys.add(context.key)
            assert isinstance(ctx.triggered_id, dict)
            n = ctx.triggered_id["n"]
            set_props({"type": "said", "n": n}, {"children": f"{event} to {n}"})
            # Who isn't there is told nothing, and keeps nobody from being told.
            set_props("nobody", {"children": event})
            set_props("last", {"children": event})

        @app.callback(
            Output("all", "children"),
            Input({"type": "said", "n": ALL}, "children"),
            Input("last", "children"),
        )
        def follow(said: list[str | None], last: str | None) -> str:
            return f"{said}, then {last}"

        @app.callback(Output("late", "children"), Input("add", "n_clicks"))
        def add(clicks: int | None) -> Any:
            return embed(3) if clicks else None

    def embed(n: int) -> html.Div:
        play = RetoolEmbed(id={"type": "play", "n": n}, app="playground", height=200)
        return html.Div([play, html.P(id={"type": "said", "n": n})])

    button = html.Button("Add", id="add")
    parts = [embed(1), embed(2), html.P(id="last"), html.P(id="all"), button, html.Div(id="late")]
    with show(html.Div(parts), wire) as person:
        ready = ".retool-embed[data-state=ready]"
        person.until(lambda: len(person.all(ready)) == 2, "both apps")
        say(person, 2, "one")
        person.shows("[None, 'one to 2'], then one", "#all")
        say(person, 1, "two")
        person.shows("['two to 1', 'one to 2'], then two", "#all")
        person.click("#add")
        person.until(lambda: len(person.all(ready)) == 3, "the third app")
        say(person, 3, "three")
        person.shows("['two to 1', 'one to 2', 'three to 3'], then three", "#all")
    assert len(keys) == 3


def say(person: Person, n: int, word: str) -> None:
    box = f'[id=\'{{"n":{n},"type":"play"}}\']'
    person.driver.switch_to.frame(person.find(f"{box} iframe"))
    script = "window.parent.postMessage(arguments[1], arguments[0])"
    person.driver.execute_script(script, person.url, word)
    person.driver.switch_to.default_content()


def test_events_carry_the_token_of_servers_that_check_who_asks(show: Show) -> None:
    handled: list[str] = []

    def wire(app: Dash) -> None:
        on_event("play", retool_app="playground", app=app)(handled.append)
        protect(app.server)

    with show(RetoolEmbed(id="play", app="playground"), wire) as person:
        person.reaches("ready", "play")
        post(person, "play", "post('one'); post('two')")
        person.until(lambda: len(handled) == 2, "the events")
    assert handled == ["one", "two"]


def protect(server: Flask) -> None:
    """Take what changes something from pages only that know a secret of their cookie."""

    @server.before_request
    def check() -> Response | None:
        is_call = request.path.endswith("_dash-update-component")
        said = request.headers.get("X-CSRFToken")
        return Response(status=403) if is_call and said != "a-secret" else None

    @server.after_request
    def tell(response: Response) -> Response:
        response.set_cookie("_csrf_token", "a-secret")
        return response
