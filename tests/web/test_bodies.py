"""What is kept of a body before anybody knows who sends it: little, and nothing of a large one."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from dash import Dash
from flask import Flask
from waitress.parser import HTTPRequestParser

from dash_retool_embed.people import User
from dash_retool_embed.register import register_embeds
from dash_retool_embed.retool import RetoolClient
from dashapp.web import request_parser, serving
from dashapp.web.bodies import BodyLimits
from dashapp.web.sizes import LARGE_BODY_BYTES, SMALL_BODY_BYTES
from tests.conftest import Host
from tests.web.running_server import Running, running_server, until
from tests.web.test_connections import everything

LARGE = 10 * SMALL_BODY_BYTES
CALLBACKS = "/_dash-update-component"
COOKIE = b"Cookie: dashapp_token=x\r\n"
BEARER = b"Authorization: Bearer x\r\n"


@contextmanager
def large_server() -> Iterator[Running]:
    with running_server() as running:
        running.server.adj.bodies = BodyLimits(LARGE, {"/"}, ("COOKIE", "AUTHORIZATION", "X_TOKEN"))
        running.server.adj.max_request_body_size = 2 * LARGE
        running.app.config["MAX_CONTENT_LENGTH"] = LARGE
        yield running


def head(size: int, more: bytes = b"", path: bytes = b"/") -> bytes:
    return b"POST %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: %d\r\n\r\n" % (
        path,
        more,
        size,
    )


def chunked(size: int, more: bytes = b"") -> bytes:
    begin = b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n%s\r\n" % more
    return begin + b"%x\r\n%s\r\n0\r\n\r\n" % (size, b"a" * size)


def kept(running: Running) -> list[int]:
    """Return how many bytes of bodies are kept now, and whose end is yet to come."""
    arriving = [each.request for each in list(running.server.active_channels.values())]
    return [len(each._body) for each in arriving if each and each._body is not None]


def is_refused(answer: bytes) -> bool:
    status, _, rest = answer.partition(b"\r\n")
    headers, _, body = rest.partition(b"\r\n\r\n")
    assert answer.count(b"HTTP/1.") == 1
    if b" 413 " not in status:
        return False
    assert b"Content-Type: application/problem+json" in headers
    assert b"Connection: close" in headers
    assert json.loads(body)["code"] == "too_large"
    return True


@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        (head(SMALL_BODY_BYTES) + b"a" * SMALL_BODY_BYTES, False),
        (head(SMALL_BODY_BYTES + 1) + b"a" * (SMALL_BODY_BYTES + 1), True),
        (head(SMALL_BODY_BYTES + 1, COOKIE, b"/a") + b"a" * (SMALL_BODY_BYTES + 1), True),
        (head(LARGE, b"Cookie: \r\n") + b"a" * LARGE, True),
        (head(LARGE, b"X-Other: x\r\n") + b"a" * LARGE, True),
        *((head(LARGE, who) + b"a" * LARGE, False) for who in (COOKIE, BEARER, b"X-Token: x\r\n")),
        (head(LARGE + 1, COOKIE) + b"a" * (LARGE + 1), True),
        (head(2 * LARGE - 1, COOKIE) + b"a" * (2 * LARGE - 1), True),
        (head(2 * LARGE, COOKIE), True),
        (chunked(SMALL_BODY_BYTES), False),
        (chunked(SMALL_BODY_BYTES + 1), True),
        (chunked(LARGE, COOKIE), False),
        (chunked(LARGE + 1, COOKIE), True),
    ],
    ids=range(15),
)
def test_large_bodies_are_for_callbacks_of_who_says_who_they_are(
    sent: bytes, refused: bool
) -> None:
    with large_server() as running, running.connect() as connection:
        connection.sendall(sent.replace(b"Host: ", b"Connection: close\r\nHost: ", 1))
        assert is_refused(everything(connection)) == refused
        assert len(running.seen) == (not refused)


def arrived(running: Running, enough: int) -> Callable[[], bool]:
    def is_there() -> bool:
        arriving = [each.request for each in list(running.server.active_channels.values())]
        return any(each and each.body_bytes_received >= enough for each in arriving)

    return is_there


@pytest.mark.parametrize("who", [b"", COOKIE])
def test_nothing_is_kept_of_a_body_that_will_be_refused(who: bytes) -> None:
    with large_server() as running, running.connect() as connection:
        connection.sendall(head(LARGE + 1, who) + b"a" * LARGE)
        until(arrived(running, LARGE))
        assert kept(running) == [0]
        connection.sendall(b"a")
        assert is_refused(everything(connection))


def test_waitress_itself_would_keep_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_parser.StrictParser, "parse_header", HTTPRequestParser.parse_header)
    with large_server() as running, running.connect() as connection:
        connection.sendall(head(LARGE + 1) + b"a" * LARGE)
        until(arrived(running, LARGE))
        arriving = [each.request for each in list(running.server.active_channels.values())]
        assert [len(each.body_rcv) for each in arriving if each] == [LARGE]


def test_who_asks_first_is_refused_before_they_send_it() -> None:
    with large_server() as running, running.connect() as connection:
        connection.sendall(head(LARGE, b"Expect: 100-continue\r\n"))
        assert is_refused(everything(connection))
    with large_server() as running, running.connect() as connection:
        connection.sendall(head(1, b"Expect: 100-continue\r\n"))
        assert connection.recv(100).startswith(b"HTTP/1.1 100 ")


@pytest.mark.parametrize(
    ("every_second", "given_up_after"),
    [
        (0, request_parser.BODY_SECONDS),
        (request_parser.PROGRESS_BYTES // 200, request_parser.BODY_SECONDS),
        (request_parser.PROGRESS_BYTES // 20, None),
    ],
)
def test_a_body_has_as_long_as_it_gets_on(
    monkeypatch: pytest.MonkeyPatch, every_second: int, given_up_after: int | None
) -> None:
    now = SimpleNamespace(seconds=1_000)
    monkeypatch.setattr(request_parser, "time", SimpleNamespace(monotonic=lambda: now.seconds))
    limits = BodyLimits(8 * 1024 * 1024, {"/"})
    parser = request_parser.StrictParser(request_parser.StrictAdjustments(limits))
    parser.received(head(limits.large, COOKIE))
    seconds = 0
    while not parser.completed and not parser.is_late():
        now.seconds += 1
        seconds += 1
        parser.received(b"a" * every_second)
    if given_up_after is None:
        assert parser.completed
        assert parser.error is None
        assert seconds > 5 * request_parser.BODY_SECONDS
    else:
        assert seconds == given_up_after + 1
    parser.close()


def test_one_that_stalls_late_is_given_up_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    now = SimpleNamespace(seconds=1_000)
    monkeypatch.setattr(request_parser, "time", SimpleNamespace(monotonic=lambda: now.seconds))
    parser = request_parser.StrictParser(request_parser.StrictAdjustments(BodyLimits(LARGE, {"/"})))
    parser.received(head(LARGE, COOKIE) + b"a" * (LARGE - 1))
    now.seconds += request_parser.BODY_SECONDS
    assert not parser.is_late()
    now.seconds += request_parser.PROGRESS_SECONDS + 1
    assert parser.is_late()
    parser.close()


@pytest.mark.parametrize("name", ["Cookie", "Authorization", "X-Token"])
def test_the_host_takes_large_callbacks_of_its_own_dash_app(host: Host, name: str) -> None:
    limits = serving._body_limits(host.app.server, "X-Token")
    credentials = {name.upper().replace("-", "_"): "x"}
    assert limits.most(CALLBACKS, credentials) == LARGE_BODY_BYTES
    assert limits.most(CALLBACKS, {}) == SMALL_BODY_BYTES
    assert limits.most("/_dash-layout", credentials) == SMALL_BODY_BYTES


def test_a_prefix_is_a_part_of_the_path() -> None:
    server = Flask(__name__)
    server.config["MAX_CONTENT_LENGTH"] = LARGE
    app = Dash(server=server, url_base_pathname="/board/")  # type: ignore[arg-type]
    client = RetoolClient("https://retool.example.com", "key")
    register_embeds(app, client=client, apps=[], user=lambda: User(id="ada"))
    limits = serving._body_limits(server, None)
    assert limits.most(f"/board{CALLBACKS}", {"COOKIE": "x"}) == LARGE
    assert limits.most(CALLBACKS, {"COOKIE": "x"}) == SMALL_BODY_BYTES
