"""People who ask at the same time are never taken for one another."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
import requests
from dash import Dash, Input, Output, html

from dash_retool_embed import User
from dash_retool_embed.person_header import HEADER, NOBODY, opaque_id
from dash_retool_embed.request_context import current_request
from tests.kit.hosting.somebody import (
    add_view,
    callback,
    dash_on,
    of_request,
    own_server,
    register,
    serving,
)

TOGETHER = 8


@pytest.fixture
def origin(backend: str) -> Iterator[str]:
    """An app whose callbacks wait for one another, on the event loop where there is one."""
    app = dash_on(backend)
    barrier = threading.Barrier(TOGETHER)
    waiting: list[asyncio.Event] = []

    def on_thread(_name: str) -> str:
        barrier.wait(60)
        return _person()

    async def on_loop(_name: str) -> str:
        waiting.append(asyncio.Event())
        if len(waiting) == TOGETHER:
            for each in waiting:
                each.set()
            waiting.clear()
        else:
            await waiting[-1].wait()
        return _person()

    wait = on_thread if backend == "flask" else on_loop
    app.callback(Output("who", "title"), Input("name", "title"))(wait)
    register(app)
    with serving(backend, app.server) as origin:
        yield origin


def _person() -> str:
    asking = current_request()
    assert asking is not None
    return of_request(asking.native).id


def test_each_is_told_of_themselves(origin: str) -> None:
    def ask(turn: int) -> list[tuple[str, str, str]]:
        told = []
        # One connection each: its task or thread is used again.
        with requests.Session() as session:
            for again in range(5):
                name = f"person-{turn}-{again}"
                answer = session.post(
                    f"{origin}/_dash-update-component",
                    json=callback("who.title", "name.title", name),
                    headers={"Cookie": f"name={name}"},
                    timeout=60,
                )
                title = answer.json()["response"]["who"]["title"]
                told.append((name, title, answer.headers[HEADER]))
        return told

    with ThreadPoolExecutor(TOGETHER) as threads:
        everybody = [each for told in threads.map(ask, range(TOGETHER)) for each in told]
    assert len(everybody) == TOGETHER * 5
    for name, title, header in everybody:
        assert (title, header) == (name, opaque_id(User(id=name)))


def test_a_connection_that_was_somebody_s_is_the_next_one_s(origin: str) -> None:
    with requests.Session() as session:
        layout = f"{origin}/_dash-layout"
        first = session.get(layout, headers={"Cookie": "name=ada"}, timeout=60)
        second = session.get(layout, timeout=60)
    assert (first.headers[HEADER], second.headers[HEADER]) == (
        opaque_id(User(id="ada")),
        NOBODY,
    )


def test_no_request_is_left_over_on_a_thread_of_a_server_without_embeds() -> None:
    """As with a development server that answers on one thread, or a test of the author's."""
    with_embeds, without = register(dash_on("flask")).server, own_server("flask")
    seen: list[object] = []

    def note() -> str:
        seen.append(current_request())
        return "seen"

    add_view(without, "/seen", note)
    browser = with_embeds.test_client()
    browser.set_cookie("name", "ada")
    assert HEADER in browser.get("/_dash-layout").headers
    without.test_client().get("/seen")
    assert (seen, current_request()) == ([None], None)


def test_no_request_is_left_over_in_a_task_of_a_server_without_embeds() -> None:
    with_embeds, without = register(dash_on("quart")).server, own_server("quart")
    seen: list[object] = []

    async def note() -> str:
        seen.append(current_request())
        return "seen"

    add_view(without, "/seen", note)  # type: ignore[arg-type]

    async def both() -> None:
        headers = {"Cookie": "name=ada"}
        await with_embeds.test_client().get("/_dash-layout", headers=headers)
        await without.test_client().get("/seen")
        seen.append(current_request())

    asyncio.run(both())
    assert seen == [None, None]


def test_a_request_within_a_request_leaves_it_as_it_was() -> None:
    """As where a view asks another application of the same process."""
    outer, inner = register(dash_on("flask")).server, register(dash_on("flask")).server
    seen: list[object] = []

    def view() -> str:
        before = current_request()
        inner.test_client().get("/_dash-layout")
        seen.append(current_request() is before is not None)
        return "done"

    add_view(outer, "/outer", view)
    outer.test_client().get("/outer")
    assert seen == [True]


def test_so_does_a_request_context_that_a_view_opens_by_hand() -> None:
    server = register(dash_on("flask")).server
    seen: list[object] = []

    def view() -> str:
        before = current_request()
        with server.test_request_context("/elsewhere"):
            pass
        seen.append(current_request() is before is not None)
        return "done"

    add_view(server, "/outer", view)
    server.test_client().get("/outer")
    assert seen == [True]


def test_two_apps_with_embeds_in_one_process_know_their_own_people() -> None:
    def app(name: str) -> Any:
        return register(dash_on("fastapi"), user=lambda: User(id=name)).server

    with serving("fastapi", app("ada")) as one, serving("fastapi", app("bob")) as two:
        headers = [
            requests.get(f"{origin}/_dash-layout", timeout=60).headers[HEADER]
            for origin in (one, two, one)
        ]
    assert headers == [opaque_id(User(id=name)) for name in ("ada", "bob", "ada")]


def test_a_dash_app_without_embeds_on_the_same_server_is_left_alone() -> None:
    server = own_server("flask")
    register(dash_on("flask", server=server, url_base_pathname="/with/"))
    without = Dash("without", server=server, url_base_pathname="/without/")
    without.layout = html.P("nothing here")
    browser = server.test_client()
    browser.set_cookie("name", "ada")
    assert HEADER in browser.get("/with/_dash-layout").headers
    assert HEADER not in browser.get("/without/_dash-layout").headers
    assert browser.post("/without/api/embedUrl", json={}).status_code == 405


def test_a_request_is_over_even_where_somebody_s_teardown_fails() -> None:
    server = register(dash_on("flask")).server
    seen: list[object] = []

    def fail(_: object) -> None:
        raise ZeroDivisionError

    server.teardown_request(fail)
    client = server.test_client()
    for _ in range(2):
        with suppress(ZeroDivisionError):
            client.get("/_dash-layout")
        seen.append(current_request())
    assert seen == [None, None]


def test_in_a_copy_of_the_process_there_is_no_request(monkeypatch: pytest.MonkeyPatch) -> None:
    server = register(dash_on("flask")).server
    seen: list[object] = []

    def view() -> str:
        monkeypatch.setattr("os.getpid", lambda: -1)
        seen.append(current_request())
        monkeypatch.undo()
        seen.append(current_request())
        return "done"

    add_view(server, "/background", view)
    server.test_client().get("/background")
    assert [each is None for each in seen] == [True, False]
