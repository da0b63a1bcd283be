"""What answers to callbacks say and refuse is the same on each web framework."""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from fastapi import Request
from starlette.middleware.sessions import SessionMiddleware

from dash_retool_embed import User, sign_out
from dash_retool_embed.person_header import HEADER, NOBODY, SIGNED_OUT, UNKNOWN, opaque_id
from dash_retool_embed.request_context import current_request
from tests.kit.hosting.somebody import (
    EXACT,
    INEXACT,
    add_view,
    become,
    dash_on,
    of_name,
    register,
    serving,
    tell,
    without_request,
)

ADA = {"name": "ada"}


def leave() -> str:
    sign_out()
    return "bye"


@pytest.fixture
def origin(backend: str) -> Iterator[str]:
    app = register(dash_on(backend))
    add_view(app.server, "/leave", leave)
    add_view(app.server, "/elsewhere", lambda: "elsewhere")
    with serving(backend, app.server) as origin:
        yield origin


def test_an_answer_says_who_is_signed_in_once_it_has_been_given(origin: str) -> None:
    assert become(origin, "as before", ADA).headers[HEADER] == opaque_id(User(id="ada"))
    assert become(origin, "as before").headers[HEADER] == NOBODY
    signed_in = become(origin, "bob", ADA)
    assert (signed_in.headers[HEADER], signed_in.cookies["name"]) == (UNKNOWN, "bob")
    assert become(origin, "sign out", ADA).headers[HEADER] == SIGNED_OUT


def test_the_layout_says_so_too_and_other_answers_say_nothing(origin: str) -> None:
    layout = requests.get(f"{origin}/_dash-layout", cookies=ADA, timeout=60)
    assert layout.headers[HEADER] == opaque_id(User(id="ada"))
    for path in ("/", "/elsewhere", "/_dash-dependencies"):
        assert HEADER not in requests.get(origin + path, cookies=ADA, timeout=60).headers


def test_a_view_beside_the_app_may_sign_out(origin: str) -> None:
    assert requests.get(f"{origin}/leave", cookies=ADA, timeout=60).headers[HEADER] == SIGNED_OUT


def test_a_callback_that_sets_a_number_the_browser_would_change_fails(origin: str) -> None:
    assert tell(origin, EXACT).json()["response"]["sales"]["data"] == {"id": EXACT}
    refused = tell(origin, INEXACT)
    assert refused.status_code == 500
    assert str(INEXACT) not in refused.text
    # The connection is as good as ever.
    assert tell(origin, EXACT).status_code == 200


def test_it_fails_in_debug_mode_too(backend: str) -> None:
    app = register(dash_on(backend))
    app.enable_dev_tools(debug=True, dev_tools_hot_reload=False)
    with serving(backend, app.server) as origin:
        refused = tell(origin, INEXACT)
        assert refused.status_code == 500
        # Whoever writes the app is told which key it is.
        assert "sales: data[" in refused.text
        assert tell(origin, EXACT).status_code == 200


def test_a_callback_that_fails_says_who_is_there_all_the_same(origin: str) -> None:
    said = tell(origin, INEXACT).headers.get(HEADER)
    assert said in (NOBODY, None)


def test_user_may_take_the_request_or_find_it_by_itself(backend: str) -> None:
    app = register(dash_on(backend), user=without_request(backend))
    with serving(backend, app.server) as origin:
        assert become(origin, "as before", ADA).headers[HEADER] == opaque_id(User(id="ada"))
        # Who comes as nobody has not signed out.
        assert become(origin, "as before").headers[HEADER] == NOBODY


@pytest.mark.parametrize("order", ["before", "after"])
def test_a_session_of_starlette_s_is_open_whenever_it_was_added(order: str) -> None:
    def of_session(request: Request) -> User:
        return of_name(request.session.get("name"))

    def sign_in(request: Request) -> str:
        request.session["name"] = "ada"
        return "welcome"

    app = dash_on("fastapi")
    app.server.add_api_route("/sign-in", sign_in)
    if order == "after":
        register(app, user=of_session)
    app.server.add_middleware(SessionMiddleware, secret_key="a secret of the tests")
    if order == "before":
        register(app, user=of_session)
    with serving("fastapi", app.server) as origin:
        assert become(origin, "as before").headers[HEADER] == NOBODY
        session = str(requests.get(f"{origin}/sign-in", timeout=60).cookies["session"])
        said = become(origin, "as before", {"session": session}).headers[HEADER]
    assert said == opaque_id(User(id="ada"))


class Connection:
    """What a person is looked up with, out of a pool."""

    is_open = True

    def close(self) -> None:
        self.is_open = False


def kept_for_the_request(backend: str) -> Any:
    if backend == "fastapi":
        asking = current_request()
        assert asking is not None
        return asking.native.state  # type: ignore[attr-defined]
    return importlib.import_module(backend).g


def test_what_user_opens_for_a_request_is_opened_once(backend: str) -> None:
    """As in Flask's own documentation: opened when it is needed, closed when the request ends."""
    opened: list[Connection] = []

    def user() -> User:
        kept = kept_for_the_request(backend)
        if not hasattr(kept, "database"):
            kept.database = Connection()
            opened.append(kept.database)
        return User(id="ada")

    with serving(backend, register(dash_on(backend), user=user).server) as origin:
        assert become(origin, "as before").headers[HEADER] == opaque_id(User(id="ada"))
    assert len(opened) == 1


def test_a_user_that_finds_nobody_and_says_so_with_stop_iteration_hangs_no_request(
    backend: str,
) -> None:
    def user() -> User:
        return next(iter(()))

    with serving(backend, register(dash_on(backend), user=user).server) as origin:
        body = {"retoolAppName": "sales"}
        assert requests.post(f"{origin}/api/embedUrl", json=body, timeout=60).status_code == 500
        assert become(origin, "as before").headers[HEADER] == UNKNOWN
