"""Flask-WTF's guard over the whole server lets the kit's own requests pass, and nobody else's."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from dash import Dash, html, set_props
from dash.testing.browser import Browser
from flask import Flask, Response
from flask_wtf.csrf import CSRFProtect, generate_csrf

from dash_retool_embed import RetoolClient, RetoolEmbed, User, on_event, register_embeds
from dash_retool_embed.testing.sandbox import DEMO_API_KEY, Sandbox
from dashapp.settings import Settings
from tests.browser.conftest import plain
from tests.browser.person import Person
from tests.browser.playground import send
from tests.recorders import Collector
from tests.servers import running

# As Dash has them, and as somebody may tell it to.
NAMES: dict[str, dict[str, Any]] = {
    "Dash's names": {},
    "names of their own": {"csrf_token_name": "forgery", "csrf_header_name": "X-Forgery"},
}


@pytest.fixture(params=NAMES)
def guarded(
    request: pytest.FixtureRequest, settings: Settings, sandbox: Sandbox
) -> Iterator[tuple[str, Collector]]:
    named = NAMES[request.param]
    cookie, header = named.values() if named else ("_csrf_token", "X-CSRFToken")
    server = Flask("somebody")
    server.secret_key = "a secret of the tests"
    server.config["WTF_CSRF_HEADERS"] = [header]
    CSRFProtect(server)

    @server.after_request
    def hand_out(response: Response) -> Response:
        response.set_cookie(cookie, generate_csrf(), samesite="Lax")
        return response

    app = Dash("somebody", server=server, assets_folder="none", **named)  # type: ignore[arg-type]
    app.layout = html.Div([RetoolEmbed(id="play", app="playground", height=400), html.P(id="said")])

    @on_event("play", retool_app="playground", app=app)
    def react(event: str) -> None:
        set_props("said", {"children": f"Retool says {event}"})

    recorder = Collector()
    with RetoolClient(sandbox.origin, DEMO_API_KEY) as client:
        apps = [plain(each) for each in settings.apps]
        user = lambda: User(id="ada")  # noqa: E731
        register_embeds(app, client=client, apps=apps, user=user, recorder=recorder)
        with running(server) as origin:
            yield origin, recorder


def test_the_kit_s_requests_say_which_page_asks(
    browser: Browser, guarded: tuple[str, Collector]
) -> None:
    origin, recorder = guarded
    person = Person(browser, origin)
    person.open("/")
    person.reaches("ready", "play")
    send(person, "play", '"hello"')
    person.shows("Retool says hello", "#said")
    # Each answer sets a cookie, so the page has asked whose its frames are, and been told.
    person.until(lambda: "ready" in recorder.kinds(), "the report")
    assert person.state("play") == "ready"
    assert [line for line in person.console() if "400" in line] == []


def test_others_are_refused(guarded: tuple[str, Collector]) -> None:
    origin, _ = guarded
    for path in ("api/embedUrl", "api/embedFrames", "api/embedReports", "_dash-update-component"):
        assert requests.post(f"{origin}/{path}", json={}, timeout=60).status_code == 400
