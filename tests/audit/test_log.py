"""What an audit log writes, and how much of it."""

import json
import logging
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, g

from dash_retool_embed.audit import Event, person_digest
from dashapp.audit import LOGGER, AuditLog
from dashapp.audit.log import PEOPLE_IN_ALL, PER_SOURCE, STRANGERS_IN_ALL

SERVER = Flask("audited")


@pytest.fixture
def now() -> SimpleNamespace:
    return SimpleNamespace(seconds=0.0)


@pytest.fixture
def audit(caplog: pytest.LogCaptureFixture, now: SimpleNamespace) -> Iterator[AuditLog]:
    caplog.set_level(logging.INFO, LOGGER)
    log = AuditLog(clock=lambda: now.seconds)
    yield log
    # Its end would be told in the middle of another test.
    now.seconds += 60
    log.tell_left_out()


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    texts = [record.getMessage() for record in caplog.records if record.name == LOGGER]
    assert [text for text in texts if not text.isascii() or not text.isprintable()] == []
    return [json.loads(text) for text in texts]


def refuse(audit: AuditLog, address: str, who: str | None = None) -> None:
    with SERVER.test_request_context(environ_base={"REMOTE_ADDR": address}):
        g.request_id = "r-1"
        audit(Event.TOKEN_REFUSED, who=who, code="token_invalid")


def test_a_line_says_when_who_from_where_why_and_in_which_request(
    audit: AuditLog, caplog: pytest.LogCaptureFixture
) -> None:
    with SERVER.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.1"}):
        g.request_id = "r-1"
        audit(Event.ACCESS_REFUSED, who="ada", code="may_not_open", app="payroll")
    (line,) = lines(caplog)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line.pop("time"))
    assert line == {
        "event": "access_refused",
        "who": "ada",
        "address": "192.0.2.1",
        "code": "may_not_open",
        "app": "payroll",
        "request_id": "r-1",
    }
    assert caplog.records[0].levelno == logging.WARNING


def test_who_it_was_is_said_as_the_log_is_told(
    caplog: pytest.LogCaptureFixture, now: SimpleNamespace
) -> None:
    audit = AuditLog(person_label=person_digest, clock=lambda: now.seconds)
    for _ in range(PER_SOURCE + 1):
        audit(Event.ACCESS_REFUSED, who="ada")
    audit(Event.TOKEN_REFUSED)
    now.seconds += 60
    audit.tell_left_out()
    assert {line["who"] for line in lines(caplog)} == {person_digest("ada"), None}
    assert lines(caplog)[-1]["left_out"] == 1
    assert '"ada"' not in caplog.text


def test_a_sign_in_is_no_warning(audit: AuditLog, caplog: pytest.LogCaptureFixture) -> None:
    audit(Event.SIGN_IN, who="ada")
    assert caplog.records[0].levelno == logging.INFO


def test_nothing_in_a_line_controls_a_terminal_or_begins_another_line(
    audit: AuditLog, caplog: pytest.LogCaptureFixture
) -> None:
    audit(Event.SIGN_IN, who='\x1b[2J\n{"event": "sign_in"}\u202e\ud800')
    (line,) = lines(caplog)
    assert line["who"] == '\x1b[2J\n{"event": "sign_in"}\u202e\ud800'


def test_a_value_is_cut(audit: AuditLog, caplog: pytest.LogCaptureFixture) -> None:
    audit(Event.SIGN_IN, who="x" * 100_000)
    assert len(caplog.records[0].getMessage()) < 500


def test_one_address_gets_so_many_lines_a_minute_and_a_count_of_the_rest(
    audit: AuditLog, caplog: pytest.LogCaptureFixture, now: SimpleNamespace
) -> None:
    for _ in range(10_000):
        refuse(audit, "192.0.2.1")
    assert len(lines(caplog)) == PER_SOURCE
    audit.tell_left_out()
    assert len(lines(caplog)) == PER_SOURCE
    now.seconds = 60
    audit.tell_left_out()
    told = lines(caplog)[PER_SOURCE:]
    assert [(line["event"], line["address"], line["left_out"]) for line in told] == [
        ("token_refused", "192.0.2.1", 10_000 - PER_SOURCE)
    ]
    refuse(audit, "192.0.2.1")
    assert len(lines(caplog)) == PER_SOURCE + 2


def test_a_network_of_ipv6_is_one_address(
    audit: AuditLog, caplog: pytest.LogCaptureFixture
) -> None:
    for n in range(100):
        refuse(audit, f"2001:db8::{n:x}")
    assert len(lines(caplog)) == PER_SOURCE


def test_a_person_is_the_same_from_everywhere(
    audit: AuditLog, caplog: pytest.LogCaptureFixture
) -> None:
    for n in range(100):
        refuse(audit, f"192.0.2.{n}", who="mallory")
    assert len(lines(caplog)) == PER_SOURCE


def test_a_flood_from_many_addresses_is_bounded_and_leaves_people_their_lines(
    audit: AuditLog, caplog: pytest.LogCaptureFixture, now: SimpleNamespace
) -> None:
    for n in range(20_000):
        refuse(audit, f"10.{n >> 8}.{n & 255}.1")
    assert len(lines(caplog)) == STRANGERS_IN_ALL
    assert audit._strangers.sources == STRANGERS_IN_ALL
    refuse(audit, "10.0.0.1", who="ada")
    audit(Event.SIGN_IN_REFUSED, code="sign_in_expired")
    assert len(lines(caplog)) == STRANGERS_IN_ALL + 2
    now.seconds = 60
    audit.tell_left_out()
    told = lines(caplog)[STRANGERS_IN_ALL + 2 :]
    assert [(line["address"], line["left_out"]) for line in told] == [
        (None, 20_000 - STRANGERS_IN_ALL)
    ]


def test_an_office_that_signs_in_at_nine_is_in_the_log_with_everybody(
    audit: AuditLog, caplog: pytest.LogCaptureFixture
) -> None:
    for n in range(500):
        audit(Event.SIGN_IN, who=f"person {n}")
    assert len(lines(caplog)) == 500 < PEOPLE_IN_ALL


def test_without_the_bound_each_event_is_a_line(
    audit: AuditLog, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dash_retool_embed.log_throttling.Quota.admits", lambda *_: True)
    for _ in range(200):
        refuse(audit, "192.0.2.1")
    assert len(lines(caplog)) == 200


def test_a_host_that_ends_tells_what_was_left_out(
    audit: AuditLog, caplog: pytest.LogCaptureFixture
) -> None:
    ending = AuditLog()
    for _ in range(PER_SOURCE + 7):
        ending(Event.SIGN_IN, who="ada")
    del ending
    assert lines(caplog)[-1]["left_out"] == 7
