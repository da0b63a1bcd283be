"""How often one person may ask for links, and how often strangers at one address may."""

import logging
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from functools import partial

import pytest
from limits.errors import StorageError
from limits.storage import MemoryStorage

from dash_retool_embed.errors import BadRequest, TooManyRequests
from dash_retool_embed.limits import BoundedMemory, MintLimits, parse_rate
from dash_retool_embed.people import IdentityError, User
from dashapp.identity import KeysUnavailable, TokenMissing

JANE, ANN = User(id="jane"), User(id="ann")


class Store(MemoryStorage):
    """A store that can be out of order, and that counts how often it is asked."""

    STORAGE_SCHEME = ["tests"]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self.failure: Exception | None = None
        self.asked = 0

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        self.asked += 1
        if self.failure is not None:
            raise self.failure
        return super().incr(key, expiry, amount)


def stranger(
    limits: MintLimits,
    address: str | None,
    error: Exception = TokenMissing("nobody"),  # noqa: B008 - the same one will do
) -> str:
    """Return what a stranger is told."""
    try:
        with limits.limit_anonymous(address):
            raise error
    except TooManyRequests as refused:
        return refused.code
    except (IdentityError, BadRequest) as refused:
        return refused.code


def test_a_person_is_refused_after_so_many_and_others_are_not() -> None:
    limits = MintLimits(per_person="2 per hour")
    for _ in range(2):
        limits.limit_person(JANE)
    with pytest.raises(TooManyRequests) as refused:
        limits.limit_person(User(id="jane", roles=frozenset({"admin"})))
    assert refused.value.retry_after is not None
    assert 0 < refused.value.retry_after <= 3600
    limits.limit_person(ANN)


def test_strangers_are_refused_after_so_many_from_their_address_only() -> None:
    limits = MintLimits(per_address="1 per hour")
    assert stranger(limits, "192.0.2.1") == "token_missing"
    assert stranger(limits, "192.0.2.1") == "too_many_requests"
    assert stranger(limits, "192.0.2.2") == "token_missing"


def test_a_network_of_ipv6_is_one_address() -> None:
    limits = MintLimits(per_address="1 per hour")
    stranger(limits, "2001:db8::1")
    assert stranger(limits, "2001:db8::ffff") == "too_many_requests"


def test_who_turns_out_to_be_known_is_not_counted_for_the_address() -> None:
    limits = MintLimits(per_address="1 per hour")
    for _ in range(3):
        with limits.limit_anonymous("192.0.2.1"):
            limits.limit_person(JANE)
    assert stranger(limits, "192.0.2.1") == "token_missing"


def test_a_body_that_nobody_can_read_is_a_stranger_s() -> None:
    limits = MintLimits(per_address="1 per hour")
    assert stranger(limits, "192.0.2.1", BadRequest("no body")) == "bad_request"
    assert stranger(limits, "192.0.2.1") == "too_many_requests"


def test_while_keys_are_away_nobody_is_taken_for_a_stranger() -> None:
    limits = MintLimits(per_address="1 per hour")
    for _ in range(3):
        assert stranger(limits, "192.0.2.1", KeysUnavailable("away")) == "keys_unavailable"


def test_strangers_push_no_person_out_of_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "dash_retool_embed.limits.mint_limits.BoundedMemory", partial(BoundedMemory, 3)
    )
    limits = MintLimits(per_person="1 per hour", per_address="1 per hour")
    limits.limit_person(JANE)
    for n in range(9):
        stranger(limits, f"192.0.2.{n}")
    with pytest.raises(TooManyRequests):
        limits.limit_person(JANE)


def test_two_processes_with_one_store_count_together() -> None:
    store = Store()
    one, other = (MintLimits(per_person="1 per hour", store=store) for _ in range(2))
    one.limit_person(JANE)
    with pytest.raises(TooManyRequests):
        other.limit_person(JANE)


def test_without_a_store_each_counts_alone() -> None:
    for _ in range(2):
        MintLimits(per_person="1 per hour").limit_person(JANE)


def test_the_store_hears_no_names() -> None:
    store = Store()
    MintLimits(store=store).limit_person(JANE)
    (key,) = store.storage
    assert "jane" not in key


REFUSED = ConnectionError("redis://:hush@redis.example.com")


@pytest.mark.parametrize("failure", [REFUSED, StorageError(REFUSED)], ids=["bare", "wrapped"])
def test_while_the_store_is_out_of_order_the_process_counts_alone_and_says_so(
    caplog: pytest.LogCaptureFixture, failure: Exception
) -> None:
    store, now = Store(), Counter(seconds=0)
    limits = MintLimits(per_person="2 per hour", store=store, clock=lambda: now["seconds"])
    store.failure = failure
    limits.limit_person(JANE)
    limits.limit_person(JANE)
    with pytest.raises(TooManyRequests):
        limits.limit_person(JANE)
    assert store.asked == 1
    (record,) = (record for record in caplog.records if record.levelno == logging.WARNING)
    assert "ConnectionError at the store" in record.getMessage()
    assert "hush" not in caplog.text
    store.failure = None
    now["seconds"] = 5
    limits.limit_person(JANE)
    assert store.asked == 2


def test_an_outage_of_the_store_is_two_lines_however_often_it_is_asked(
    caplog: pytest.LogCaptureFixture,
) -> None:
    store, now = Store(), Counter(seconds=0)
    limits = MintLimits(per_person="30 per hour", store=store, clock=lambda: now["seconds"])
    store.failure = REFUSED
    for _ in range(20):
        limits.limit_person(JANE)
        now["seconds"] += 5
    assert store.asked == 20
    store.failure = None
    for _ in range(31):
        with suppress(TooManyRequests):
            limits.limit_person(JANE)
    begun, ended = (line for line in caplog.messages if line.startswith("Outage"))
    assert begun.startswith("Outage begins: the store of the limits: links are counted in this")
    assert ended.startswith("Outage ends: the store of the limits: it lasted 0:01:40, with 20 fail")


@pytest.mark.parametrize("text", ["", "many", "0 per hour", "1/s; 2/m", "-1/s"])
def test_a_limit_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a number for a time"):
        parse_rate(text)


def without_limits(script: str) -> subprocess.CompletedProcess[str]:
    script = f"import sys; sys.modules['limits'] = None; import dash_retool_embed as kit; {script}"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)


@pytest.mark.parametrize(
    "script",
    [
        "kit.MintLimits()",
        "from dash_retool_embed import MintLimits",
        "from dash_retool_embed import User, MintLimits",
        "from dash_retool_embed.limits import MintLimits",
    ],
)
def test_whoever_needs_the_extra_is_told_what_to_install(script: str) -> None:
    done = without_limits(script)
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("ImportError: ")
    assert 'pip install "dash-retool-embed[limits]"' in last
