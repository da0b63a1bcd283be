"""What the log says of an outage: two lines, however many requests for links meet it."""

import logging
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from dash_retool_embed.log_throttling import Outages
from dash_retool_embed.log_throttling.outages import QUIET_SECONDS, STALE_SECONDS
from dash_retool_embed.mint.retool_outages import RETOOL, RetoolOutages
from dash_retool_embed.retool import RateLimited, RetoolBusy, TokenRejected
from tests.kit.failing_retool import (
    NAMES,
    UNREACHABLE,
    Retool,
    ask,
    lines,
)

LOG = logging.getLogger("dash_retool_embed")


def test_an_outage_of_one_app_is_a_line_when_it_begins_and_one_when_it_ends(
    client: FlaskClient, retool: Retool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "dash_retool_embed")
    retool.fail(UNREACHABLE, "sales")
    for n in range(50):
        ask(client, "sales", **{"X-Person": f"person-{n}", "X-Test-Request": f"r-{n}"})
        assert ask(client, "customers") == "200"
    assert lines(caplog) == [
        f"Outage begins: app sales: {UNREACHABLE} "
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
    caplog.set_level(logging.WARNING, "dash_retool_embed")
    retool.fail(UNREACHABLE)
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
    outages = RetoolOutages(Outages(LOG, clock=lambda: now.seconds))

    def fail() -> None:
        for name in ("sales", "orders", "stock"):
            outages.failed(name, UNREACHABLE, "somebody")

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
    outages = RetoolOutages(Outages(LOG, clock=lambda: now.seconds))
    for name in NAMES:
        outages.failed(name, UNREACHABLE, "somebody")
        now.seconds += STALE_SECONDS
    assert RETOOL not in caplog.text


def test_an_app_that_was_sick_before_retool_stays_sick_after_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    outages = RetoolOutages(Outages(LOG))
    outages.failed("payroll", UNREACHABLE, "somebody")
    outages.answered("customers")
    for name in ("sales", "orders", "stock", "payroll"):
        outages.failed(name, UNREACHABLE, "somebody")
    outages.answered("sales")
    assert "Outage ends: app payroll" not in caplog.text
    outages.answered("payroll")
    assert lines(caplog)[-1].startswith("Outage ends: app payroll: it lasted 0:00:00, with 2 fail")


def test_apps_that_are_sick_by_themselves_make_no_outage_of_retool(
    client: FlaskClient, retool: Retool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "dash_retool_embed")
    retool.fail(UNREACHABLE, "sales", "customers", "orders", "stock")
    for _ in range(20):
        for name in ("sales", "customers", "payroll", "orders", "stock", "payroll"):
            ask(client, name)
    begun = [line.split(":")[1].strip() for line in lines(caplog)]
    assert begun == ["app sales", "app customers", "app orders", "app stock"]


def test_a_limit_is_retool_s_and_a_ticket_is_no_outage(
    client: FlaskClient, retool: Retool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "dash_retool_embed")
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
    caplog.set_level(logging.WARNING, "dash_retool_embed")
    assert QUIET_SECONDS >= 60
    for _ in range(30):
        retool.fail(UNREACHABLE)
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
        LOG.warning("%s", subject)

    monkeypatch.setattr(Outages, "failed", told)
    caplog.set_level(logging.WARNING, "dash_retool_embed")
    retool.fail(UNREACHABLE)
    for _ in range(20):
        ask(client)
    assert len(lines(caplog)) == 20
