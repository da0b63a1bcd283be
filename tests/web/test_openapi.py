"""The host's own description of its API, and whether the host keeps to it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished
from schemathesis.openapi import from_wsgi
from schemathesis.schemas import BaseSchema

from dash_retool_embed.endpoints import embed_reports as reports
from dash_retool_embed.people import User
from dash_retool_embed.testing.sandbox import Sandbox
from dashapp.app import create_app
from dashapp.settings import LimitsSettings, Settings

Token = Callable[..., str]
Ask = Callable[..., tuple[int, str]]

PATH = "/api/openapi.json"
SEED = 20_250_101
NAMES = ("sales", "customers", "playground")


@pytest.fixture
def server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A host at which nobody asks or reports too often, with a hook that fails."""
    monkeypatch.setattr(reports, "PER_PERSON", "1000000 per hour")
    often = LimitsSettings(per_person="1000000 per hour", per_address="1000000 per hour")
    app = create_app(settings.model_copy(update={"limits": often}), metadata={"customers": fail})
    flask: Flask = app.server
    return flask


def fail(user: User) -> dict[str, str | int | bool]:
    return {"asked": user.claims["never"]} if "broken" in user.roles else {}


@pytest.fixture
def described(server: Flask, token: Token) -> BaseSchema:
    signed_in = {"Authorization": f"Bearer {token()}"}
    generation = {"max-examples": 300, "deterministic": True, "database": "none"}
    config = {
        "seed": SEED,
        "headers": signed_in,
        "generation": generation,
        # Its request without a sign-in can't be sent to a WSGI application.
        "checks": {"ignored_auth": {"enabled": False}},
    }
    return from_wsgi(PATH, server, config=SchemathesisConfig.from_dict(config), headers=signed_in)


def test_no_request_gets_an_answer_that_is_not_described(described: BaseSchema) -> None:
    @described.hook("map_body")
    def name_an_app(_context: object, body: Any) -> Any:
        # Texts of chance are no app's name; every second one becomes one.
        name = body.get("retoolAppName") if isinstance(body, dict) else None
        if isinstance(name, str) and len(name) % 2:
            return {**body, "retoolAppName": NAMES[len(name) % len(NAMES)]}
        return body

    @described.hook("filter_body")
    def has_items(_context: object, body: Any) -> bool:
        # A list without items is taken for one whose items break a rule.
        return bool(body != {"frames": []})

    statuses: set[int] = set()
    misfits: list[str] = []
    for event in from_schema(described).execute():
        if isinstance(event, NonFatalError | FatalError):
            misfits.append(repr(event))
        if isinstance(event, ScenarioFinished):
            statuses.update(statuses_of(event))
            misfits.extend(failures_of(event))
    assert misfits == []
    assert statuses >= {200, 204, 400, 401, 403, 404, 405}


def statuses_of(event: ScenarioFinished) -> Iterator[int]:
    for interaction in event.recorder.interactions.values():
        assert interaction.response is not None
        yield interaction.response.status_code


def failures_of(event: ScenarioFinished) -> Iterator[str]:
    for checks in event.recorder.checks.values():
        for check in checks:
            if check.status != Status.SUCCESS:
                yield f"{check.name}: {check.failure_info and check.failure_info.failure}"


@pytest.fixture
def ask(server: Flask, described: BaseSchema, token: Token) -> Ask:
    """Ask for a link; the answer, which is returned as status and code, is a described one."""

    def ask(name: str = "sales", claims: Any = None, **how: Any) -> tuple[int, str]:
        body = {"retoolAppName": name, "userJwt": token(**claims or {})}
        answer = server.test_client().post("/api/embedUrl", **{"json": body, **how})
        described["/api/embedUrl"]["POST"].validate_response(answer)
        return answer.status_code, answer.get_json().get("code", "")

    return ask


def test_what_this_host_refuses_is_described(ask: Ask) -> None:
    assert ask() == (200, "")
    assert ask(json={}) == (400, "bad_request")
    assert ask(json={"retoolAppName": "sales"}) == (401, "token_missing")
    assert ask("playground") == (403, "may_not_open")
    assert ask(claims={"store_id": None}) == (403, "claim_missing")
    assert ask(claims={"store_id": 1.5}) == (403, "claim_unfit")
    assert ask(claims={"store_id": "x" * 1024}) == (403, "metadata_too_long")
    assert ask(headers={"Origin": "https://evil.example"}) == (403, "cross_site")
    assert ask("nothing") == (404, "unknown_app")
    assert ask(json={"retoolAppName": "x" * 70_000}) == (413, "too_large")
    assert ask(query_string="x" * 9_000) == (414, "uri_too_long")
    assert ask(headers={"X-Filler": "x" * 40_000}) == (431, "headers_too_large")
    assert ask("customers", claims={"roles": ["admin", "broken"]}) == (500, "metadata_failed")


@pytest.mark.parametrize(
    ("status", "answered"),
    [
        (401, (502, "token_rejected")),
        (404, (502, "unknown_app_or_group")),
        (422, (502, "request_rejected")),
        (429, (503, "rate_limited")),
        (500, (502, "retool_failed")),
        (503, (502, "retool_unavailable")),
    ],
)
def test_what_retool_refuses_is_described(
    ask: Ask, sandbox: Sandbox, status: int, answered: tuple[int, str]
) -> None:
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, status
    assert ask() == answered


def test_too_many_requests_are_described(
    settings: Settings, token: Token, described: BaseSchema
) -> None:
    seldom = settings.model_copy(update={"limits": LimitsSettings(per_person="1 per hour")})
    client = create_app(seldom).server.test_client()
    body = {"retoolAppName": "sales", "userJwt": token()}
    answers = [client.post("/api/embedUrl", json=body) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    for answer in answers:
        described["/api/embedUrl"]["POST"].validate_response(answer)


def test_what_becomes_of_a_report_is_described(
    server: Flask, described: BaseSchema, token: Token
) -> None:
    client, path = server.test_client(), "/api/embedReports"

    def report(**how: Any) -> int:
        answer = client.post(path, **how)
        described[path]["POST"].validate_response(answer)
        return answer.status_code

    assert report(json={"reports": []}) == 401
    client.set_cookie("dashapp_token", token())
    closed = {"linkId": "0" * 32, "seq": 1, "kind": "closed"}
    assert report(json={"reports": [closed]}) == 204
    assert report(json={"reports": []}) == 400
    assert report(json={}, headers={"Origin": "https://evil.example"}) == 403
    assert report(data=b" " * 70_000, content_type="application/json") == 413


@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_the_description_needs_a_sign_in_and_names_no_app(
    server: Flask, token: Token, accept: str
) -> None:
    client = server.test_client()
    answer = client.get(PATH, headers={"Accept": accept})
    assert (answer.status_code, answer.get_json()["code"]) == (401, "token_missing")
    client.set_cookie("dashapp_token", token())
    answer = client.get(PATH, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert "customers" not in answer.text
    assert client.post(PATH).status_code == 405
