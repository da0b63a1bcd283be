"""Somebody opens a Retool app on each of Dash's web frameworks: frame, data, event, sign-out."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from dash import Dash, Input, Output, html, set_props
from dash.testing.browser import Browser

from dash_retool_embed import (
    IdentityError,
    RetoolClient,
    RetoolEmbed,
    User,
    on_event,
    register_embeds,
    sign_out,
)
from dash_retool_embed.testing.sandbox import DEMO_API_KEY, Sandbox
from dashapp.settings import Settings
from tests.browser.conftest import plain
from tests.browser.person import Person
from tests.browser.playground import answers, ask, send
from tests.kit.hosting.somebody import INEXACT, own_server, serving

Visit = Callable[..., AbstractContextManager[Person]]

LAYOUT = html.Div(
    [
        RetoolEmbed(id="play", app="playground", data={"n": 1}, height=400),
        html.Button("More", id="more"),
        html.Button("Too much", id="too-much"),
        html.Button("Sign out", id="leave"),
        html.P(id="said"),
        html.P(id="gone"),
    ]
)


class Door:
    """Whether Ada is signed in."""

    is_open = True

    def user(self, _request: object) -> User:
        if self.is_open:
            return User(id="ada")
        raise IdentityError("nobody")


def wire(app: Dash, door: Door) -> None:
    @on_event("play", retool_app="playground", app=app)
    def react(event: str) -> None:
        set_props("said", {"children": f"Retool says {event}"})

    @app.callback(
        Output("play", "data"),
        Input("more", "n_clicks"),
        Input("too-much", "n_clicks"),
        prevent_initial_call=True,
    )
    def tell(_more: int | None, too_much: int | None) -> dict[str, Any]:
        return {"n": INEXACT if too_much else 2}

    @app.callback(Output("gone", "children"), Input("leave", "n_clicks"), prevent_initial_call=True)
    def leave(_clicks: int) -> str:
        door.is_open = False
        sign_out()
        return "bye"


@pytest.fixture
def visit(browser: Browser, settings: Settings, sandbox: Sandbox) -> Visit:
    """Serve a Dash app of this layout, and put a person in front of it."""

    @contextmanager
    def visit(
        backend: str, app: Dash, *, registered: bool = True, path: str = "/"
    ) -> Iterator[Person]:
        app.layout = LAYOUT
        door = Door()
        wire(app, door)
        with RetoolClient(sandbox.origin, DEMO_API_KEY) as client:
            if registered:
                register_embeds(
                    app,
                    client=client,
                    apps=[plain(each) for each in settings.apps],
                    user=door.user,
                )
            with serving(backend, app.server) as origin:
                person = Person(browser, origin)
                person.open(path)
                yield person
                browser.driver.get("about:blank")

    return visit


def frame_data_and_event(person: Person) -> None:
    person.reaches("ready", "play")
    ask(person, "play", "n")
    person.until(lambda: answers(person, "play", "n") == ["1"], "the first value")
    person.click("#more")
    person.until(lambda: answers(person, "play", "n") == ["1", "2"], "the second value")
    send(person, "play", '"hello"')
    person.shows("Retool says hello", "#said")


def made(backend: str, how: str) -> tuple[Dash, str]:
    if how == "a server of its own":
        which: dict[str, Any] = {} if backend == "flask" else {"backend": backend}
        return Dash("somebody", assets_folder="none", **which), "/"
    server = own_server(backend)
    path = "/a/dash/"
    return Dash("somebody", server=server, url_base_pathname=path, assets_folder="none"), path


@pytest.mark.parametrize("how", ["a server of its own", "somebody's server and a prefix"])
def test_frame_data_event_and_sign_out(visit: Visit, backend: str, how: str) -> None:
    app, path = made(backend, how)
    with visit(backend, app, path=path) as person:
        frame_data_and_event(person)
        # A value that the browser would change does not reach it.
        person.click("#too-much")
        send(person, "play", '"still here"')
        person.shows("Retool says still here", "#said")
        assert answers(person, "play", "n") == ["1", "2"]
        person.click("#leave")
        person.shows("You have signed out", "#play")
        assert person.all("iframe") == []


@pytest.mark.parametrize("backend", ["quart", "fastapi"], indirect=True)
def test_callbacks_over_a_web_socket(visit: Visit, backend: str) -> None:
    app = Dash("somebody", backend=backend, websocket_callbacks=True, assets_folder="none")
    with visit(backend, app) as person:
        frame_data_and_event(person)
