"""What goes wrong on the host, as a program and as a person see it."""

import logging
from collections.abc import Callable

import pytest
from dash import Input, Output
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


def test_a_callback_that_fails_is_a_problem_and_in_the_log(
    host: Host, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    @host.app.callback(Output("shown", "children"), Input("asked", "data"))
    def fail(_data: object) -> None:
        raise RuntimeError("nobody may see this")

    shown = {"id": "shown", "property": "children"}
    inputs = [{"id": "asked", "property": "data", "value": 1}]
    body = {"output": "shown.children", "outputs": shown, "inputs": inputs}
    answer = client.post(CALLBACK, json=body)
    assert answer.mimetype == "application/problem+json"
    assert (answer.status_code, answer.get_json()["code"]) == (500, "internal_error")
    assert answer.cache_control.no_store
    assert "Traceback" not in answer.text
    assert "nobody may see this" not in answer.text
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


@pytest.mark.parametrize("path", ["nonsense/file.js", "dash/deps/nothing.js", "dash/x/../y.js"])
def test_a_file_of_dash_that_is_not_there_is_404(
    client: FlaskClient, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.get(f"/_dash-component-suites/{path}")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")
    assert caplog.records == []


def test_a_callback_has_eight_megabytes(client: FlaskClient) -> None:
    body = b" " * (8 * 1024 * 1024 + 1)
    answer = client.post(CALLBACK, data=body, content_type="application/json")
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")


def test_a_method_that_is_not_allowed_comes_with_those_that_are(client: FlaskClient) -> None:
    answer = client.delete(CALLBACK)
    assert (answer.status_code, answer.get_json()["code"]) == (405, "method_not_allowed")
    assert "POST" in answer.headers["Allow"]


def test_a_person_who_waits_for_a_page_gets_one(client: FlaskClient) -> None:
    answer = client.get("/_host/nothing.css", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
