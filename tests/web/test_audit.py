"""Attacks on a host leave a line each, which says enough and nothing secret."""

import json
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from dash_retool_embed.access.access import Access
from dash_retool_embed.audit import Event
from dashapp.app import create_app
from dashapp.audit import LOGGER, AuditLog
from dashapp.identity import TokenVerifier, issue_token
from dashapp.identity.demo import DemoSignIn
from dashapp.settings import Settings
from tests.conftest import SECRET, Company
from tests.identity.visitor import Visitor

Token = Callable[..., str]
Lines = Callable[[], list[dict[str, Any]]]

LINK = {"retoolAppName": "sales"}
PAGE = {"Accept": "text/html"}
OTHER_SECRET = "another secret, longer than thirty-two bytes as well"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Lines:
    """Return the lines of the audit log, without what differs each time."""
    caplog.set_level(logging.INFO, LOGGER)

    def lines() -> list[dict[str, Any]]:
        texts = [record.getMessage() for record in caplog.records if record.name == LOGGER]
        read = [json.loads(text) for text in texts]
        for line in read:
            assert line.pop("time").endswith("Z")
            assert line.pop("address") == "127.0.0.1"
            assert line.pop("request_id")
        return read

    return lines


def line(event: Event, **fields: Any) -> dict[str, Any]:
    return {"event": event, "who": None, "code": None, "app": None, **fields}


def forged(settings: Settings, secret: str = OTHER_SECRET, minutes: int = 5) -> dict[str, str]:
    token = issue_token(
        secret,
        sub="ada",
        roles=["admin"],
        lifetime=timedelta(minutes=minutes),
        audience=settings.auth.audience,
        issuer=settings.auth.issuer,
    )
    return {"Authorization": f"Bearer {token}"}


WRONG = "The sign-in token is not valid: its signature is wrong."
TOKEN_LINE = line(Event.TOKEN_REFUSED, code="token_invalid", detail=WRONG)


@pytest.mark.parametrize("minutes", [5, -5], ids=["in time", "expired"])
@pytest.mark.parametrize("path", ["/_dash-layout", "/sales", "/api/openapi.json"])
def test_a_forged_token_leaves_a_line(
    viewer: FlaskClient, lines: Lines, settings: Settings, minutes: int, path: str
) -> None:
    assert viewer.get(path, headers=forged(settings, minutes=minutes)).status_code == 401
    assert lines() == [TOKEN_LINE]


def test_a_forged_token_for_a_link_leaves_a_line_wherever_it_is(
    viewer: FlaskClient, lines: Lines, settings: Settings
) -> None:
    headers = forged(settings)
    assert viewer.post("/api/embedUrl", json=LINK, headers=headers).status_code == 401
    body = LINK | {"userJwt": headers["Authorization"].removeprefix("Bearer ")}
    assert viewer.post("/api/embedUrl", json=body).status_code == 401
    assert lines() == [TOKEN_LINE, TOKEN_LINE]


def test_a_sign_in_that_is_missing_or_over_is_no_attack(
    viewer: FlaskClient, lines: Lines, settings: Settings
) -> None:
    over = forged(settings, SECRET, minutes=-5)
    assert viewer.get("/_dash-layout", headers=over).get_json()["code"] == "token_expired"
    viewer.delete_cookie("dashapp_token")
    assert viewer.get("/_dash-layout").status_code == 401
    assert viewer.post("/api/embedUrl", json=LINK).status_code == 401
    assert lines() == []


def test_what_another_site_sends_leaves_a_line_with_whose_browser_it_was(
    viewer: FlaskClient, lines: Lines
) -> None:
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert viewer.post("/api/embedUrl", json=LINK, headers=elsewhere).status_code == 403
    viewer.delete_cookie("dashapp_token")
    assert viewer.post("/api/embedUrl", json=LINK, headers=elsewhere).status_code == 403
    cross = line(Event.CROSS_SITE_REFUSED, code="cross_site")
    assert lines() == [cross | {"who": "person-1"}, cross]


def test_a_forged_callback_leaves_a_line(viewer: FlaskClient, lines: Lines) -> None:
    assert viewer.post("/_dash-update-component", json={"output": "x"}).status_code == 400
    refused = line(Event.CALLBACK_REFUSED, who="person-1", code="bad_request")
    assert lines() == [refused | {"detail": "it names no callback"}]


def test_an_app_that_is_not_for_somebody_leaves_a_line(
    viewer: FlaskClient, lines: Lines, settings: Settings
) -> None:
    body = {"retoolAppName": "payroll"}
    assert viewer.post("/api/embedUrl", json=body).status_code == 403
    refused = line(Event.ACCESS_REFUSED, who="person-1", code="may_not_open", app="payroll")
    assert lines() == [refused]
    referrer = {"Referer": "http://localhost/payroll"}
    assert viewer.get("/_dash-layout", headers=referrer).status_code == 200
    assert lines() == [refused, refused]


def test_an_app_without_a_group_for_somebody_leaves_a_line(
    settings: Settings, token: Token, lines: Lines
) -> None:
    sales = settings.apps[0].model_copy(
        update={"groups": [], "groups_by_role": {"admin": [12]}, "roles": []}
    )
    client = create_app(settings.model_copy(update={"apps": [sales]})).server.test_client()
    client.set_cookie("dashapp_token", token(roles=["viewer"]))
    assert client.post("/api/embedUrl", json=LINK).get_json()["code"] == "no_group"
    assert lines() == [line(Event.ACCESS_REFUSED, who="person-1", code="no_group", app="sales")]


@pytest.mark.parametrize("path", ["/usage/export.csv", "/usage/export.jsonl"])
def test_a_usage_log_that_is_not_for_somebody_leaves_a_line(
    viewer: FlaskClient, lines: Lines, path: str
) -> None:
    assert viewer.get(path).status_code == 403
    assert lines() == [line(Event.ACCESS_REFUSED, who="person-1", code="may_not_see_usage")]


def test_somebody_who_asks_too_often_leaves_a_line(
    settings: Settings, token: Token, lines: Lines
) -> None:
    few = settings.limits.model_copy(update={"per_person": "1 per hour", "per_address": "1/hour"})
    client = create_app(settings.model_copy(update={"limits": few})).server.test_client()
    client.set_cookie("dashapp_token", token())
    assert [client.post("/api/embedUrl", json=LINK).status_code for _ in range(2)] == [200, 429]
    client.delete_cookie("dashapp_token")
    assert [client.post("/api/embedUrl", json=LINK).status_code for _ in range(2)] == [401, 429]
    limited = line(Event.RATE_LIMITED, code="too_many_requests")
    assert lines() == [limited | {"who": "person-1"}, limited]


def test_the_people_of_the_demo_leave_lines(settings: Settings, lines: Lines) -> None:
    app = create_app(settings, sign_in=DemoSignIn)
    client = app.server.test_client()
    client.post("/sign-in", data={"person": "vera"})
    client.post("/sign-out")
    client.post("/sign-in", data={"person": "root"})
    assert lines() == [
        line(Event.SIGN_IN, who="demo-vera"),
        line(Event.SIGN_OUT, who="demo-vera"),
        line(Event.SIGN_IN_REFUSED, code="nobody_of_this_name"),
    ]


def test_sign_ins_at_a_provider_leave_lines(company: Company, lines: Lines) -> None:
    person = Visitor(company)
    person.sign_in()
    person.post(f"{company.url}/sign-out", allow_redirects=False)
    Visitor(company).open("/sign-in/callback?code=x&state=forged")
    invented = Visitor(company)
    callback = invented.go_to_provider()
    invented.open(callback.replace("code=", "code=invented"))
    assert lines() == [
        line(Event.SIGN_IN, who="anton"),
        line(Event.SIGN_OUT, who="anton"),
        line(
            Event.SIGN_IN_REFUSED,
            code="sign_in_expired",
            detail="No sign-in of this browser waits for this state.",
        ),
        line(
            Event.SIGN_IN_REFUSED,
            code="sign_in_expired",
            detail="The provider does not take the code or the token.",
        ),
    ]


def test_no_token_code_or_claim_is_in_a_line(
    viewer: FlaskClient, company: Company, caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    caplog.set_level(logging.INFO, LOGGER)
    headers = forged(settings)
    viewer.get("/_dash-layout", headers=headers)
    person = Visitor(company)
    person.sign_in()
    said = "\n".join(record.getMessage() for record in caplog.records if record.name == LOGGER)
    assert "anton" in said
    secrets = [headers["Authorization"][7:], person.token, SECRET, *company.provider.given]
    secrets += ["anton@example.com", "90000", "Reyes"]
    assert [secret for secret in secrets if secret in said] == []


@pytest.mark.parametrize(
    ("missing", "how"),
    [
        ((AuditLog, "__call__"), lambda *_, **__: None),
        ((TokenVerifier, "verify"), None),
        ((Access, "app"), None),
    ],
    ids=["the log", "the signature", "the roles"],
)
def test_without_it_there_is_no_line(
    viewer: FlaskClient,
    lines: Lines,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    missing: tuple[type, str],
    how: Any,
) -> None:
    person = TokenVerifier.verify
    monkeypatch.setattr(*missing, how or (lambda self, name, *_: self.apps[name]))
    if missing[0] is TokenVerifier:
        good = next(c.value for c in [viewer.get_cookie("dashapp_token")] if c)
        monkeypatch.setattr(TokenVerifier, "verify", lambda self, _: person(self, good))
    viewer.get("/_dash-layout", headers=forged(settings))
    viewer.post("/api/embedUrl", json={"retoolAppName": "payroll"})
    events = {each["event"] for each in lines()}
    expected = {
        AuditLog: set(),
        TokenVerifier: {"access_refused"},
        Access: {"token_refused"},
    }
    assert events == expected[missing[0]]
