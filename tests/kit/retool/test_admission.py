"""A sick Retool is left alone, and those who would have to wait for it get a ticket at once."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

import pytest
import requests
from werkzeug.wrappers import Request, Response

from dash_retool_embed.retool import (
    EmbedRequest,
    EmbedUrl,
    RateLimited,
    RequestRejected,
    RetoolBusy,
    RetoolClient,
    RetoolError,
    RetoolUnavailable,
    TokenRejected,
    UnintelligibleAnswer,
)
from dash_retool_embed.retool.circuit_breaker import CircuitBreaker
from tests.patience import PATIENCE_SECONDS, until

from .servers import API_KEY, SALES, OddServer, json_answer

PAUSE = 7.0


@dataclass
class Clock:
    """The breaker's clock; it moves when a test says so."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Healthy:
    """Answers with a link; `let_go` holds back the answers until it is set."""

    origin: str
    let_go: threading.Event = field(default_factory=threading.Event)

    def __call__(self, _request: Request) -> Response:
        self.let_go.wait(PATIENCE_SECONDS)
        return json_answer(f'{{"embedUrl": "{self.origin}/x"}}')


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(
        "dash_retool_embed.retool.client.CircuitBreaker", partial(CircuitBreaker, clock=clock)
    )
    return clock


@pytest.fixture
def client(odd_server: OddServer, clock: Clock) -> Iterator[RetoolClient]:
    """A client that has nobody wait."""
    with RetoolClient(
        odd_server.origin,
        API_KEY,
        read_timeout=PATIENCE_SECONDS,
        max_in_flight=20,
        max_waiting=0,
        pause_seconds=PAUSE,
    ) as client:
        yield client


@pytest.fixture
def slow(odd_server: OddServer) -> Iterator[Healthy]:
    odd_server.answer = slow = Healthy(odd_server.origin)
    yield slow
    slow.let_go.set()


@pytest.fixture
def healthy(odd_server: OddServer) -> Healthy:
    healthy = Healthy(odd_server.origin)
    healthy.let_go.set()
    return healthy


def of(person: str, request: EmbedRequest) -> EmbedRequest:
    return request.model_copy(update={"external_identifier": person})


def fail(client: RetoolClient, request: EmbedRequest, times: int) -> None:
    for _ in range(times):
        with pytest.raises(RetoolUnavailable, match="failed"):
            client.mint(request)


def ask_at_once(
    pool: ThreadPoolExecutor, client: RetoolClient, request: EmbedRequest, people: int
) -> "list[Future[EmbedUrl]]":
    """Let so many people ask in the same moment."""
    together = threading.Barrier(people)

    def ask(person: int) -> EmbedUrl:
        together.wait(PATIENCE_SECONDS)
        return client.mint(of(str(person), request))

    return [pool.submit(ask, person) for person in range(people)]


def refusals(asked: "list[Future[EmbedUrl]]", count: int) -> list[RetoolError]:
    """Wait until `count` were refused, while Retool still holds back its answers."""
    until(lambda: sum(future.done() for future in asked) == count, f"{count} refusals")
    errors = [error for future in asked if future.done() and (error := future.exception())]
    return [error for error in errors if isinstance(error, RetoolError)]


def test_of_fifty_at_once_only_a_few_reach_a_retool_that_hangs(
    odd_server: OddServer, slow: Healthy, embed_request: EmbedRequest
) -> None:
    with (
        RetoolClient(
            odd_server.origin,
            API_KEY,
            max_in_flight=4,
            max_waiting=0,
            read_timeout=PATIENCE_SECONDS,
        ) as client,
        ThreadPoolExecutor(50) as pool,
    ):
        asked = ask_at_once(pool, client, embed_request, 50)
        refused = refusals(asked, 46)
        assert [type(error) for error in refused] == [RetoolBusy] * 46
        assert all(0 < (error.retry_after or 0) <= 11 for error in refused)
        slow.let_go.set()
        assert sum(future.exception() is None for future in asked) == 4
        assert len(odd_server.requests) == 4
        client.mint(embed_request)


def test_calls_stop_after_failures_in_a_row(
    odd_server: OddServer, client: RetoolClient, embed_request: EmbedRequest, clock: Clock
) -> None:
    fail(client, embed_request, times=5)
    clock.now += 2
    for _ in range(3):
        with pytest.raises(RetoolUnavailable, match=r"5 times in a row .* 5 seconds") as caught:
            client.mint(embed_request)
        assert SALES in str(caught.value)
        assert caught.value.retry_after == PAUSE - 2
    assert len(odd_server.requests) == 5


def test_calls_stop_after_refused_connections(embed_request: EmbedRequest) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with RetoolClient(f"http://127.0.0.1:{taken.getsockname()[1]}", API_KEY) as client:
            for _ in range(5):
                with pytest.raises(RetoolUnavailable, match="No connection"):
                    client.mint(embed_request)
            with pytest.raises(RetoolUnavailable, match="left alone"):
                client.mint(embed_request)


def test_calls_stop_after_calls_that_hang(
    odd_server: OddServer, slow: Healthy, embed_request: EmbedRequest
) -> None:
    with RetoolClient(odd_server.origin, API_KEY, read_timeout=0.05) as client:
        for _ in range(5):
            with pytest.raises(RetoolUnavailable, match="within"):
                client.mint(embed_request)
        with pytest.raises(RetoolUnavailable, match="left alone"):
            client.mint(embed_request)


def test_after_the_pause_one_call_tries_and_its_success_ends_it(
    odd_server: OddServer,
    client: RetoolClient,
    embed_request: EmbedRequest,
    clock: Clock,
) -> None:
    fail(client, embed_request, times=5)
    clock.now += PAUSE
    odd_server.answer = slow = Healthy(odd_server.origin)
    with ThreadPoolExecutor(20) as pool:
        asked = ask_at_once(pool, client, embed_request, 20)
        refused = refusals(asked, 19)
        assert [type(error) for error in refused] == [RetoolUnavailable] * 19
        assert {error.retry_after for error in refused} == {1.0}
        slow.let_go.set()
        assert sum(future.exception() is None for future in asked) == 1
    assert len(odd_server.requests) == 6
    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(lambda n: client.mint(of(str(n), embed_request)), range(4)))


def test_a_try_that_fails_begins_another_pause(
    odd_server: OddServer,
    client: RetoolClient,
    embed_request: EmbedRequest,
    clock: Clock,
    healthy: Healthy,
) -> None:
    fail(client, embed_request, times=5)
    for _ in range(2):
        clock.now += PAUSE
        fail(client, embed_request, times=1)
        with pytest.raises(RetoolUnavailable, match="left alone"):
            client.mint(embed_request)
    assert len(odd_server.requests) == 7
    odd_server.answer = healthy
    clock.now += PAUSE
    client.mint(embed_request)
    client.mint(embed_request)


def test_the_pause_passes_by_itself(
    odd_server: OddServer, embed_request: EmbedRequest, healthy: Healthy
) -> None:
    with RetoolClient(odd_server.origin, API_KEY, pause_seconds=0.05) as client:
        fail(client, embed_request, times=5)
        odd_server.answer = healthy

        def link() -> EmbedUrl | None:
            with suppress(RetoolUnavailable):
                return client.mint(embed_request)
            return None

        until(link, "the end of the pause")


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, TokenRejected), (400, RequestRejected), (302, UnintelligibleAnswer)],
)
def test_a_retool_that_answers_is_asked_again_whatever_it_says(
    odd_server: OddServer,
    client: RetoolClient,
    embed_request: EmbedRequest,
    status: int,
    error: type[RetoolError],
) -> None:
    odd_server.answer = lambda _: Response("no", status)
    for _ in range(30):
        with pytest.raises(error):
            client.mint(embed_request)
    assert len(odd_server.requests) == 30


def test_an_answer_in_between_ends_the_row(
    odd_server: OddServer, client: RetoolClient, embed_request: EmbedRequest, healthy: Healthy
) -> None:
    broken = odd_server.answer
    for _ in range(3):
        odd_server.answer = broken
        fail(client, embed_request, times=4)
        odd_server.answer = healthy
        client.mint(embed_request)


def test_who_finds_all_places_taken_does_not_end_the_row(
    odd_server: OddServer, embed_request: EmbedRequest
) -> None:
    broken = odd_server.answer
    with (
        RetoolClient(
            odd_server.origin,
            API_KEY,
            max_in_flight=1,
            max_waiting=0,
            read_timeout=PATIENCE_SECONDS,
        ) as client,
        ThreadPoolExecutor(1) as pool,
    ):
        fail(client, embed_request, times=4)
        reached, let_go = threading.Event(), threading.Event()

        def held(request: Request) -> Response:
            reached.set()
            let_go.wait(PATIENCE_SECONDS)
            return broken(request)

        odd_server.answer = held
        fifth = pool.submit(client.mint, embed_request)
        assert reached.wait(PATIENCE_SECONDS)
        with pytest.raises(RetoolBusy):
            client.mint(embed_request)
        let_go.set()
        assert isinstance(fifth.exception(PATIENCE_SECONDS), RetoolUnavailable)
        with pytest.raises(RetoolUnavailable, match="left alone"):
            client.mint(embed_request)


def test_a_place_is_free_again_however_the_call_ended(
    odd_server: OddServer,
    embed_request: EmbedRequest,
    healthy: Healthy,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with RetoolClient(odd_server.origin, API_KEY, max_in_flight=1, max_waiting=0) as client:
        for status in (200, 302, 400, 401, 503):
            odd_server.answer = lambda _, status=status: Response("no", status)  # type: ignore[misc]
            with pytest.raises(RetoolError) as caught:
                client.mint(embed_request)
            assert not isinstance(caught.value, RetoolBusy)

        def interrupted(*_args: object, **_kwargs: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(requests.Session, "send", interrupted)
            with pytest.raises(KeyboardInterrupt):
                client.mint(embed_request)
        odd_server.answer = healthy
        client.mint(embed_request)


@pytest.mark.parametrize(
    "wrong",
    [{"max_in_flight": 0}, {"max_waiting": -1}, {"failures_in_a_row": 0}, {"pause_seconds": 0.0}],
)
def test_a_gate_that_nobody_could_pass_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="above 0"):
        RetoolClient("retool.example.com", API_KEY, **wrong)  # type: ignore[arg-type]


def test_a_call_that_is_refused_when_it_is_its_turn_says_nothing_about_retool(
    odd_server: OddServer, client: RetoolClient, embed_request: EmbedRequest, healthy: Healthy
) -> None:
    fail(client, embed_request, times=4)

    def refuse() -> None:
        raise PermissionError

    with pytest.raises(PermissionError):
        client.mint(embed_request, before_call=refuse)
    # Neither an answer, which would have ended the row, nor a failure.
    fail(client, embed_request, times=1)
    with pytest.raises(RetoolUnavailable, match="left alone"):
        client.mint(embed_request)
    assert len(odd_server.requests) == 5


def test_a_ticket_is_good_at_every_client_with_the_same_key(
    odd_server: OddServer, slow: Healthy, embed_request: EmbedRequest
) -> None:
    full = partial(RetoolClient, odd_server.origin, max_in_flight=1, max_waiting=0)
    with full(API_KEY) as one, full(API_KEY) as other, ThreadPoolExecutor(2) as pool:
        first = [pool.submit(client.mint, embed_request) for client in (one, other)]
        until(lambda: len(odd_server.requests) == 2, "both to be full")

        def ticket_from(client: RetoolClient, ticket: str | None) -> str:
            with pytest.raises(RetoolBusy) as caught:
                client.mint(of("ben", embed_request), ticket=ticket)
            return caught.value.ticket

        ticket = ticket_from(one, None)
        assert ticket_from(one, ticket) == ticket_from(other, ticket) == ticket
        assert ticket_from(other, "0" * len(ticket)) != ticket
        slow.let_go.set()
        assert all(each.result(PATIENCE_SECONDS) for each in first)
        assert one.mint(of("ben", embed_request), ticket=ticket).origin == odd_server.origin


@pytest.mark.parametrize(("said", "seconds"), [("30", 30.0), (None, PAUSE), ("86400", 60.0)])
def test_a_pause_that_retool_asks_for_is_everybodys(
    odd_server: OddServer,
    client: RetoolClient,
    embed_request: EmbedRequest,
    clock: Clock,
    healthy: Healthy,
    said: str | None,
    seconds: float,
) -> None:
    odd_server.answer = lambda _: Response("no", 429, {"Retry-After": said} if said else {})
    with pytest.raises(RateLimited):
        client.mint(embed_request)
    odd_server.answer = healthy
    clock.now += seconds - 1
    for person in ("ben", "eve"):
        with pytest.raises(RateLimited) as caught:
            client.mint(of(person, embed_request))
        assert caught.value.retry_after == 1
    assert len(odd_server.requests) == 1
    clock.now += 1
    client.mint(embed_request)
