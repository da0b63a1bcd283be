"""Answers that no healthy Retool gives, and what each is taken for."""

import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from werkzeug.wrappers import Response

from dash_retool_embed.retool import (
    EmbeddingNotEnabled,
    EmbedRequest,
    OriginNotAllowed,
    RateLimited,
    RequestRejected,
    RetoolClient,
    RetoolError,
    RetoolUnavailable,
    UnintelligibleAnswer,
    UnknownAppOrGroup,
)
from tests.patience import PATIENCE_SECONDS

from .servers import API_KEY, OddServer, json_answer


def test_an_answer_that_trickles_is_given_up(
    odd_server: OddServer, embed_request: EmbedRequest
) -> None:
    given_up = threading.Event()

    def trickle() -> Iterator[bytes]:
        while not given_up.wait(0.02):
            yield b" "

    odd_server.answer = lambda _: Response(trickle(), mimetype="application/json")
    client = RetoolClient(odd_server.origin, API_KEY, read_timeout=0.2)
    with client, pytest.raises(RetoolUnavailable, match=r"within 0\.2 seconds"):
        client.mint(embed_request)
    given_up.set()


def in_an_hour() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)


# Said when the test runs: each process collects the tests in a second of its own.
@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        (lambda: "7", 7, 7),
        (in_an_hour, 3000, 3600),
        (lambda: "Thu, 01 Jan 1970 00:00:00 GMT", 0, 0),
    ],
)
def test_a_rate_limit_tells_the_seconds_to_wait(
    odd_server: OddServer,
    odd_client: RetoolClient,
    embed_request: EmbedRequest,
    header: Callable[[], str],
    least: float,
    most: float,
) -> None:
    odd_server.answer = lambda _: Response("slow down", 429, {"Retry-After": header()})
    with pytest.raises(RateLimited, match="slow down") as caught:
        odd_client.mint(embed_request)
    assert caught.value.retry_after is not None
    assert least <= caught.value.retry_after <= most


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "soon"}, {"Retry-After": "-1"}])
def test_a_rate_limit_without_a_time_is_one_too(
    odd_server: OddServer,
    odd_client: RetoolClient,
    embed_request: EmbedRequest,
    headers: dict[str, str],
) -> None:
    odd_server.answer = lambda _: Response(status=429, headers=headers)
    with pytest.raises(RateLimited) as caught:
        odd_client.mint(embed_request)
    assert caught.value.retry_after is None


@pytest.mark.parametrize(
    ("status", "said", "error"),
    [
        (400, "groupIds has 99, which is no group of this organization", UnknownAppOrGroup),
        (400, "Group 99 not found", UnknownAppOrGroup),
        (400, "Embedding is not enabled for this organization", EmbeddingNotEnabled),
        (400, "sessionDurationMinutes must be from 10 to 43200", RequestRejected),
        (403, "Page does not belong to organization", UnknownAppOrGroup),
        (404, "", UnknownAppOrGroup),
        (422, "no", RequestRejected),
    ],
)
def test_a_refusal_keeps_retools_words(
    odd_server: OddServer,
    odd_client: RetoolClient,
    embed_request: EmbedRequest,
    status: int,
    said: str,
    error: type[RetoolError],
) -> None:
    odd_server.answer = lambda _: json_answer(f'{{"success":false,"message":"{said}"}}', status)
    with pytest.raises(error) as caught:
        odd_client.mint(embed_request)
    assert caught.value.detail == said
    assert str(status) in str(caught.value)


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ("plain words", "plain words"),
        ('{"error": "words"}', "words"),
        ('{"error": {"message": "words"}}', "words"),
        ('"words"', "words"),
        ("<html><h1>Bad gateway</h1>", ""),
        ('{"message": "cut o', ""),
        ('{"message": 3}', ""),
        ("[" * 10_000, ""),
        ("", ""),
        ("two\nlines\x1b[31m\u202eand colour", "two lines[31mand colour"),
        ("x" * 1_000, "x" * 299 + "…"),
    ],
)
def test_words_of_any_shape_become_one_short_line(
    odd_server: OddServer,
    odd_client: RetoolClient,
    embed_request: EmbedRequest,
    body: str,
    detail: str,
) -> None:
    odd_server.answer = lambda _: Response(body, 502)
    with pytest.raises(RetoolUnavailable) as caught:
        odd_client.mint(embed_request)
    assert caught.value.detail == detail


@pytest.mark.parametrize(
    "body",
    [
        "<html>Sign in</html>",
        "",
        "null",
        "[]",
        "{}",
        '{"embedUrl": null}',
        '{"embedUrl": ""}',
        '{"embedUrl": ["https://retool.example.com"]}',
        '{"embedUrl": "not a link"}',
        '{"embedUrl": "https://a.example/',
        "[" * 10_000,
        '{"padding": "' + "x" * 100_000 + '"}',
    ],
)
def test_an_answer_that_makes_no_sense_is_an_error(
    odd_server: OddServer, odd_client: RetoolClient, embed_request: EmbedRequest, body: str
) -> None:
    odd_server.answer = lambda _: json_answer(body)
    with pytest.raises(UnintelligibleAnswer):
        odd_client.mint(embed_request)


@pytest.mark.parametrize(
    ("head", "stays", "error", "words"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", False, RetoolUnavailable, "cut off"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{",
            False,
            RetoolUnavailable,
            "cut off",
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", True, RetoolUnavailable, "within"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
            True,
            UnintelligibleAnswer,
            "not encoded",
        ),
    ],
)
def test_an_answer_that_breaks_off_or_is_not_http_is_an_error(
    embed_request: EmbedRequest, head: bytes, stays: bool, error: type[RetoolError], words: str
) -> None:
    given_up = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(head)
                if stays:
                    given_up.wait(PATIENCE_SECONDS)

        thread = threading.Thread(target=answer)
        thread.start()
        origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
        seconds = 0.2 if words == "within" else PATIENCE_SECONDS
        client = RetoolClient(origin, API_KEY, read_timeout=seconds)
        with client, pytest.raises(error, match=words):
            client.mint(embed_request)
        given_up.set()
        thread.join()


def test_a_redirect_is_not_followed(
    odd_server: OddServer, odd_client: RetoolClient, embed_request: EmbedRequest
) -> None:
    odd_server.answer = lambda _: Response(status=307, headers={"Location": "/elsewhere"})
    with pytest.raises(UnintelligibleAnswer, match="redirect"):
        odd_client.mint(embed_request)
    assert [request.path for request in odd_server.requests] == ["/api/embed-url/external-user"]


def test_a_link_to_another_origin_is_refused_unless_allowed(
    odd_server: OddServer, odd_client: RetoolClient, embed_request: EmbedRequest
) -> None:
    odd_server.answer = lambda _: json_answer('{"embedUrl": "https://apps.example.com/x"}')
    with pytest.raises(OriginNotAllowed, match=r"https://apps\.example\.com"):
        odd_client.mint(embed_request)
    with RetoolClient(odd_server.origin, API_KEY, embed_origins=["apps.example.com"]) as client:
        assert client.mint(embed_request).origin == "https://apps.example.com"
