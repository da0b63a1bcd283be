"""What a recorder is told of each request for a link."""

import pickle
import time
from collections.abc import Callable
from types import MappingProxyType, SimpleNamespace
from typing import Any, cast

import pytest
from dash import Dash, html
from flask import Flask
from flask.testing import FlaskClient

from dash_retool_embed.access.access import Access
from dash_retool_embed.access.frame_tokens import FrameTokens
from dash_retool_embed.errors import TooManyRequests
from dash_retool_embed.limits import MintLimits
from dash_retool_embed.limits.mint_limits import REQUESTS_FOR_EACH_LINK
from dash_retool_embed.mint import LinkRequest
from dash_retool_embed.mint import minter as minting
from dash_retool_embed.mint.recording import recorded
from dash_retool_embed.people import TokenInvalid, User
from dash_retool_embed.register import register_embeds
from dash_retool_embed.retool import (
    EmbedRequest,
    EmbedUrl,
    RetoolBusy,
    RetoolClient,
    RetoolUnavailable,
)
from dash_retool_embed.testing.sandbox import DEMO_API_KEY, Sandbox
from dashapp.identity import TokenMissing
from dashapp.settings import AppSettings
from tests.recorders import Collector

SALES = AppSettings(
    name="sales",
    uuid="6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10",
    groups=[12],
    metadata={"storeId": "claim:store_id"},
    environment="staging",
    release_version="1.4.0",
)
PAYROLL = SALES.model_copy(update={"name": "payroll", "roles": ["admin"]})
JANE = User(id="jane", email="jane@example.com", claims=MappingProxyType({"store_id": 7}))
TOKEN = "a.sign-in.token"

Serve = Callable[..., FlaskClient]


@pytest.fixture
def collector() -> Collector:
    return Collector()


@pytest.fixture
def serve(sandbox: Sandbox, collector: Collector) -> Serve:
    def verify(token: str) -> User:
        if token != TOKEN:
            raise TokenInvalid("it is another one")
        return JANE

    def serve(user: Callable[[], User] = lambda: JANE, **how: Any) -> FlaskClient:
        server = Flask(__name__)
        app = Dash("somebody", server=server)  # type: ignore[arg-type]
        app.layout = html.Div()
        register_embeds(
            app,
            client=RetoolClient(sandbox.origin, DEMO_API_KEY),
            apps=[SALES, PAYROLL],
            user=user,
            verify_token=verify,
            recorder=collector,
            **how,
        )
        return server.test_client()

    return serve


def ask(client: FlaskClient, **body: Any) -> tuple[int, dict[str, Any]]:
    answer = client.post("/api/embedUrl", json={"retoolAppName": "sales", **body})
    return answer.status_code, answer.get_json()


def test_of_a_link_that_is_minted_it_holds_who_what_why_and_how_long(
    serve: Serve, collector: Collector
) -> None:
    before = time.time()
    status, answer = ask(serve(), reason="renewal", attempt=3)
    after = time.time()
    assert status == 200
    (asked,) = collector.links
    assert (asked.link_id, asked.code) == (answer["linkId"], "minted")
    assert before <= asked.at <= after
    assert (asked.person, asked.app) == (JANE, "sales")
    assert (asked.reason, asked.attempt) == ("renewal", 3)
    assert asked.request is not None
    assert asked.request.group_ids == (12,)
    assert asked.request.metadata == {"storeId": 7}
    assert (asked.request.environment, asked.request.release_version) == ("staging", "1.4.0")
    assert asked.request.session_duration_minutes == 60
    assert asked.retool_seconds is not None
    assert 0 < asked.retool_seconds <= after - before


@pytest.mark.parametrize("token", [{}, {"userJwt": TOKEN}], ids=["own sign-in", "userJwt"])
@pytest.mark.parametrize("status", [200, 500])
def test_neither_the_link_nor_the_key_nor_the_token_is_in_it(
    serve: Serve, collector: Collector, sandbox: Sandbox, token: dict[str, str], status: int
) -> None:
    if status != 200:
        sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, status
    _, answer = ask(serve(), **token)
    (asked,) = collector.links
    kept = repr(asked) + pickle.dumps(asked_as_far_as_it_is_data(asked)).decode("latin-1")
    # What is searched for would be found.
    assert "jane@example.com" in kept
    assert "storeId" in kept
    secrets = [DEMO_API_KEY, TOKEN, sandbox.origin]
    if status == 200:
        secrets += [answer["embedUrl"], answer["embedUrl"].rpartition("/")[2]]
    assert [secret for secret in secrets if secret in kept] == []


def asked_as_far_as_it_is_data(asked: LinkRequest) -> dict[str, Any]:
    values = {name: getattr(asked, name) for name in LinkRequest.__slots__}
    person, request = values.pop("person"), values.pop("request")
    return {
        **values,
        "request": request.model_dump(),
        "person": [person.id, person.email, person.name, person.roles, dict(person.claims)],
    }


def test_of_a_link_that_retool_refuses_it_holds_what_it_was_asked_and_why_not(
    serve: Serve, collector: Collector, sandbox: Sandbox
) -> None:
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, 422
    status, answer = ask(serve())
    assert (status, answer["code"]) == (502, "request_rejected")
    (asked,) = collector.links
    assert (asked.code, asked.person) == ("request_rejected", JANE)
    assert asked.request is not None
    assert asked.retool_seconds is not None


def test_of_a_link_that_is_refused_before_retool_is_asked_it_holds_who_wanted_what(
    serve: Serve, collector: Collector, sandbox: Sandbox
) -> None:
    client = serve()
    assert ask(client, retoolAppName="payroll")[0] == 403
    assert ask(client, retoolAppName="nothing")[0] == 404
    told = [(asked.code, asked.person, asked.app) for asked in collector.links]
    assert told == [("may_not_open", JANE, "payroll"), ("unknown_app", JANE, "nothing")]
    assert {(asked.request, asked.retool_seconds) for asked in collector.links} == {(None, None)}
    assert sandbox.mint_requests == 0


def test_nobody_is_told_of_with_the_app_and_the_code(serve: Serve, collector: Collector) -> None:
    def nobody() -> User:
        raise TokenMissing("no token")

    client = serve(nobody)
    assert ask(client)[0] == 401
    assert ask(client, userJwt="forged")[0] == 401
    told = [(asked.code, asked.person, asked.app) for asked in collector.links]
    assert told == [("token_missing", None, "sales"), ("token_invalid", None, "sales")]
    assert "forged" not in repr(collector.links)


def test_one_request_too_many_is_told_of_with_its_person(
    serve: Serve, collector: Collector
) -> None:
    client = serve(limits=MintLimits(per_person="1 per hour"))
    assert [ask(client)[0] for _ in range(2)] == [200, 429]
    assert [asked.code for asked in collector.links] == ["minted", "too_many_requests"]
    assert collector.links[1].person == JANE


def test_a_script_that_never_gets_as_far_as_retool_is_refused_at_last(
    serve: Serve, collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    def be_paused(*_: object, **__: object) -> None:
        raise RetoolUnavailable("left alone", retry_after=1)

    monkeypatch.setattr(RetoolClient, "mint", be_paused)
    client = serve(limits=MintLimits(per_person="1 per hour"))
    statuses = [ask(client)[0] for _ in range(REQUESTS_FOR_EACH_LINK + 2)]
    assert statuses == [502] * REQUESTS_FOR_EACH_LINK + [429] * 2
    assert collector.links[-1].code == "too_many_requests"


def test_a_body_that_says_nothing_is_told_of_with_its_code_alone(
    serve: Serve, collector: Collector
) -> None:
    assert serve().post("/api/embedUrl", data=b"{").status_code == 400
    (asked,) = collector.links
    assert (asked.code, asked.person, asked.app) == ("bad_request", None, "")


def test_what_nobody_expected_is_told_of_and_stays_an_error(
    serve: Serve, collector: Collector
) -> None:
    def broken() -> User:
        raise ZeroDivisionError

    assert serve(broken).post("/api/embedUrl", json={"retoolAppName": "sales"}).status_code == 500
    assert [asked.code for asked in collector.links] == ["internal_error"]


@pytest.mark.parametrize(
    ("said", "reason", "attempt"),
    [
        ({}, None, 1),
        ({"reason": "first shown", "attempt": 1000}, "first shown", 1000),
        ({"reason": "DROP TABLE", "attempt": 0}, None, 1),
        ({"reason": {"x": 1}, "attempt": "2"}, None, 1),
        ({"reason": ["retry"], "attempt": True}, None, 1),
        ({"reason": None, "attempt": 1001}, None, 1),
        ({"reason": 7, "attempt": 1.5}, None, 1),
    ],
)
def test_a_reason_that_is_none_spoils_no_link(
    serve: Serve, collector: Collector, said: dict[str, Any], reason: str | None, attempt: int
) -> None:
    assert ask(serve(), **said)[0] == 200
    (asked,) = collector.links
    assert (asked.reason, asked.attempt) == (reason, attempt)


def test_each_link_has_a_name_of_its_own(serve: Serve, collector: Collector) -> None:
    client = serve()
    assert {ask(client)[0] for _ in range(20)} == {200}
    names = {asked.link_id for asked in collector.links}
    assert len(names) == 20
    assert all(len(name) == 32 and int(name, 16) for name in names)


def test_minting_without_a_record_works(sandbox: Sandbox) -> None:
    with RetoolClient(sandbox.origin, DEMO_API_KEY) as client:
        access = Access([SALES], lambda: JANE, FrameTokens(b"key"))
        assert minting.Minter(client, access, 60).mint("sales", JANE).url.startswith(sandbox.origin)


def test_an_answer_that_is_only_a_ticket_is_not_told_of(collector: Collector) -> None:
    with pytest.raises(RetoolBusy), recorded(collector):
        raise RetoolBusy("not yet", ticket="0", retry_after=1.0)
    assert collector.links == []


def test_the_wait_for_a_turn_is_no_time_of_retools(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(now=0.0)

    class Waits:
        def mint(
            self, _request: EmbedRequest, *, before_call: Callable[[], object], **_turn: object
        ) -> EmbedUrl:
            clock.now += 5
            before_call()
            clock.now += 1
            return EmbedUrl("https://retool.example.com/x", "https://retool.example.com", 3600)

    def refuse() -> None:
        raise TooManyRequests("no")

    monkeypatch.setattr(minting, "time", SimpleNamespace(perf_counter=lambda: clock.now))
    client = cast("RetoolClient", Waits())
    minter = minting.Minter(client, Access([SALES], lambda: JANE, FrameTokens(b"key")), 60)
    minter.mint("sales", JANE, minted := LinkRequest())
    assert minted.retool_seconds == 1
    with pytest.raises(TooManyRequests):
        minter.mint("sales", JANE, refused := LinkRequest(), before_call=refuse)
    assert refused.retool_seconds is None
