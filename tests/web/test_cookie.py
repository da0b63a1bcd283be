"""The sign-in cookie: closed to scripts and other sites, and over HTTPS to the plain network."""

from collections.abc import Callable
from http.cookies import Morsel, SimpleCookie

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashapp.app import create_app
from dashapp.identity.demo import DemoSignIn
from dashapp.settings import Settings

Token = Callable[..., str]

HTTP, HTTPS = "http://localhost", "https://apps.example.com"


@pytest.fixture
def client(settings: Settings) -> FlaskClient:
    """Somebody in front of a host with the demo's sign-in."""
    client: FlaskClient = create_app(settings, sign_in=DemoSignIn).server.test_client()
    return client


def cookie(answer: TestResponse) -> Morsel[str]:
    (header,) = answer.headers.getlist("Set-Cookie")
    (morsel,) = SimpleCookie(header).values()
    return morsel


@pytest.mark.parametrize(
    ("url", "name", "secure"),
    [(HTTP, "dashapp_token", ""), (HTTPS, "__Host-dashapp_token", True)],
)
@pytest.mark.parametrize(("path", "lives"), [("/sign-in", True), ("/sign-out", False)])
def test_the_cookie_is_for_this_host_s_pages_only(
    client: FlaskClient, url: str, name: str, secure: object, path: str, lives: bool
) -> None:
    given = cookie(client.post(path, data={"person": "vera"}, base_url=url))
    assert given.key == name
    assert (bool(given.value), given["max-age"] == "0") == (lives, not lives)
    assert (given["httponly"], given["secure"], given["samesite"]) == (True, secure, "Lax")
    # With a domain, every host below it could read and set it.
    assert (given["path"], given["domain"]) == ("/", "")


@pytest.mark.parametrize("url", [HTTP, HTTPS])
def test_somebody_signs_in_and_out(client: FlaskClient, url: str) -> None:
    assert client.get("/_dash-layout", base_url=url).status_code == 401
    client.post("/sign-in", data={"person": "vera"}, base_url=url)
    assert client.get("/_dash-layout", base_url=url).status_code == 200
    described = client.get("/api/openapi.json", base_url=url).get_json()
    named = described["components"]["securitySchemes"]["cookie"]["name"]
    assert named.startswith("__Host-") == (url == HTTPS)
    client.post("/sign-out", base_url=url)
    assert client.get("/_dash-layout", base_url=url).status_code == 401


@pytest.mark.parametrize(
    ("url", "name", "status"),
    [
        (HTTP, "dashapp_token", 200),
        (HTTP, "__Host-dashapp_token", 401),
        (HTTPS, "__Host-dashapp_token", 200),
        # A neighbor could have set these.
        (HTTPS, "dashapp_token", 401),
        (HTTPS, "__Secure-dashapp_token", 401),
        (HTTPS, "__host-dashapp_token", 401),
    ],
)
def test_the_host_s_own_cookie_counts_under_its_own_name_only(
    settings: Settings, token: Token, url: str, name: str, status: int
) -> None:
    server = create_app(settings, sign_in=DemoSignIn).server
    client = server.test_client(use_cookies=False)
    headers = {"Cookie": f"{name}={token()}"}
    assert client.get("/_dash-layout", headers=headers, base_url=url).status_code == status


@pytest.mark.parametrize("url", [HTTP, HTTPS])
def test_the_cookie_of_a_login_elsewhere_keeps_its_name(
    settings: Settings, token: Token, url: str
) -> None:
    client = create_app(settings).server.test_client(use_cookies=False)
    for name, status in (("dashapp_token", 200), ("__Host-dashapp_token", 401)):
        headers = {"Cookie": f"{name}={token()}"}
        assert client.get("/_dash-layout", headers=headers, base_url=url).status_code == status


def test_nobody_signs_in_here_where_a_proxy_sees_to_it(settings: Settings) -> None:
    auth = settings.auth.model_copy(update={"header": "X-Token"})
    with pytest.raises(ValueError, match="a proxy signs them in"):
        create_app(settings.model_copy(update={"auth": auth}), sign_in=DemoSignIn)


def test_nobody_but_the_sign_in_sets_a_cookie(client: FlaskClient, token: Token) -> None:
    client.set_cookie("dashapp_token", token())
    answers = [client.get(path) for path in ("/", "/health", "/_dash-layout", "/_host/host.css")]
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


def test_who_signs_out_and_in_again_within_a_second_is_signed_in(settings: Settings) -> None:
    client = create_app(settings, sign_in=DemoSignIn).server.test_client()
    for _ in range(3):
        client.post("/sign-in", data={"person": "vera"})
        assert client.get("/_dash-layout").status_code == 200
        client.post("/sign-out")
        assert client.get("/_dash-layout").status_code == 401
