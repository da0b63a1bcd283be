"""Lines about links name people as the configuration says, and requests as answers do."""

import json
import logging
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from dash_retool_embed.audit import person_digest
from dash_retool_embed.testing.sandbox import Sandbox
from dashapp.app import create_app
from dashapp.settings import LogsSettings, Settings

Token = Callable[..., str]


def client_of(settings: Settings, token: str) -> FlaskClient:
    client: FlaskClient = create_app(settings).server.test_client()
    client.set_cookie("dashapp_token", token)
    return client


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    told = [each.message for each in caplog.records if each.levelno >= logging.WARNING]
    # Not what other tests have left out.
    return [line for line in told if "left out" not in line and "left_out" not in line]


@pytest.mark.parametrize(
    ("logs", "named"),
    [
        (LogsSettings(), "person-1"),
        (LogsSettings(people="id"), "person-1"),
        (LogsSettings(people="digest"), person_digest("person-1")),
    ],
)
def test_a_person_is_named_as_configured_in_each_line_and_the_request_too(
    settings: Settings,
    token: Token,
    sandbox: Sandbox,
    caplog: pytest.LogCaptureFixture,
    logs: LogsSettings,
    named: str,
) -> None:
    client = client_of(settings.model_copy(update={"logs": logs}), token())
    sandbox.embedding_enabled = False
    answers = [client.post("/api/embedUrl", json={"retoolAppName": "sales"})]
    sandbox.embedding_enabled = True
    sandbox.misbehave.fail_nth = 1
    answers += [client.post("/api/embedUrl", json={"retoolAppName": "sales"}) for _ in range(9)]
    client.post("/api/embedUrl", json={"retoolAppName": "playground"})
    refused, begun, audited = lines(caplog)
    ids = [each.headers["X-Request-Id"] for each in answers]
    who = f'app "sales", person "{named}", request '
    assert refused.startswith(f'No embed URL: {who}"{ids[0]}": embedding_not_enabled: ')
    assert begun.startswith("Outage begins: app sales: ")
    assert begun.endswith(f'(first met by {who}"{ids[1]}")')
    assert json.loads(audited)["who"] == named
    assert ("person-1" in caplog.text) is (named == "person-1")
    sandbox.misbehave.fail_nth = 0


def test_the_end_of_an_outage_is_a_line(
    settings: Settings, token: Token, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    client = client_of(settings, token())
    sandbox.misbehave.fail_nth = 1
    statuses = [
        client.post("/api/embedUrl", json={"retoolAppName": "sales"}).status_code for _ in range(4)
    ]
    sandbox.misbehave.fail_nth = 0
    statuses += [client.post("/api/embedUrl", json={"retoolAppName": "sales"}).status_code]
    assert statuses == [502] * 4 + [200]
    begun, ended = lines(caplog)
    assert begun.startswith("Outage begins: app sales")
    assert ended.startswith("Outage ends: app sales: it lasted ")
    assert "with 4 requests for links refused" in ended
