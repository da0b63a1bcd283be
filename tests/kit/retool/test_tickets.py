"""A ticket keeps the turn of one person for one app, for a minute."""

import hmac
from types import SimpleNamespace

import pytest

from dash_retool_embed.retool import tickets as room
from dash_retool_embed.retool.tickets import MAX_AGE_SECONDS, Tickets

ARRIVED = 1_700_000_000_123_456
NOW = ARRIVED / 1e6


def issued(key: bytes = b"key", after: float = 0.0) -> Tickets:
    return Tickets(key, clock=lambda: NOW + after)


TICKET = issued().issue(ARRIVED, "ann", "sales")


def test_every_process_with_the_key_reads_when_its_holder_arrived() -> None:
    assert issued().read(TICKET, "ann", "sales") == ARRIVED
    assert "ann" not in TICKET


OTHERS = [
    (TICKET, "ben", "sales"),
    (TICKET, "ann", "customers"),
    (issued().issue(ARRIVED, 7, "sales"), "7", "sales"),
    (issued().issue(ARRIVED, 'a", "b', "c"), "a", 'b", "c'),
    (issued(b"another").issue(ARRIVED, "ann", "sales"), "ann", "sales"),
    (f"{ARRIVED - 1:014x}{TICKET[14:]}", "ann", "sales"),
    (f"{TICKET[:14]}{'0' * 32}", "ann", "sales"),
]
MALFORMED = ["", TICKET[:-1], TICKET + "0", TICKET + "\n", TICKET.upper(), "é" * 46, "x" * 99_999]


@pytest.mark.parametrize(("ticket", "person", "app"), OTHERS)
def test_what_is_not_this_persons_ticket_for_this_app_is_none(
    ticket: str, person: str, app: str
) -> None:
    assert issued().read(ticket, person, app) is None


@pytest.mark.parametrize(("ticket", "person", "app"), OTHERS)
def test_without_the_comparison_each_of_them_would_be_one(
    ticket: str, person: str, app: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    blind = SimpleNamespace(digest=hmac.digest, compare_digest=lambda *_: True)
    monkeypatch.setattr(room, "hmac", blind)
    assert issued().read(ticket, person, app) is not None


@pytest.mark.parametrize("ticket", MALFORMED)
def test_a_text_that_is_no_ticket_is_none(ticket: str) -> None:
    assert issued().read(ticket, "ann", "sales") is None


def test_an_old_ticket_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert issued(after=MAX_AGE_SECONDS).read(TICKET, "ann", "sales") == ARRIVED
    late = issued(after=MAX_AGE_SECONDS + 1)
    assert late.read(TICKET, "ann", "sales") is None
    monkeypatch.setattr(room, "MAX_AGE_SECONDS", float("inf"))
    assert late.read(TICKET, "ann", "sales") == ARRIVED
