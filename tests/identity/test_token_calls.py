"""Whose code may be shown to the provider now."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace

import pytest

from dashapp.identity import bounded_lock
from dashapp.identity.bounded_lock import BoundedLock
from dashapp.identity.sign_in_errors import (
    ProviderUnavailable,
    SignInExpired,
    SignInFailed,
    SignInWaits,
    TooManyFailedSignIns,
)
from dashapp.identity.token_calls import (
    FEW_AT_ONCE,
    FEW_OF_ADDRESS,
    LONG_WAIT_SECONDS,
    MAX_WAITING,
    MOST_AT_ONCE,
    MOST_OF_ADDRESS,
    QUIET_SECONDS,
    SLOW_SECONDS,
    TokenCalls,
)
from tests.patience import PATIENCE_SECONDS, until

HERE, THERE, ELSEWHERE = "192.0.2.1", "192.0.2.2", "192.0.2.3"


@pytest.fixture
def now() -> SimpleNamespace:
    return SimpleNamespace(seconds=0.0)


@pytest.fixture
def calls(now: SimpleNamespace) -> TokenCalls:
    return TokenCalls("5 per hour", clock=lambda: now.seconds)


@contextmanager
def told_to_wait() -> Iterator[None]:
    with pytest.raises(SignInFailed) as refused:
        yield
    assert isinstance(refused.value, SignInWaits | ProviderUnavailable | TooManyFailedSignIns)
    assert refused.value.retry_after is not None
    assert refused.value.retry_after > 0


def fail(calls: TokenCalls, address: str, error: SignInFailed) -> None:
    with pytest.raises(type(error)), calls.turn(address):
        raise error


def sign_in(calls: TokenCalls, address: str) -> None:
    with calls.turn(address):
        pass


def assert_most(calls: TokenCalls, at_once: int, of_address: int) -> None:
    with ExitStack() as under_way:
        for _ in range(of_address):
            under_way.enter_context(calls.turn(HERE))
        with told_to_wait():
            sign_in(calls, HERE)
        for _ in range(at_once - of_address):
            under_way.enter_context(calls.turn(THERE))
        with told_to_wait():
            sign_in(calls, ELSEWHERE)


def test_few_are_asked_about_at_a_time_and_fewer_of_one_address(calls: TokenCalls) -> None:
    assert_most(calls, FEW_AT_ONCE, FEW_OF_ADDRESS)
    sign_in(calls, HERE)


def test_a_provider_that_is_fast_is_asked_about_an_office_at_a_time(
    calls: TokenCalls, now: SimpleNamespace
) -> None:
    sign_in(calls, HERE)
    assert_most(calls, MOST_AT_ONCE, MOST_OF_ADDRESS)
    with calls.turn(HERE):
        now.seconds += SLOW_SECONDS + 1
    assert_most(calls, FEW_AT_ONCE, FEW_OF_ADDRESS)
    fail(calls, HERE, ProviderUnavailable("no answer"))
    now.seconds += QUIET_SECONDS
    assert_most(calls, FEW_AT_ONCE, 1)


def test_a_provider_that_has_not_answered_yet_gets_no_more_calls_once_it_is_slow(
    calls: TokenCalls, now: SimpleNamespace
) -> None:
    sign_in(calls, HERE)
    with ExitStack() as under_way:
        for _ in range(FEW_OF_ADDRESS):
            under_way.enter_context(calls.turn(HERE))
        sign_in(calls, HERE)
        now.seconds += SLOW_SECONDS + 1
        with told_to_wait():
            sign_in(calls, HERE)


EXPIRED = SignInExpired("The provider does not take the code.")


def kept_waiting(calls: TokenCalls, now: SimpleNamespace, states: list[str]) -> None:
    """Have these told to wait behind others, for so long that their codes expire."""
    with ExitStack() as under_way:
        for _ in range(FEW_OF_ADDRESS):
            under_way.enter_context(calls.turn(HERE))
        for state in states:
            with told_to_wait(), calls.turn(HERE, state):
                pass
    now.seconds += LONG_WAIT_SECONDS


def test_a_code_that_this_host_kept_waiting_does_not_count_as_failed(
    calls: TokenCalls, now: SimpleNamespace
) -> None:
    states = [f"state {n}" for n in range(20)]
    kept_waiting(calls, now, states)
    for state in states:
        with pytest.raises(SignInExpired), calls.turn(HERE, state):
            raise EXPIRED
    sign_in(calls, HERE)


def test_that_is_good_once_for_each_sign_in(calls: TokenCalls, now: SimpleNamespace) -> None:
    kept_waiting(calls, now, ["state"])
    for _ in range(6):
        with pytest.raises(SignInExpired), calls.turn(HERE, "state"):
            raise EXPIRED
    with pytest.raises(TooManyFailedSignIns):
        sign_in(calls, HERE)


def test_of_those_who_wait_few_are_remembered(calls: TokenCalls, now: SimpleNamespace) -> None:
    kept_waiting(calls, now, [f"state {n}" for n in range(2 * MAX_WAITING)])
    assert len(calls._waiting) == MAX_WAITING


def test_an_office_that_signs_in_meets_no_limit(calls: TokenCalls) -> None:
    for _ in range(500):
        sign_in(calls, HERE)


def test_an_address_whose_codes_are_refused_waits_and_no_other(calls: TokenCalls) -> None:
    for _ in range(5):
        fail(calls, HERE, SignInExpired("The provider does not take the code."))
    with pytest.raises(TooManyFailedSignIns), calls.turn(HERE):
        raise AssertionError("the provider was asked")
    sign_in(calls, THERE)


def test_a_provider_that_does_not_answer_an_address_is_left_alone_by_it(
    calls: TokenCalls, now: SimpleNamespace
) -> None:
    fail(calls, HERE, ProviderUnavailable("no answer"))
    with told_to_wait():
        sign_in(calls, HERE)
    # It may have been the code; others sign in.
    sign_in(calls, THERE)
    sign_in(calls, HERE)


def test_a_provider_that_answers_nobody_is_tried_by_one_at_a_time(
    calls: TokenCalls, now: SimpleNamespace
) -> None:
    for address in (HERE, THERE):
        fail(calls, address, ProviderUnavailable("no answer"))
    with told_to_wait():
        sign_in(calls, ELSEWHERE)
    now.seconds += QUIET_SECONDS
    with calls.turn(ELSEWHERE), told_to_wait():
        sign_in(calls, HERE)
    with ExitStack() as under_way:
        for address in (HERE, THERE, ELSEWHERE):
            under_way.enter_context(calls.turn(address))


def test_what_nobody_expected_gives_its_place_back(calls: TokenCalls) -> None:
    for _ in range(2 * MOST_AT_ONCE):
        with pytest.raises(ZeroDivisionError), calls.turn(HERE):
            raise ZeroDivisionError
    sign_in(calls, HERE)


def test_few_threads_wait_for_what_one_does_for_all() -> None:
    lock, got = BoundedLock(), threading.Semaphore(0)
    lock.acquire(0)

    def wait() -> None:
        assert lock.acquire(PATIENCE_SECONDS)
        lock.release()
        got.release()

    threads = [threading.Thread(target=wait) for _ in range(bounded_lock.MAX_WAITING)]
    for thread in threads:
        thread.start()
    until(lambda: lock._places._value == 0, "so many that wait")
    assert not lock.acquire(PATIENCE_SECONDS)
    lock.release()
    for thread in threads:
        thread.join()
    assert lock.acquire(0)
