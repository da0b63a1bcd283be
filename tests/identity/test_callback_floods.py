"""Strangers who come back from the provider with codes of their own: few calls, and few threads."""

import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from dashapp.app import create_app
from dashapp.cli.serve import THREADS as USUAL_THREADS
from dashapp.identity import provider_metadata, token_calls
from dashapp.identity.token_calls import FEW_AT_ONCE, FEW_OF_ADDRESS, MOST_OF_ADDRESS, TokenCalls
from dashapp.web import Proxies, listen, production_server
from tests.conftest import Company
from tests.identity.visitor import Visitor
from tests.patience import PATIENCE_SECONDS, until

THREADS = 8
DISCOVERY = "/.well-known/openid-configuration"


def callback_of_a_stranger(company: Company) -> tuple[Visitor, str]:
    """Begin a sign-in; return the address of a callback with a code that nobody gave out."""
    stranger = Visitor(company)
    at_provider = stranger.open("/sign-in").headers["Location"]
    state = parse_qs(urlsplit(at_provider).query)["state"][0]
    return stranger, f"/sign-in/callback?code=invented&state={state}"


@contextmanager
def served(company: Company, threads: int = THREADS) -> Iterator[Company]:
    """Serve the same host as `dashapp serve` does, by default with few threads."""
    bound = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{bound.getsockname()[1]}"
    server = production_server(
        create_app(company.settings).server, bound, threads=threads, proxies=Proxies()
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield Company(url, company.provider, company.settings)
    finally:
        company.provider.go_on.set()
        server.close()


def flood(company: Company, strangers: int) -> tuple[ThreadPoolExecutor, list[int]]:
    """Have so many come with invented codes; return the statuses that have come so far."""
    visits = [callback_of_a_stranger(company) for _ in range(strangers)]
    statuses: list[int] = []

    def come(visit: tuple[Visitor, str]) -> None:
        statuses.append(visit[0].open(visit[1]).status_code)

    threads = ThreadPoolExecutor(strangers)
    for visit in visits:
        threads.submit(come, visit)
    return threads, statuses


def test_strangers_hold_few_threads_while_the_token_endpoint_hangs(company: Company) -> None:
    with served(company) as host:
        company.provider.hanging.add("/token")
        threads, statuses = flood(host, 24)
        until(lambda: len(statuses) == 24 - FEW_OF_ADDRESS, "an answer to all others")
        assert set(statuses) == {503}
        assert requests.get(f"{host.url}/health", timeout=PATIENCE_SECONDS).text == "OK"
        assert not company.provider.go_on.is_set()
        assert company.provider.asked["/token"] == FEW_OF_ADDRESS < FEW_AT_ONCE
        company.provider.go_on.set()
        threads.shutdown()


def test_at_a_provider_that_was_fast_they_leave_most_threads_free(company: Company) -> None:
    person = Visitor(company)
    callback = urlsplit(person.go_to_provider())
    with served(company, USUAL_THREADS) as host:
        # By the name that the cookies are for.
        url = host.url.replace("127.0.0.1", "localhost")
        assert person.open(f"{url}{callback.path}?{callback.query}").status_code == 302
        asked = company.provider.asked["/token"]
        company.provider.hanging.add("/token")
        threads, statuses = flood(host, 24)
        until(lambda: len(statuses) == 24 - MOST_OF_ADDRESS, "an answer to all others")
        assert set(statuses) == {503}
        assert requests.get(f"{host.url}/health", timeout=PATIENCE_SECONDS).text == "OK"
        assert not company.provider.go_on.is_set()
        assert company.provider.asked["/token"] - asked == MOST_OF_ADDRESS < USUAL_THREADS / 4
        company.provider.go_on.set()
        threads.shutdown()


def test_without_turns_they_hold_them_all(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TokenCalls, "turn", lambda *_: nullcontext())
    with served(company) as host:
        company.provider.hanging.add("/token")
        threads, statuses = flood(host, 24)
        until(lambda: company.provider.asked["/token"] == THREADS, "a call of each thread")
        assert statuses == []
        company.provider.go_on.set()
        threads.shutdown()


def test_who_has_to_wait_is_told_so_and_signs_in_by_the_same_address(company: Company) -> None:
    person = Visitor(company)
    callback = person.go_to_provider("/sign-in?next=/sales")
    company.provider.hanging.add("/token")
    threads, _ = flood(company, FEW_OF_ADDRESS)
    until(lambda: company.provider.asked["/token"] == FEW_OF_ADDRESS, "calls that hang")
    answer = person.open(callback)
    assert answer.status_code == 503
    assert "Many people are signing in" in answer.text
    assert "tries again by itself" in answer.text
    seconds = int(answer.headers["Retry-After"])
    assert re.search(rf'http-equiv="refresh" content="{seconds}"', answer.text)
    assert "Set-Cookie" not in answer.headers
    person.leaves_nothing_behind(answer)
    company.provider.hanging.clear()
    company.provider.go_on.set()
    threads.shutdown()
    answer = person.open(callback)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sales")
    assert person.is_signed_in()


def test_a_code_that_was_shown_is_not_shown_again_by_itself(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Visitor(company)
    callback = person.go_to_provider()
    company.provider.broken["/token"] = 503
    answer = person.open(callback)
    assert answer.status_code == 503
    assert "http-equiv" not in answer.text
    assert int(answer.headers["Retry-After"]) > 0


def test_a_discovery_that_is_away_costs_nobody_their_code(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Visitor(company)
    callback = person.go_to_provider()
    monkeypatch.setattr(provider_metadata, "QUIET_SECONDS", 0)
    # Another process, which has not asked for it yet.
    fresh = create_app(company.settings).server.test_client()
    for cookie in person.cookies:
        fresh.set_cookie(cookie.name, cookie.value or "")
    company.provider.broken[DISCOVERY] = 500
    path = f"{urlsplit(callback).path}?{urlsplit(callback).query}"
    answer = fresh.get(path)
    assert (answer.status_code, "http-equiv" in answer.text) == (503, True)
    company.provider.broken.clear()
    assert fresh.get(path).status_code == 302


def invented_codes(company: Company, count: int) -> list[requests.Response]:
    answers = []
    for _ in range(count):
        stranger, callback = callback_of_a_stranger(company)
        answers.append(stranger.open(callback))
    return answers


@pytest.fixture
def seldom(monkeypatch: pytest.MonkeyPatch) -> Callable[[Company, str], Company]:
    """Return a host with another limit on sign-ins that fail."""

    def seldom(company: Company, rate: str) -> Company:
        limits = company.settings.limits.model_copy(update={"failed_sign_ins": rate})
        return Company(
            company.url, company.provider, company.settings.model_copy(update={"limits": limits})
        )

    return seldom


def test_codes_that_fail_are_few_calls_and_the_address_is_told_to_wait(
    company: Company, seldom: Callable[[Company, str], Company]
) -> None:
    with served(seldom(company, "3 per hour")) as host:
        answers = invented_codes(host, 9)
        assert company.provider.asked["/token"] == 3
        assert [answer.status_code for answer in answers] == [400] * 3 + [429] * 6
        assert "Too many sign-ins from your network have failed." in answers[-1].text
        assert 1 <= int(answers[-1].headers["Retry-After"]) <= 3601


def test_without_that_limit_each_code_is_a_call(
    company: Company, seldom: Callable[[Company, str], Company]
) -> None:
    with served(seldom(company, "1000 per hour")) as host:
        assert {answer.status_code for answer in invented_codes(host, 9)} == {400}
        assert company.provider.asked["/token"] == 9


def test_honest_people_of_one_address_do_not_meet_it(
    company: Company, seldom: Callable[[Company, str], Company]
) -> None:
    # The provider sends people back to the first host; both have the same secret.
    few = create_app(seldom(company, "1 per hour").settings).server.test_client()
    for _ in range(5):
        person = Visitor(company)
        callback = urlsplit(person.go_to_provider())
        for cookie in person.cookies:
            few.set_cookie(cookie.name, cookie.value or "")
        assert few.get(f"{callback.path}?{callback.query}").status_code == 302


def test_a_provider_that_gave_no_answer_is_left_alone_for_a_moment(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(token_calls, "QUIET_SECONDS", 3600)
    waiting = Visitor(company)
    callback = waiting.go_to_provider()
    company.provider.broken["/token"] = 503
    assert Visitor(company).sign_in().status_code == 503
    company.provider.broken.clear()
    answer = waiting.open(callback)
    assert (answer.status_code, "http-equiv" in answer.text) == (503, True)
    assert company.provider.asked["/token"] == 1
