"""How often links may be asked for over HTTP, and how large a request may be."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.test import TestResponse

from dash_retool_embed.limits import MintLimits
from dash_retool_embed.testing.sandbox import Sandbox
from dashapp.app import create_app
from dashapp.settings import LimitsSettings, Settings
from tests.conftest import Host

Token = Callable[..., str]
Limited = Callable[..., FlaskClient]


@pytest.fixture
def limited(settings: Settings, token: Token) -> Limited:
    """Return somebody who is signed in at a host with these limits."""

    def limited(*, proxies: int = 0, **limits: str) -> FlaskClient:
        own = settings.model_copy(update={"limits": LimitsSettings(**limits)})
        server = create_app(own).server
        if proxies:
            server.wsgi_app = ProxyFix(server.wsgi_app, x_for=proxies)
        client: FlaskClient = server.test_client()
        client.set_cookie("dashapp_token", token())
        return client

    return limited


def ask(client: FlaskClient, **how: Any) -> TestResponse:
    return client.post("/api/embedUrl", json={"retoolAppName": "sales"}, **how)


def test_one_request_too_many_is_429_and_says_when_to_come_back(
    limited: Limited, sandbox: Sandbox
) -> None:
    client = limited(per_person="2 per hour")
    assert [ask(client).status_code for _ in range(3)] == [200, 200, 429]
    answer = ask(client)
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["code"] == "too_many_requests"
    assert answer.get_json()["transient"] is True
    assert 1 <= int(answer.headers["Retry-After"]) <= 3600
    assert answer.cache_control.no_store
    assert sandbox.mint_requests == 2


def test_a_person_is_the_same_one_with_another_token_and_another_address(
    limited: Limited, token: Token
) -> None:
    client = limited(per_person="1 per hour")
    assert ask(client).status_code == 200
    body = {"retoolAppName": "customers", "userJwt": token(roles=["admin"])}
    elsewhere = {"REMOTE_ADDR": "192.0.2.9"}
    for path in ("/api/embedUrl", "/embedUrl"):
        answer = client.post(path, json=body, environ_base=elsewhere)
        assert answer.get_json()["code"] == "too_many_requests"


@pytest.fixture
def office(limited: Limited, token: Token) -> Callable[..., tuple[FlaskClient, FlaskClient]]:
    """Return somebody who is signed in, and a stranger at the same address."""

    def office(**limits: Any) -> tuple[FlaskClient, FlaskClient]:
        person = limited(**limits)
        return person, person.application.test_client()

    return office


def test_requests_of_nobody_count_for_their_address(limited: Limited) -> None:
    client = limited(per_address="2 per hour")
    client.delete_cookie("dashapp_token")
    assert [ask(client).status_code for _ in range(3)] == [401, 401, 429]
    answer = ask(client, environ_base={"REMOTE_ADDR": "192.0.2.9"})
    assert answer.status_code == 401


STRANGERS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "a forged token": {"headers": {"Authorization": "Bearer eyJhbGciOiJub25lIn0.e30.x"}},
    "a forged userJwt": {"json": {"retoolAppName": "sales", "userJwt": "e30.e30.e30"}},
    "no body": {"json": None, "data": b"{"},
    "too large a body": {"json": None, "data": b"x" * 70_000},
}


@pytest.mark.parametrize("how", list(STRANGERS))
def test_a_flood_of_strangers_leaves_alone_who_is_signed_in_at_their_address(
    office: Callable[..., tuple[FlaskClient, FlaskClient]], how: str
) -> None:
    person, stranger = office(per_address="5 per hour")
    told = {stranger.post("/api/embedUrl", **flood_of(how)).status_code for _ in range(50)}
    assert 429 in told
    assert [ask(person).status_code for _ in range(20)] == [200] * 20


def flood_of(how: str) -> dict[str, Any]:
    return {"json": {"retoolAppName": "sales"}, **STRANGERS[how]}


def test_if_an_address_were_counted_whoever_asks_the_flood_would_lock_people_out(
    office: Callable[..., tuple[FlaskClient, FlaskClient]], monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def everybody(limits: MintLimits, address: str | None) -> Iterator[None]:
        limits._count(limits._per_address, "address", str(address))
        yield

    monkeypatch.setattr(MintLimits, "limit_anonymous", everybody)
    person, stranger = office(per_address="5 per hour")
    for _ in range(50):
        ask(stranger)
    assert ask(person).status_code == 429


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP"])
def test_nobody_chooses_an_address_in_a_header(limited: Limited, header: str) -> None:
    client = limited(per_address="1 per hour")
    client.delete_cookie("dashapp_token")
    answers = [ask(client, headers={header: f"192.0.2.{n}"}).status_code for n in range(2)]
    assert answers == [401, 429]


def test_behind_a_proxy_that_the_server_trusts_its_word_counts(limited: Limited) -> None:
    client = limited(per_address="1 per hour", proxies=1)
    client.delete_cookie("dashapp_token")

    def at(forwarded: str) -> int:
        return ask(client, headers={"X-Forwarded-For": forwarded}).status_code

    assert at("192.0.2.1") == at("192.0.2.2") == 401
    # What stands before the proxy's own word comes from the client.
    assert at("192.0.2.3, 192.0.2.1") == 429


def test_a_day_at_work_meets_no_limit(limited: Limited) -> None:
    client = limited()
    # Five tabs of twenty frames, all opened again within a moment.
    assert {ask(client).status_code for _ in range(100)} == {200}


def test_a_retool_that_is_down_uses_up_nobodys_links(limited: Limited, sandbox: Sandbox) -> None:
    client = limited(per_person="30 per hour")
    sandbox.misbehave.fail_nth = 1
    # A hundred frames that each try several times: all but the first calls meet an open breaker.
    assert {ask(client).get_json()["code"] for _ in range(500)} == {"retool_unavailable"}
    assert sandbox.mint_requests < 10


def test_a_script_meets_the_limit(limited: Limited, sandbox: Sandbox) -> None:
    client = limited()
    answers = [ask(client).status_code for _ in range(200)]
    assert answers == [200] * 120 + [429] * 80
    assert sandbox.mint_requests == 120


def test_other_requests_are_not_counted(limited: Limited) -> None:
    client = limited(per_person="1 per hour", per_address="1 per hour")
    assert {client.get("/_dash-layout").status_code for _ in range(5)} == {200}
    assert {client.get("/api/embedUrl").status_code for _ in range(5)} == {405}
    assert ask(client).status_code == 200


def test_headers_have_32_kilobytes_together(host: Host) -> None:
    client = host.app.server.test_client()
    most = {f"X-Filler-{n}": "x" * 8_000 for n in range(4)}
    assert client.get("/health", headers=most).status_code == 200
    answer = client.get("/health", headers={**most, "X-More": "x" * 1_000})
    assert (answer.status_code, answer.get_json()["code"]) == (431, "headers_too_large")


def test_an_address_has_8_kilobytes(host: Host) -> None:
    client = host.app.server.test_client()
    assert client.get("/health?" + "x" * 8_000).status_code == 200
    for path in ("/health?" + "x" * 8_200, "/" + "x" * 8_200):
        answer = client.get(path)
        assert (answer.status_code, answer.get_json()["code"]) == (414, "uri_too_long")


def test_what_a_person_may_not_have_counts_too(limited: Limited) -> None:
    client = limited(per_person="2 per hour")
    unknown = {"retoolAppName": "nothing"}
    statuses = [client.post("/api/embedUrl", json=unknown).status_code for _ in range(3)]
    assert statuses == [404, 404, 429]
    assert ask(client).status_code == 429
