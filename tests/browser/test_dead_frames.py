"""The ways for a frame to be dead: none is shown as ready, but those that README.md names."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from dash import Dash, Input, Output, html
from flask import Response, request
from selenium.common.exceptions import TimeoutException

from dash_retool_embed import RetoolEmbed
from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.attack.mutation import Change
from tests.browser.bundling import change_kit
from tests.browser.clock import PageClock
from tests.browser.conftest import Show
from tests.browser.person import Person

SILENCE_SECONDS = 10
PAGE_SECONDS = 30


def link_is_used(app: Dash) -> None:
    """A scanner of links, or a prefetch, is quicker than the frame."""

    def use_up(response: Response) -> Response:
        if request.path == "/api/embedUrl":
            requests.get(response.get_json()["embedUrl"], allow_redirects=False)
        return response

    app.server.after_request(use_up)


def replaced(by: Callable[[str], str]) -> Callable[[Dash], None]:
    def wire(app: Dash) -> None:
        def replace(response: Response) -> Response:
            if response.is_json and b"embedUrl" in response.get_data():
                link = response.get_json()["embedUrl"]
                response.set_data(response.get_data(as_text=True).replace(link, by(link)))
            return response

        app.server.after_request(replace)

    return wire


def policy(text: str) -> Callable[[Dash], None]:
    def wire(app: Dash) -> None:
        def forbid(response: Response) -> Response:
            response.headers["Content-Security-Policy"] = text
            return response

        app.server.after_request(forbid)

    return wire


@dataclass(frozen=True)
class Dead:
    """A way to be dead, and what the page says of it.

    Attributes:
        code: of the error.
        asks: the app is known to ask something when it starts.
        wire: prepares the app, given the origin of `Blocking`.
        spoil: prepares Retool.
        waits: seconds until the page is sure.
        host: of the page's own address.
    """

    code: str
    asks: bool = True
    wire: Callable[[str], Callable[[Dash], None]] | None = None
    spoil: Callable[[Sandbox], None] | None = None
    waits: float | None = SILENCE_SECONDS
    host: str = "localhost"


class Blocking(BaseHTTPRequestHandler):
    """Takes links as a firewall or a content blocker does: there is no answer."""

    def do_HEAD(self) -> None:
        self.send_response(204)
        self.end_headers()

    def do_GET(self) -> None:
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Write nothing."""


@pytest.fixture
def blocking() -> Iterator[str]:
    """Run a Retool whose links something blocks, and return its origin."""
    server = ThreadingHTTPServer(("localhost", 0), Blocking)
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


def lose_cookie(sandbox: Sandbox) -> None:
    sandbox.misbehave.lose_cookie = True


def hang(sandbox: Sandbox) -> None:
    sandbox.misbehave.hang_frames = True


def go_elsewhere(sandbox: Sandbox) -> None:
    sandbox.origin = "https://elsewhere.example.com"


def fail_for_good(sandbox: Sandbox) -> None:
    sandbox.misbehave.fail_nth = 1
    sandbox.misbehave.fail_status = 403


def to_closed_port(link: str) -> str:
    return link.replace(str(urlsplit(link).port), "9")


def to_blocked(origin: str) -> Callable[[Dash], None]:
    return replaced(lambda _: f"{origin}/embed/authenticate/x")


def to_no_app(link: str) -> str:
    return f"{urlsplit(link).scheme}://{urlsplit(link).netloc}/apps/00000000-0000-0000-0000-000000000000"


DEAD = {
    "the link was used, and the app is known to ask": Dead(
        "no_sign_of_life", wire=lambda _: link_is_used
    ),
    "Retool is out of reach, and the app is known to ask": Dead(
        "retool_unreachable", wire=lambda _: replaced(to_closed_port)
    ),
    "Retool is out of reach, and nothing is known of the app": Dead(
        "retool_unreachable",
        asks=False,
        wire=lambda _: replaced(to_closed_port),
        waits=None,
    ),
    "something blocks links only, and the app is known to ask": Dead(
        "no_sign_of_life",
        wire=to_blocked,
    ),
    "the page's own policy forbids the frame": Dead(
        "blocked_by_csp", asks=False, wire=lambda _: policy("frame-src 'none'"), waits=None
    ),
    "the cookie is lost, and the app is known to ask": Dead("no_sign_of_life", spoil=lose_cookie),
    "Retool is at another site, and the app is known to ask": Dead(
        "cookie_blocked", host="127.0.0.1"
    ),
    "Retool is at another site, and nothing is known of the app": Dead(
        "other_site", asks=False, host="127.0.0.1", waits=None
    ),
    "Retool refuses the link": Dead(
        "unknown_app_or_group", asks=False, spoil=fail_for_good, waits=None
    ),
    "the link is of an origin that nobody has allowed": Dead(
        "origin_not_allowed", asks=False, spoil=go_elsewhere, waits=None
    ),
    "the link leads to another place": Dead("no_sign_of_life", wire=lambda _: replaced(to_no_app)),
    "the app's page does not come": Dead(
        "load_timeout", asks=False, spoil=hang, waits=PAGE_SECONDS
    ),
}


def states_of(app: Dash) -> list[str]:
    """Return a list that gets every state that the page is told of the embed."""
    states: list[str] = []

    @app.callback(Output("seen", "children"), Input("sales", "state"))
    def see(state: str | None) -> str:
        states.append(state or "")
        return state or ""

    return states


@pytest.mark.parametrize("name", DEAD)
def test_a_dead_frame_is_never_ready(
    show: Show, sandbox: Sandbox, page_clock: PageClock, blocking: str, name: str
) -> None:
    dead = DEAD[name]
    states: list[str] = []

    def wire(app: Dash) -> None:
        nonlocal states
        states = states_of(app)
        if dead.wire:
            dead.wire(blocking)(app)
        # The kit knows by now where Retool is.
        if dead.spoil:
            dead.spoil(sandbox)

    layout = html.Div(
        [RetoolEmbed(id="sales", app="sales", queriesOnLoad=dead.asks, data={}), html.P(id="seen")]
    )
    with show(layout, wire) as person:
        if dead.host != "localhost":
            states.clear()
            person.url = person.url.replace("localhost", dead.host)
            person.open("/")
        if dead.waits:
            page_clock.skip(dead.waits)
        person.shows(dead.code, "#sales .retool-embed-code")
        person.until(lambda: states[-1:] == ["error"], "Dash to be told")
        assert "ready" not in states
        said = "at another site than this page"
        assert any(said in line for line in person.warnings()) is (dead.host != "localhost")


def sign_in_page(person: Person) -> None:
    """Let the app go to Retool's sign-in page by itself, as Retool's own script does."""
    with person.inside("sales"):
        person.driver.execute_script("setTimeout(() => location.reload(), 50)")


@pytest.mark.parametrize("asks", [True, False])
def test_an_app_that_goes_to_its_sign_in_page_is_not_ready_any_more(
    show: Show, sandbox: Sandbox, page_clock: PageClock, asks: bool
) -> None:
    states: list[str] = []

    def wire(app: Dash) -> None:
        nonlocal states
        states = states_of(app)

    embed = RetoolEmbed(id="sales", app="sales", queriesOnLoad=asks, data={})
    with show(html.Div([embed, html.P(id="seen")]), wire) as person:
        person.reaches("ready", "sales")
        person.until(lambda: states[-1:] == ["ready"], "Dash to be told")
        before = len(states)
        sandbox.misbehave.lose_cookie = True
        sign_in_page(person)
        person.reaches("loading", "sales")
        page_clock.skip(SILENCE_SECONDS)
        person.shows("no_sign_of_life", "#sales .retool-embed-code")
        person.until(lambda: states[-1:] == ["error"], "Dash to be told")
        assert "ready" not in states[before:]
        # By itself, because the app has run here: when there is a session again.
        sandbox.misbehave.lose_cookie = False
        page_clock.skip(12)
        person.reaches("ready", "sales")
        with person.inside("sales"):
            person.find("#export")


def test_an_app_that_opens_itself_anew_is_ready_again(show: Show) -> None:
    layout = RetoolEmbed(id="sales", app="sales", queriesOnLoad=True, data={})
    with show(layout) as person:
        person.reaches("ready", "sales")
        loads = "return dash_retool_embed.frames.list()[0].loads"
        sign_in_page(person)
        person.until(lambda: person.driver.execute_script(loads) == 2, "the second document")
        person.reaches("ready", "sales")


def test_a_kit_that_looks_at_the_first_load_only_takes_a_sign_in_page_for_the_app(
    show: Show,
    sandbox: Sandbox,
    page_clock: PageClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first_only = Change("kit/frame/loading.js", "if (isNext) step", "if (false) step")
    change_kit(tmp_path, monkeypatch, first_only)
    with pytest.raises(TimeoutException):
        test_an_app_that_goes_to_its_sign_in_page_is_not_ready_any_more(
            show, sandbox, page_clock, asks=True
        )


def test_a_person_may_say_that_an_app_of_another_site_is_there(show: Show) -> None:
    layout = RetoolEmbed(id="play", app="playground")
    with show(layout) as person:
        person.url = person.url.replace("localhost", "127.0.0.1")
        person.open("/")
        person.shows("other_site", "#play .retool-embed-code")
        person.find("#play .retool-embed-retry").click()
        person.reaches("ready", "play")
