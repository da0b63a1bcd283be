"""The page where a sign-in in a window of its own ends: whoever opens it has to sign in first."""

from datetime import timedelta

from flask import Flask
from werkzeug.test import TestResponse

from dashapp.app import create_app
from dashapp.identity import issue_token
from dashapp.identity.demo import DemoSignIn
from dashapp.routes import Routes
from dashapp.settings import Settings
from tests.identity.forgeries import SECRET as SECRET_OF_HOSTS
from tests.identity.hosts import host

DONE = Routes().signed_in
PROXY_HEADER = "X-Token-Of-The-Proxy"
PAGE = {"Accept": "text/html"}


def opened(server: Flask, **headers: str) -> TestResponse:
    return server.test_client().get(DONE, headers={**PAGE, **headers})


def test_nobody_is_led_to_the_sign_in_and_comes_back_here(settings: Settings) -> None:
    server = create_app(settings, sign_in=DemoSignIn).server
    browser = server.test_client()
    answer = browser.get(DONE, headers=PAGE)
    assert (answer.status_code, answer.location) == (302, f"/sign-in?next={DONE}")
    signed_in = browser.post("/sign-in", data={"person": "ada", "next": DONE})
    assert (signed_in.status_code, signed_in.location) == (302, DONE)
    done = browser.get(DONE, headers=PAGE)
    assert done.status_code == 200
    assert "You are signed in" in done.text
    assert "Ada" not in done.text


def test_the_page_may_do_less_than_others(settings: Settings) -> None:
    server = create_app(settings, sign_in=DemoSignIn).server
    browser = server.test_client()
    browser.post("/sign-in", data={"person": "ada", "next": DONE})
    answer = browser.get(DONE, headers=PAGE)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'none'" in policy
    assert "frame-src" not in policy
    assert "connect-src" not in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"


def test_behind_a_proxy_whom_it_has_signed_in_comes_here() -> None:
    server = host(header=PROXY_HEADER)
    assert opened(server).status_code == 401
    token = issue_token(
        SECRET_OF_HOSTS,
        sub="ada",
        roles=["admin"],
        lifetime=timedelta(minutes=5),
        audience="dashapp",
        issuer="https://login.example.com",
    )
    assert opened(server, **{PROXY_HEADER: token}).status_code == 200
