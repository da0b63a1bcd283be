"""What the log says of links: the app, the person, the request."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from flask import g
from flask.testing import FlaskClient

from dash_retool_embed.audit import person_digest, raw_id
from dash_retool_embed.errors import EmbedError, MayNotOpen
from dash_retool_embed.limits import MintLimits
from dash_retool_embed.log_throttling.lines import PER_SOURCE
from dash_retool_embed.people import User
from dash_retool_embed.retool import TokenRejected
from dashapp.audit import AuditLog
from dashapp.identity.errors import TokenMissing
from tests.kit.failing_retool import (
    ADA,
    UNREACHABLE,
    Retool,
    Serve,
    ask,
    lines,
    records,
)
from tests.recorders import Collector


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
    caplog.set_level(logging.INFO, "dash_retool_embed")
    client = serve(
        person_label=raw_id,
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
    caplog.set_level(logging.INFO, "dash_retool_embed.mint.link_log")
    code, how, level = REFUSED[why]
    name = how.get("app", "sales")
    if how.get("broken"):
        monkeypatch.setattr(retool, "mint", refuse)
    audit = {"audit": AuditLog()} if audited else {}
    client = serve(person_label=raw_id, user=lambda: ADA, metadata=how.get("metadata"), **audit)
    ask(client, name)
    said = [each for each in records(caplog) if each.name == "dash_retool_embed.mint.link_log"]
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
    assert (
        sum(each.name == "dash_retool_embed.mint.link_log" for each in records(caplog))
        == PER_SOURCE
    )


def test_what_a_client_gets_wrong_is_a_line_and_a_sign_in_that_is_missing_is_none(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "dash_retool_embed")

    def nobody() -> User:
        raise TokenMissing("nobody")

    client = serve(user=nobody)
    assert ask(client) == "token_missing"
    large = {"retoolAppName": "sales", "more": "x" * 70_000}
    assert client.post("/api/embedUrl", json=large).status_code == 413
    assert client.post("/api/embedUrl", json=[]).status_code == 400
    nobody_asked = 'No embed URL: app "", person nobody, request "r-1"'
    too_large, bad = lines(caplog)
    assert too_large.startswith(f"{nobody_asked}: too_large: ")
    assert bad.startswith(f"{nobody_asked}: bad_request: The b")


def test_no_sentence_of_a_hook_begins_a_line_of_its_own(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    ask(serve(metadata={"sales": fail(Blocked("No.\nWARNING all is well"))}))
    (line,) = lines(caplog)
    assert line.endswith("blocked: No.?WARNING all is well")


def test_unless_it_is_told_otherwise_a_person_is_a_digest(
    serve: Serve, retool: Retool, caplog: pytest.LogCaptureFixture
) -> None:
    retool.fail(UNREACHABLE)
    assert ask(serve(), **{"X-Person": "ada@example.com"}) == "retool_unavailable"
    (line,) = lines(caplog)
    assert "ada" not in line
    assert f'person "{person_digest("ada@example.com")}"' in line


def test_without_names_for_requests_the_record_s_is_said(
    serve: Serve, retool: Retool, caplog: pytest.LogCaptureFixture
) -> None:
    collector = Collector()
    client = serve(recorder=collector)
    client.application.before_request_funcs[None].append(lambda: g.pop("request_id") and None)
    retool.fail(TokenRejected("no"))
    ask(client)
    assert f'request "{collector.links[0].link_id}"' in caplog.text


def test_no_name_begins_a_line_of_its_own(
    serve: Serve, retool: Retool, caplog: pytest.LogCaptureFixture
) -> None:
    retool.fail(TokenRejected("no"))
    ask(
        serve(
            person_label=raw_id,
            user=lambda: User(id="ada\nWARNING all is well \x1b[2J\u202e\ud83d"),
        )
    )
    (line,) = lines(caplog)
    assert line.isprintable()
    assert line.isascii()
