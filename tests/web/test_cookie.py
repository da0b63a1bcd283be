"""The sign-in cookie: closed to scripts and other sites, and over HTTPS to the plain network."""

from collections.abc import Callable
from http.cookies import Morsel, SimpleCookie

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashapp.app import create_app
from dashapp.identity.demo import demo_sign_in
from dashapp.settings import Settings
from tests.conftest import SECRET

Token = Callable[..., str]

HTTP, HTTPS = "http://localhost", "https://apps.example.com"


@pytest.fixture
def client(settings: Settings) -> FlaskClient:
    """Somebody in front of a host with the demo's sign-in."""
    client: FlaskClient = create_app(
        settings, sign_in=demo_sign_in(SECRET, settings.auth)
    ).server.test_client()
    return client


def cookie(answer: TestResponse) -> Morsel[str]:
    (header,) = answer.headers.getlist("Set-Cookie")
    (morsel,) = SimpleCookie(header).values()
    return morsel


@pytest.mark.parametrize(("url", "secure"), [(HTTP, ""), (HTTPS, True)])
@pytest.mark.parametrize(("path", "lives"), [("/sign-in", True), ("/sign-out", False)])
def test_the_cookie_is_for_this_host_s_pages_only(
    client: FlaskClient, url: str, secure: object, path: str, lives: bool
) -> None:
    given = cookie(client.post(path, data={"person": "vera"}, base_url=url))
    assert given.key == "dashapp_token"
    assert (bool(given.value), given["max-age"] == "0") == (lives, not lives)
    assert (given["httponly"], given["secure"], given["samesite"]) == (True, secure, "Lax")
    # With a domain, every host below it could read and set it.
    assert (given["path"], given["domain"]) == ("/", "")


def test_nobody_but_the_sign_in_sets_a_cookie(client: FlaskClient, token: Token) -> None:
    client.set_cookie("dashapp_token", token())
    answers = [client.get(path) for path in ("/", "/health", "/_dash-layout", "/assets/host.css")]
    answers.append(client.post("/api/embedUrl", json={"retoolAppName": "sales"}))
    assert [answer.headers.getlist("Set-Cookie") for answer in answers] == [[]] * 5


def test_a_cookie_may_be_configured_with_the_prefix_that_only_its_host_can_set(
    settings: Settings, token: Token
) -> None:
    auth = settings.auth.model_copy(update={"cookie": "__Host-session"})
    client = create_app(settings.model_copy(update={"auth": auth})).server.test_client()
    client.set_cookie("session", token())
    assert client.get("/_dash-layout").status_code == 401
    client.set_cookie("__Host-session", token())
    assert client.get("/_dash-layout").status_code == 200
