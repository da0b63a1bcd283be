"""What the log says of links: the app, the person, the request; two lines for an outage."""

import logging
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest
from dash import Dash, html
from flask import Flask, g, request
from flask.testing import FlaskClient

from dashapp.audit import AuditLog, as_it_is, digest_of
from dashapp.embed import EmbedError, MayNotOpen, MintLimits, register_embeds
from dashapp.embed.retool_outages import RETOOL, RetoolOutages
from dashapp.flood import Outages
from dashapp.flood.lines import PER_SOURCE
from dashapp.flood.outages import OVER_SECONDS, QUIET_SECONDS
from dashapp.identity import User
from dashapp.identity.errors import TokenMissing
from dashapp.retool import (
    EmbedRequest,
    EmbedUrl,
    RateLimited,
    RetoolBusy,
    RetoolClient,
    RetoolError,
    RetoolUnavailable,
    TokenRejected,
)
from dashapp.settings import AppSettings
from tests.recorders import Collector

NAMES = ("sales", "customers", "orders", "stock", "payroll")
APPS = [
    AppSettings(name=name, uuid=f"6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a1{n}", groups=[1])
    for n, name in enumerate(NAMES)
]
# Links to these are refused here.
REFUSING: dict[str, dict[str, Any]] = {
    "needy": {"groups": [1], "metadata": {"region": "claim:region"}},
    "unfit": {"groups": [1], "metadata": {"team": "claim:team"}},
    "closed": {"roles": ["admin", "boss"], "groups_by_role": {"boss": [1]}},
}
APPS += [AppSettings(name=name, uuid=APPS[0].uuid, **how) for name, how in REFUSING.items()]
ADA = User(id="ada", roles=frozenset({"admin"}), claims={"team": ["a", "b"]})
AWAY = RetoolUnavailable("No connection to https://retool.example.com, or it was cut off.")


class Retool:
    """Stands in for the client: answers, or fails as it is told, by app."""

    def __init__(self) -> None:
        self.errors: dict[str, RetoolError] = {}

    def derived_key(self, _purpose: str) -> bytes:
        return b"key"

    def mint(
        self, asked: EmbedRequest, *, before_call: Callable[[], object], **_turn: object
    ) -> EmbedUrl:
        before_call()
        (name, *_) = (app.name for app in APPS if app.uuid == asked.landing_page_uuid)
        if (error := self.errors.get(name)) is not None:
            raise error
        return EmbedUrl("https://retool.example.com/x", "https://retool.example.com", 3600)

    def fail(self, error: RetoolError, *names: str) -> None:
        self.errors = dict.fromkeys(names or NAMES, error)


@pytest.fixture
def retool() -> Retool:
    return Retool()


Serve = Callable[..., FlaskClient]


@pytest.fixture
def serve(retool: Retool) -> Serve:
    def serve(**how: Any) -> FlaskClient:
        server = Flask(__name__)

        @server.before_request
        def name() -> None:
            g.request_id = request.headers.get("X-Test-Request", "r-1")

        app = Dash("somebody", server=server)  # type: ignore[arg-type]
        app.layout = html.Div()
        given: dict[str, Any] = {"user": lambda: User(id=request.headers.get("X-Person", "ada"))}
        client = cast("RetoolClient", retool)
        register_embeds(app, client=client, apps=APPS, **(given | how))
        return server.test_client()

    return serve


@pytest.fixture
def client(serve: Serve, caplog: pytest.LogCaptureFixture) -> FlaskClient:
    caplog.set_level(logging.DEBUG, "dashapp.embed")
    return serve(naming=as_it_is)


def records(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    # Not what other tests have left out.
    return [each for each in caplog.records if "were left out" not in each.getMessage()]


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in records(caplog)]


def ask(client: FlaskClient, app: str = "sales", **headers: str) -> str:
    answer = client.post("/api/embedUrl", json={"retoolAppName": app}, headers=headers)
    return str((answer.get_json(silent=True) or {}).get("code", answer.status_code))


def test_a_refusal_names_the_app_the_person_and_the_request(
    client: FlaskClient, retool: Retool, caplog: pytest.LogCaptureFixture
) -> None:
    retool.fail(TokenRejected("Retool does not take the access token.", detail="Unauthorized"))
    for person, name in (("ada", "r-1"), ("bob", "r-2")):
        ask(client, "orders", **{"X-Person": person, "X-Test-Request": name})
    assert lines(caplog) == [
        f'No embed URL: app "orders", person "{person}", request "{name}": token_rejected: '
        "Retool does not take the access token. Retool said: Unauthorized"
        for person, name in (("ada", "r-1"), ("bob", "r-2"))
    ]


def test_so_does_the_line_of_a_link(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    assert ask(client) == "200"
    assert lines(caplog) == ['Embed URL minted: app "sales", person "ada", request "r-1"']
    assert records(caplog)[0].levelno == logging.INFO


def test_so_do_a_hook_that_fails_and_who_asks_too_often(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "dashapp.embed")
    client = serve(
        naming=as_it_is,
        metadata={"sales": lambda _: 1 / 0},
        limits=MintLimits(per_person="1 per hour"),
    )
    ask(client, "sales")
    ask(client, "orders")
    failed, refused = records(caplog)
    who = 'person "ada", request "r-1"'
    assert failed.message.startswith(f'No embed URL: app "sales", {who}: metadata_failed: the meta')
    assert failed.levelno == logging.ERROR
    assert refused.message.startswith(f'No embed URL: app "orders", {who}: too_many_requests: ')
    assert refused.levelno == logging.INFO


class Blocked(EmbedError):
    """What a hook may raise."""

    code = "blocked"


def fail(error: Exception) -> Callable[[User], dict[str, str | int | bool]]:
    def hook(_user: User) -> dict[str, str | int | bool]:
        raise error

    return hook


def refuse(_user: User) -> None:
    raise RuntimeError("a secret")


REFUSED: dict[str, tuple[str, dict[str, Any], int]] = {
    "a claim that is missing": ("claim_missing", {"app": "needy"}, logging.WARNING),
    "a claim that does not fit": ("claim_unfit", {"app": "unfit"}, logging.WARNING),
    "too many metadata": (
        "metadata_too_long",
        {"metadata": {"sales": lambda _: {f"{n}": "x" * 1_000 for n in range(200)}}},
        logging.WARNING,
    ),
    "no such app": ("unknown_app", {"app": "sails"}, logging.WARNING),
    "no group": ("no_group", {"app": "closed"}, logging.WARNING),
    "a hook's own refusal": (
        "blocked",
        {"metadata": {"sales": fail(Blocked("No."))}},
        logging.WARNING,
    ),
    "a hook's refusal": (
        "may_not_open",
        {"metadata": {"sales": fail(MayNotOpen("No."))}},
        logging.INFO,
    ),
    "something else": ("internal_error", {"broken": True}, logging.ERROR),
}
AUDITED = {"no group", "a hook's refusal"}


@pytest.mark.parametrize("audited", [False, True])
@pytest.mark.parametrize("why", list(REFUSED))
def test_every_refusal_that_nothing_else_tells_has_a_line(
    serve: Serve,
    retool: Retool,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    why: str,
    audited: bool,
) -> None:
    caplog.set_level(logging.INFO, "dashapp.embed.link_log")
    code, how, level = REFUSED[why]
    name = how.get("app", "sales")
    if how.get("broken"):
        monkeypatch.setattr(retool, "mint", refuse)
    audit = {"audit": AuditLog()} if audited else {}
    client = serve(naming=as_it_is, user=lambda: ADA, metadata=how.get("metadata"), **audit)
    ask(client, name)
    said = [each for each in records(caplog) if each.name == "dashapp.embed.link_log"]
    if audited and why in AUDITED:
        assert said == []
        return
    (record,) = said
    assert record.levelno == level
    start = f'No embed URL: app "{name}", person "ada", request "r-1": {code}: '
    assert record.message.startswith(start)
    assert "secret" not in record.message
    for _ in range(2 * PER_SOURCE):
        ask(client, name)
    assert sum(each.name == "dashapp.embed.link_log" for each in records(caplog)) == PER_SOURCE


def test_what_a_client_gets_wrong_is_a_line_and_a_sign_in_that_is_missing_is_none(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "dashapp.embed")

    def nobody() -> User:
        raise TokenMissing("nobody")

    client = serve(user=nobody)
    assert ask(client) == "token_missing"
    large = {"retoolAppName": "sales", "more": "x" * 70_000}
    assert client.post("/api/embedUrl", json=large).status_code == 413
    assert lines(caplog) == []
    assert client.post("/api/embedUrl", json=[]).status_code == 400
    (line,) = lines(caplog)
    assert line.startswith('No embed URL: app "", person nobody, request "r-1": bad_request: The b')


def test_no_sentence_of_a_hook_begins_a_line_of_its_own(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    ask(serve(metadata={"sales": fail(Blocked("No.\nWARNING all is well"))}))
    (line,) = lines(caplog)
    assert line.endswith("blocked: No.?WARNING all is well")


def test_unless_it_is_told_otherwise_a_person_is_a_digest(
    serve: Serve, retool: Retool, caplog: pytest.LogCaptureFixture
) -> None:
    retool.fail(AWAY)
    assert ask(serve(), **{"X-Person": "ada@example.com"}) == "retool_unavailable"
    (line,) = lines(caplog)
    assert "ada" not in line
    assert f'person "{digest_of("ada@example.com")}"' in line


def test_without_names_for_requests_the_record_s_is_said(
    serve: Serve, retool: Retool, caplog: pytest.LogCaptureFixture
) -> None:
    collector = Collector()
    client = serve(recorder=collector)
    client.application.before_request_funcs[None].append(lambda: g.pop("request_id") and None)
    retool.fail(TokenRejected("no"))
    ask(client)
    assert f'request "{collector.links[0].id}"' in caplog.text


def test_no_name_begins_a_line_of_its_own(
    serve: Serve, retool: Retool, caplog: pytest.LogCaptureFixture
) -> None:
    retool.fail(TokenRejected("no"))
    ask(
        serve(naming=as_it_is, user=lambda: User(id="ada\nWARNING all is well \x1b[2J\u202e\ud83d"))
    )
    (line,) = lines(caplog)
    assert line.isprintable()
    assert line.isascii()


def test_an_outage_of_one_app_is_a_line_when_it_begins_and_one_when_it_ends(
    client: FlaskClient, retool: Retool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "dashapp.embed")
    retool.fail(AWAY, "sales")
    for n in range(50):
        ask(client, "sales", **{"X-Person": f"person-{n}", "X-Test-Request": f"r-{n}"})
        assert ask(client, "customers") == "200"
    assert lines(caplog) == [
        f"Outage begins: app sales: {AWAY} "
        '(first met by app "sales", person "person-0", request "r-0")'
    ]
    retool.errors.clear()
    assert ask(client, "customers") == "200"
    assert len(lines(caplog)) == 1
    assert ask(client, "sales") == "200"
    assert ask(client, "sales") == "200"
    (_, ended) = lines(caplog)
    assert ended.startswith("Outage ends: app sales: it lasted 0:00:")
    assert "with 50 requests for links refused" in ended


def test_when_all_apps_fail_it_is_retool_s(
    client: FlaskClient, retool: Retool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "dashapp.embed")
    retool.fail(AWAY)
    for _ in range(20):
        for name in NAMES:
            ask(client, name)
    begun = [line.split(":")[1].strip() for line in lines(caplog)]
    assert begun == ["app sales", "app customers", RETOOL]
    retool.errors.clear()
    for name in NAMES:
        ask(client, name)
    (ended,) = lines(caplog)[3:]
    assert ended.startswith(f"Outage ends: {RETOOL}: it lasted 0:00:")
    assert "with 100 requests for links refused" in ended


@pytest.mark.parametrize("pause", [QUIET_SECONDS, 4 * 86_400])
def test_an_outage_of_retool_takes_along_the_apps_that_led_to_it(
    caplog: pytest.LogCaptureFixture, pause: float
) -> None:
    now = SimpleNamespace(seconds=0.0)
    outages = RetoolOutages(Outages(logging.getLogger("dashapp.embed"), clock=lambda: now.seconds))

    def fail() -> None:
        for name in ("sales", "orders", "stock"):
            outages.failed(name, AWAY, "somebody")

    fail()
    # Nobody asks for the others before they fail anew.
    outages.answered("stock")
    now.seconds += pause
    fail()
    for name in ("stock", "sales", "orders"):
        outages.answered(name)
    begins = [f"Outage begins: {each}" for each in ("app sales", "app orders", RETOOL)]
    told = [":".join(line.split(":")[:2]) for line in lines(caplog)]
    assert told == [*begins, f"Outage ends: {RETOOL}"] * 2
    assert all("lasted 0:00:00, with 3" in line for line in lines(caplog) if "ends" in line)


def test_failures_that_lie_far_apart_are_no_outage_of_retool(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = SimpleNamespace(seconds=0.0)
    outages = RetoolOutages(Outages(logging.getLogger("dashapp.embed"), clock=lambda: now.seconds))
    for name in NAMES:
        outages.failed(name, AWAY, "somebody")
        now.seconds += OVER_SECONDS
    assert RETOOL not in caplog.text


def test_an_app_that_was_sick_before_retool_stays_sick_after_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    outages = RetoolOutages(Outages(logging.getLogger("dashapp.embed")))
    outages.failed("payroll", AWAY, "somebody")
    outages.answered("customers")
    for name in ("sales", "orders", "stock", "payroll"):
        outages.failed(name, AWAY, "somebody")
    outages.answered("sales")
    assert "Outage ends: app payroll" not in caplog.text
    outages.answered("payroll")
    assert lines(caplog)[-1].startswith("Outage ends: app payroll: it lasted 0:00:00, with 2 fail")


def test_apps_that_are_sick_by_themselves_make_no_outage_of_retool(
    client: FlaskClient, retool: Retool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "dashapp.embed")
    retool.fail(AWAY, "sales", "customers", "orders", "stock")
    for _ in range(20):
        for name in ("sales", "customers", "payroll", "orders", "stock", "payroll"):
            ask(client, name)
    begun = [line.split(":")[1].strip() for line in lines(caplog)]
    assert begun == ["app sales", "app customers", "app orders", "app stock"]


def test_a_limit_is_retool_s_and_a_ticket_is_no_outage(
    client: FlaskClient, retool: Retool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "dashapp.embed")
    retool.fail(RetoolBusy("Other calls come first.", ticket="0" * 46, retry_after=1))
    ask(client)
    assert lines(caplog) == []
    retool.fail(RateLimited("Retool takes no more requests for now.", retry_after=5))
    for name in NAMES:
        assert ask(client, name) == "rate_limited"
    (begun,) = lines(caplog)
    assert begun.startswith(f"Outage begins: {RETOOL}: Retool takes no more requests for now. (")
    # A refusal is an answer, too.
    retool.fail(TokenRejected("no"))
    ask(client)
    assert f"Outage ends: {RETOOL}" in caplog.text


def test_what_fails_every_other_time_writes_two_lines(
    client: FlaskClient, retool: Retool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "dashapp.embed")
    assert QUIET_SECONDS >= 60
    for _ in range(30):
        retool.fail(AWAY)
        ask(client)
        retool.errors.clear()
        ask(client)
    assert len(lines(caplog)) == 2


def test_if_each_request_were_told_the_lines_would_be_many(
    client: FlaskClient,
    retool: Retool,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def told(_self: Outages, subject: str, _cause: object, **_how: object) -> None:
        logging.getLogger("dashapp.embed").warning("%s", subject)

    monkeypatch.setattr(Outages, "failed", told)
    caplog.set_level(logging.WARNING, "dashapp.embed")
    retool.fail(AWAY)
    for _ in range(20):
        ask(client)
    assert len(lines(caplog)) == 20
