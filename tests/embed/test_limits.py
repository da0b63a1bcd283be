"""How often one person, and one address, may ask for links."""

import logging
from collections import Counter

import pytest
from limits.errors import StorageError
from limits.storage import MemoryStorage

from dashapp.embed import MintLimits, TooManyRequests
from dashapp.identity import User
from dashapp.settings.limits import parse_rate

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


def test_a_person_is_refused_after_so_many_and_others_are_not() -> None:
    limits = MintLimits(per_person="2 per hour")
    for _ in range(2):
        limits.count_person(JANE)
    with pytest.raises(TooManyRequests) as refused:
        limits.count_person(User(id="jane", roles=frozenset({"admin"})))
    assert refused.value.retry_after is not None
    assert 0 < refused.value.retry_after <= 3600
    limits.count_person(ANN)
    limits.count_address("192.0.2.1")


def test_an_address_is_refused_after_so_many_and_others_are_not() -> None:
    limits = MintLimits(per_address="1 per hour")
    limits.count_address("192.0.2.1")
    with pytest.raises(TooManyRequests):
        limits.count_address("192.0.2.1")
    limits.count_address("192.0.2.2")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1:5555", "192.0.2.1:5556", True),
        ("[2001:db8::1]:5555", "2001:db8::2", True),
        (None, "", True),
        ("unix:", "unix:", True),
    ],
)
def test_an_ipv6_network_counts_as_one_address(
    first: str | None, second: str | None, same: bool
) -> None:
    limits = MintLimits(per_address="1 per hour")
    limits.count_address(first)
    if same:
        with pytest.raises(TooManyRequests):
            limits.count_address(second)
    else:
        limits.count_address(second)


def test_two_processes_with_one_store_count_together() -> None:
    store = Store()
    one, other = (MintLimits(per_person="1 per hour", store=store) for _ in range(2))
    one.count_person(JANE)
    with pytest.raises(TooManyRequests):
        other.count_person(JANE)


def test_without_a_store_each_counts_alone() -> None:
    for _ in range(2):
        MintLimits(per_person="1 per hour").count_person(JANE)


def test_the_store_hears_no_names() -> None:
    store = Store()
    MintLimits(store=store).count_person(JANE)
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
    limits.count_person(JANE)
    limits.count_person(JANE)
    with pytest.raises(TooManyRequests):
        limits.count_person(JANE)
    assert store.asked == 1
    (record,) = (record for record in caplog.records if record.levelno == logging.WARNING)
    assert "ConnectionError at the store" in record.getMessage()
    assert "hush" not in caplog.text
    store.failure = None
    now["seconds"] = 5
    limits.count_person(JANE)
    assert store.asked == 2


@pytest.mark.parametrize("text", ["", "many", "0 per hour", "1/s; 2/m", "-1/s"])
def test_a_limit_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a number for a time"):
        parse_rate(text)
