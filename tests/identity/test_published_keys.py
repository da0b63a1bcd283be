"""A login's keys: how often they are fetched, and how long they count. The key server is real."""

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Response, redirect, request

from dash_retool_embed.people import IdentityError, TokenInvalid
from dashapp.identity import KeysUnavailable, TokenVerifier
from dashapp.identity.bounded_lock import MAX_WAITING
from dashapp.identity.key_server import MAX_KEY_SET_BYTES, KeyServer
from dashapp.identity.published_keys import (
    FETCH_INTERVAL_SECONDS,
    KEPT_SECONDS,
    RENEWED_AFTER_SECONDS,
    PublishedKeys,
)
from tests.identity.login import (
    AUDIENCE,
    ISSUER,
    Login,
    good_claims,
    key_set,
    pair,
)
from tests.patience import PATIENCE_SECONDS, until

FIRST = pair("first")
SECOND = pair("second")


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


class Server(KeyServer):
    """Gives up soon only where waiting is in vain."""

    def __init__(self, login: Login) -> None:
        super().__init__(PATIENCE_SECONDS, PATIENCE_SECONDS)
        self._login = login
        self._hasty = KeyServer(PATIENCE_SECONDS, 0.3)

    def get(self, url: str) -> bytes:
        return self._hasty.get(url) if self._login.is_endless else super().get(url)


@pytest.fixture
def verifier(login: Login, clock: Clock) -> TokenVerifier:
    keys = PublishedKeys(login.url, ["RS256"], server=Server(login), clock=clock)
    return TokenVerifier(keys, ["RS256"], AUDIENCE, ISSUER)


def refused(verifier: TokenVerifier, token: str) -> str:
    with pytest.raises(TokenInvalid) as caught:
        verifier.verify(token)
    return caught.value.reason


def fail() -> Response:
    return Response(status=500)


def test_nothing_is_fetched_before_somebody_asks_and_then_once(
    login: Login, verifier: TokenVerifier
) -> None:
    assert login.asked == []
    for _ in range(3):
        assert verifier.verify(FIRST.sign()).id == "ada"
    assert login.asked == ["/keys"]


def test_a_new_key_counts_as_soon_as_it_may_be_fetched(
    login: Login, verifier: TokenVerifier, clock: Clock
) -> None:
    verifier.verify(FIRST.sign())
    login.answer = lambda: key_set(FIRST, SECOND)
    assert "none of the login's" in refused(verifier, SECOND.sign())
    clock.pass_by(FETCH_INTERVAL_SECONDS)
    assert verifier.verify(SECOND.sign()).id == "ada"
    assert verifier.verify(FIRST.sign()).id == "ada"
    assert len(login.asked) == 2


def test_a_revoked_key_goes(login: Login, verifier: TokenVerifier, clock: Clock) -> None:
    verifier.verify(FIRST.sign())
    login.answer = lambda: key_set(SECOND)
    clock.pass_by(RENEWED_AFTER_SECONDS - 1)
    assert verifier.verify(FIRST.sign()).id == "ada"
    clock.pass_by(1)
    assert "none of the login's" in refused(verifier, FIRST.sign())


def test_all_keys_go_if_the_login_publishes_none(
    login: Login, verifier: TokenVerifier, clock: Clock
) -> None:
    verifier.verify(FIRST.sign())
    login.answer = key_set
    clock.pass_by(RENEWED_AFTER_SECONDS)
    assert "none of the login's" in refused(verifier, FIRST.sign())


def test_invented_kids_from_many_threads_cost_the_login_one_fetch_an_interval(
    login: Login, verifier: TokenVerifier, clock: Clock
) -> None:
    verifier.verify(FIRST.sign())
    clock.pass_by(FETCH_INTERVAL_SECONDS)
    forged = [SECOND.sign(kid=f"invented-{number}") for number in range(64)]
    with ThreadPoolExecutor(16) as threads:
        codes = set(threads.map(lambda token: code_of(verifier, token), forged))
    # Those for whom there was no room to wait are told to come back: their key may be a new one.
    assert codes - {"keys_unavailable"} == {"token_invalid"}
    assert len(login.asked) == 2


def code_of(verifier: TokenVerifier, token: str) -> str:
    with pytest.raises(IdentityError) as caught:
        verifier.verify(token)
    return caught.value.code


def test_invented_kids_hold_few_threads_while_the_login_hangs(login: Login, clock: Clock) -> None:
    patient = KeyServer(PATIENCE_SECONDS, PATIENCE_SECONDS)
    keys = PublishedKeys(login.url, ["RS256"], server=patient, clock=clock)
    verifier = TokenVerifier(keys, ["RS256"], AUDIENCE, ISSUER)
    verifier.verify(FIRST.sign())
    clock.pass_by(FETCH_INTERVAL_SECONDS)
    login.answer = hang(login)
    forged = [SECOND.sign(kid=f"invented-{number}") for number in range(16)]
    with ThreadPoolExecutor(16) as threads:
        told = [threads.submit(code_of, verifier, token) for token in forged]
        at_once = 16 - 1 - MAX_WAITING
        until(lambda: sum(each.done() for each in told) == at_once, "an answer to most")
        assert {each.result() for each in told if each.done()} == {"keys_unavailable"}
        # Whose key is known is let in meanwhile.
        assert verifier.verify(FIRST.sign()).id == "ada"
        login.released.set()


def test_where_strangers_alone_wait_they_hold_few_threads_from_the_start(
    login: Login, clock: Clock
) -> None:
    patient = KeyServer(PATIENCE_SECONDS, PATIENCE_SECONDS)
    keys = PublishedKeys(login.url, ["RS256"], server=patient, few_wait=True, clock=clock)
    verifier = TokenVerifier(keys, ["RS256"], AUDIENCE, ISSUER)
    login.answer = hang(login)
    forged = [SECOND.sign(kid=f"invented-{number}") for number in range(16)]
    with ThreadPoolExecutor(16) as threads:
        told = [threads.submit(code_of, verifier, token) for token in forged]
        at_once = 16 - 1 - MAX_WAITING
        until(lambda: sum(each.done() for each in told) == at_once, "an answer to most")
        assert {each.result() for each in told if each.done()} == {"keys_unavailable"}
        login.released.set()


def test_a_token_without_a_kid_makes_nobody_fetch(login: Login, verifier: TokenVerifier) -> None:
    token = FIRST.sign_text({"alg": "RS256"}, good_claims())
    assert "kid must be text" in refused(verifier, token)
    assert login.asked == []


def hang(login: Login) -> Callable[[], Response]:
    login.is_endless = True

    def answer() -> Response:
        login.released.wait(timeout=PATIENCE_SECONDS)
        return fail()

    return answer


def drip(login: Login) -> Callable[[], Response]:
    """Answer a little at a time, each well within any time-out, and never end."""
    login.is_endless = True

    def parts() -> Iterator[bytes]:
        while not login.released.wait(timeout=0.05):
            yield b" "

    return lambda: Response(parts())


ANSWERS: dict[str, Callable[[Login], Callable[[], Response]]] = {
    "status 500": lambda _: fail,
    "hangs": hang,
    "drips": drip,
    "garbage": lambda _: lambda: Response(b"\xff<html>"),
    "another shape": lambda _: lambda: Response('["keys"]'),
    "a name twice": lambda _: lambda: Response('{"keys": [], "keys": []}'),
    "nested deeply": lambda _: lambda: Response("[" * 100_000),
    "a huge body": lambda _: lambda: Response(b" " * (MAX_KEY_SET_BYTES + 1) + b'{"keys": []}'),
    "a redirect": lambda _: lambda: redirect("/elsewhere"),  # type: ignore[return-value,dict-item]
}


@pytest.mark.parametrize("how", ANSWERS)
def test_old_keys_count_for_a_while_if_the_login_fails(
    login: Login, verifier: TokenVerifier, clock: Clock, how: str
) -> None:
    verifier.verify(FIRST.sign())
    login.answer = ANSWERS[how](login)
    clock.pass_by(RENEWED_AFTER_SECONDS)
    assert verifier.verify(FIRST.sign()).id == "ada"
    assert verifier.verify(FIRST.sign()).id == "ada"
    assert login.asked == ["/keys"] * 2
    clock.pass_by(KEPT_SECONDS)
    with pytest.raises(KeysUnavailable) as caught:
        verifier.verify(FIRST.sign())
    assert (caught.value.status, caught.value.code) == (503, "keys_unavailable")


@pytest.mark.parametrize("how", ANSWERS)
def test_without_keys_nobody_is_let_in(login: Login, verifier: TokenVerifier, how: str) -> None:
    login.answer = ANSWERS[how](login)
    for _ in range(3):
        with pytest.raises(KeysUnavailable):
            verifier.verify(FIRST.sign())
    assert login.asked == ["/keys"]


def test_a_login_that_comes_back_is_asked_again(
    login: Login, verifier: TokenVerifier, clock: Clock
) -> None:
    answer, login.answer = login.answer, fail
    with pytest.raises(KeysUnavailable):
        verifier.verify(FIRST.sign())
    login.answer = answer
    clock.pass_by(FETCH_INTERVAL_SECONDS)
    assert verifier.verify(FIRST.sign()).id == "ada"


def test_an_outage_of_a_login_is_two_lines(
    login: Login, verifier: TokenVerifier, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "dashapp.identity")
    answer, login.answer = login.answer, fail
    for _ in range(20):
        with pytest.raises(KeysUnavailable):
            verifier.verify(FIRST.sign())
        clock.pass_by(FETCH_INTERVAL_SECONDS)
    assert len(login.asked) == 20
    login.answer = answer
    for _ in range(3):
        verifier.verify(FIRST.sign())
    begun, ended = (line for line in caplog.messages if line.startswith("Outage"))
    assert begun == f"Outage begins: keys from {login.url}: status 500"
    assert ended.startswith(f"Outage ends: keys from {login.url}: it lasted 0:03:20, with 20 fail")


def test_others_use_the_old_keys_while_one_fetches(login: Login, clock: Clock) -> None:
    patient = KeyServer(PATIENCE_SECONDS, PATIENCE_SECONDS)
    keys = PublishedKeys(login.url, ["RS256"], server=patient, clock=clock)
    verifier = TokenVerifier(keys, ["RS256"], AUDIENCE, ISSUER)
    verifier.verify(FIRST.sign())
    asked = threading.Event()

    def answer() -> Response:
        asked.set()
        login.released.wait(timeout=PATIENCE_SECONDS)
        return key_set(FIRST)

    login.answer = answer
    clock.pass_by(RENEWED_AFTER_SECONDS)
    with ThreadPoolExecutor(2) as threads:
        fetching = threads.submit(verifier.verify, FIRST.sign())
        assert asked.wait(timeout=PATIENCE_SECONDS)
        assert (
            threads.submit(verifier.verify, FIRST.sign()).result(timeout=PATIENCE_SECONDS).id
            == "ada"
        )
        assert not fetching.done()
        login.released.set()
        assert fetching.result().id == "ada"
    assert len(login.asked) == 2


def test_at_the_start_everybody_waits_for_the_first_fetch(
    login: Login, verifier: TokenVerifier
) -> None:
    with ThreadPoolExecutor(8) as threads:
        people = list(threads.map(lambda _: verifier.verify(FIRST.sign()).id, range(8)))
    assert people == ["ada"] * 8
    assert login.asked == ["/keys"]


def test_a_cookie_of_the_login_is_not_kept(
    login: Login, verifier: TokenVerifier, clock: Clock
) -> None:
    sent: list[str | None] = []

    def answer() -> Response:
        sent.append(request.headers.get("Cookie"))
        response = key_set(FIRST)
        response.set_cookie("visited", "1")
        return response

    login.answer = answer
    verifier.verify(FIRST.sign())
    clock.pass_by(RENEWED_AFTER_SECONDS)
    verifier.verify(FIRST.sign())
    assert sent == [None, None]
