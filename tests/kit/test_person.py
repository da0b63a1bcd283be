"""What a page learns of who is signed in, and of whose its frames are."""

from typing import Any

import pytest
from dash import Dash, Input, Output, ctx, html
from flask import Flask, abort, g, session
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dash_retool_embed.people import IdentityError, TokenExpired, User
from dash_retool_embed.person_header import (
    HEADER,
    NOBODY,
    SIGNED_OUT,
    UNKNOWN,
    opaque_id,
    sign_out,
)
from dash_retool_embed.register import register_embeds
from dash_retool_embed.retool import RetoolClient
from dashapp.identity.errors import KeysUnavailable, TokenMissing
from tests.kit.world import APPS, KEY, World


def test_nobody_takes_no_words() -> None:
    with pytest.raises(IdentityError, match="Nobody is signed in"):
        raise IdentityError


def of_nobody() -> User:
    raise TokenMissing("nobody")


ADA, BOB = (User(id=name) for name in ("ada", "bob"))


def of_session() -> User:
    name = session.get("name")
    return User(id=name) if name else of_nobody()


def page(user: Any = of_session) -> FlaskClient:
    """A Dash app in which a callback signs in or out whoever it is told."""
    app = Dash(server=Flask(__name__), url_base_pathname="/a/")  # type: ignore[arg-type]
    app.server.secret_key = "a secret of the tests"
    app.layout = html.Div()
    client = RetoolClient("https://retool.example.com", KEY)
    register_embeds(app, client=client, apps=APPS, user=user)

    @app.callback(Output("who", "children"), Input("name", "value"))
    def sign(name: str | None) -> str:
        if name == "cookie":
            ctx.response.set_cookie("name", "bob")
        elif name == "sign_out":
            sign_out()
        else:
            session["name"] = name
        return "done"

    def leave() -> str:
        sign_out()
        return "gone"

    app.server.add_url_rule("/elsewhere", "elsewhere", lambda: "elsewhere")
    app.server.add_url_rule("/leave", "leave", leave)
    browser: FlaskClient = app.server.test_client()
    return browser


def call(browser: FlaskClient, name: str | None) -> TestResponse:
    body = {
        "output": "who.children",
        "outputs": {"id": "who", "property": "children"},
        "inputs": [{"id": "name", "property": "value", "value": name}],
        "changedPropIds": ["name.value"],
    }
    return browser.post("/a/_dash-update-component", json=body)


def test_the_answer_that_signs_somebody_in_or_out_says_who_is_there_now() -> None:
    browser = page()
    assert call(browser, "ada").headers[HEADER] == opaque_id(ADA)
    assert call(browser, "bob").headers[HEADER] == opaque_id(BOB)
    assert browser.get("/a/_dash-layout").headers[HEADER] == opaque_id(BOB)
    assert call(browser, None).headers[HEADER] == SIGNED_OUT


def test_who_comes_as_nobody_has_not_signed_out() -> None:
    browser = page()
    call(browser, "ada")
    # What an expired session leaves.
    browser.delete_cookie("session")
    assert call(browser, None).headers[HEADER] == NOBODY
    assert browser.get("/a/_dash-layout").headers[HEADER] == NOBODY


def test_what_expires_while_a_request_is_answered_is_no_sign_out() -> None:
    def expiring() -> User:
        if session.get("name") is None:
            raise TokenExpired("just now")
        return ADA

    browser = page(expiring)
    call(browser, "ada")
    assert call(browser, None).headers[HEADER] == NOBODY


def test_what_user_remembers_of_a_request_is_asked_anew_when_it_is_answered() -> None:
    def remembered() -> User:
        if "user" not in g:
            g.user = of_session()
        user: User = g.user
        return user

    browser = page(remembered)
    assert call(browser, "ada").headers[HEADER] == opaque_id(ADA)
    assert call(browser, "bob").headers[HEADER] == opaque_id(BOB)
    assert call(browser, None).headers[HEADER] == SIGNED_OUT


def test_who_was_somebody_before_it_could_be_known_has_signed_out() -> None:
    """As where another function of the app, which comes later, finds out who has sent a request."""

    def of_g() -> User:
        return User(id=g.name) if g.name else of_nobody()

    browser = page(of_g)

    def read() -> None:
        g.name = None

    browser.application.before_request(read)
    assert call(browser, None).headers[HEADER] == SIGNED_OUT


def test_an_answer_that_sets_a_cookie_says_that_it_is_not_known() -> None:
    browser = page()
    call(browser, "ada")
    assert call(browser, "cookie").headers[HEADER] == UNKNOWN


def test_who_is_signed_out_in_python_is_gone_whatever_the_request_says() -> None:
    browser = page()
    call(browser, "ada")
    assert call(browser, "sign_out").headers[HEADER] == SIGNED_OUT
    assert browser.get("/leave").headers[HEADER] == SIGNED_OUT


def test_a_sign_out_without_a_request_is_a_mistake() -> None:
    with pytest.raises(RuntimeError, match="callback"):
        sign_out()


def test_other_answers_of_the_server_say_nothing() -> None:
    browser = page()
    call(browser, "ada")
    for path in (
        "/elsewhere",
        "/a/",
        "/a/_dash-dependencies",
        "/a/_dash-component-suites/dash_retool_embed.bundles/kit.js",
    ):
        assert HEADER not in browser.get(path).headers


def unavailable() -> User:
    raise KeysUnavailable("not now")


def failing() -> User:
    raise ZeroDivisionError("of the caller's code")


def test_what_is_not_known_for_now_is_not_said_and_spoils_no_callback() -> None:
    answer = call(page(unavailable), "ada")
    assert answer.status_code == 200
    assert HEADER not in answer.headers


def test_where_asking_fails_the_page_has_to_ask_and_no_callback_is_spoilt() -> None:
    answer = call(page(failing), "ada")
    assert (answer.status_code, answer.headers[HEADER]) == (200, UNKNOWN)


def test_a_framework_s_word_for_nobody_is_nobody() -> None:
    answer = call(page(lambda: abort(401)), "ada")
    assert (answer.status_code, answer.headers[HEADER]) == (200, NOBODY)


def asked(world: World, person: str | None, *frames: tuple[str, str]) -> TestResponse:
    body = {"frames": [{"app": app, "frame": frame} for app, frame in frames]}
    headers = {"X-Person": person} if person else {}
    return world.browser.post("/api/embedFrames", json=body, headers=headers)


def test_a_page_is_told_which_frames_are_those_of_who_is_there() -> None:
    world = World()
    own = ("sales", world.frame("mallory", "sales"))
    others = ("sales", world.frame("eve", "sales"))
    closed = ("approvals", world.frame("mallory", "approvals"))
    swapped = ("approvals", own[1])
    gone = ("missing", own[1])
    answer = asked(world, "mallory", own, others, closed, swapped, gone)
    assert answer.get_json() == {
        "person": opaque_id(User(id="mallory")),
        "frames": [own[1]],
    }
    assert answer.headers["Cache-Control"] == "no-store"


def test_nobody_is_401_and_learns_of_no_frame() -> None:
    world = World()
    answer = asked(world, None, ("sales", world.frame("ada", "sales")))
    assert answer.status_code == 401
    assert "frames" not in answer.get_json()


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"frames": "x"},
        {"frames": [{"app": "sales"}]},
        {"frames": [{"app": "sales", "frame": "x"}]},
        {"frames": [{"app": "sales", "frame": "0" * 64}] * 201},
        {"frames": [{"app": 1, "frame": "0" * 64}]},
    ],
)
def test_what_is_no_question_is_400(body: object) -> None:
    world = World()
    answer = world.browser.post("/api/embedFrames", json=body, headers={"X-Person": "ada"})
    assert (answer.status_code, answer.get_json()["code"]) == (400, "bad_request")


def test_the_answer_is_about_the_request_s_person_only() -> None:
    world = World()
    frame = world.frame("ada", "sales")
    assert asked(world, "ada", ("sales", frame)).get_json()["frames"] == [frame]
    assert asked(world, "eve", ("sales", frame)).get_json()["frames"] == []
