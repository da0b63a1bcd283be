"""What goes wrong on the host, as a program and as a person see it."""

import logging
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from dashapp.app import create_app
from dashapp.settings import Settings
from tests.conftest import Host

Token = Callable[..., str]

CALLBACK = "/_dash-update-component"


@pytest.fixture
def client(host: Host, token: Token) -> FlaskClient:
    """Somebody who is signed in."""
    client: FlaskClient = host.app.server.test_client()
    client.set_cookie("dashapp_token", token())
    return client


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"[]",
        b"null",
        b'{"output": "nothing.children", "inputs": [], "changedPropIds": []}',
        b"[" * 50_000,
    ],
    ids=lambda body: repr(body[:20]),
)
def test_a_callback_that_makes_no_sense_is_a_problem_and_in_the_log(
    client: FlaskClient, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.post(CALLBACK, data=body, content_type="application/json")
    assert answer.mimetype == "application/problem+json"
    assert (answer.status_code, answer.get_json()["code"]) == (500, "internal_error")
    assert answer.cache_control.no_store
    assert "Traceback" not in answer.text
    (record,) = (record for record in caplog.records if record.levelno == logging.ERROR)
    assert record.exc_info


def test_a_variable_of_the_environment_opens_no_debug_page(
    settings: Settings, token: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    monkeypatch.setenv("DASH_DEBUG", "1")
    server = create_app(settings).server

    def crash() -> str:
        raise RuntimeError("nobody expected this")

    server.add_url_rule("/crash", view_func=crash)
    client = server.test_client()
    client.set_cookie("dashapp_token", token())
    for accept in ("text/html", "*/*"):
        answer = client.get("/crash", headers={"Accept": accept})
        assert answer.status_code == 500
        assert "nobody expected this" not in answer.text
        assert "Traceback" not in answer.text


def test_broken_json_is_the_sender_s_mistake(client: FlaskClient) -> None:
    answer = client.post(CALLBACK, data=b"{", content_type="application/json")
    assert answer.mimetype == "application/problem+json"
    assert (answer.status_code, answer.get_json()["code"]) == (400, "bad_request")


def test_a_callback_has_two_megabytes(client: FlaskClient) -> None:
    body = b" " * (2 * 1024 * 1024 + 1)
    answer = client.post(CALLBACK, data=body, content_type="application/json")
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")


def test_a_method_that_is_not_allowed_comes_with_those_that_are(client: FlaskClient) -> None:
    answer = client.delete(CALLBACK)
    assert (answer.status_code, answer.get_json()["code"]) == (405, "method_not_allowed")
    assert "POST" in answer.headers["Allow"]


def test_a_person_who_waits_for_a_page_gets_one(client: FlaskClient) -> None:
    answer = client.get("/assets/nothing.css", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
