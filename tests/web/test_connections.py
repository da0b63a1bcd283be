"""The server of `dashapp serve`, over sockets: unclear requests, slow clients, and its end."""

import logging
import resource
import socket
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests
from waitress.parser import HTTPRequestParser

from dashapp.web import connections, request_parser, serving
from dashapp.web.bodies import BodyLimits
from tests.commands import dashapp, first_line
from tests.conftest import EXAMPLE
from tests.patience import PATIENCE_SECONDS
from tests.ports import steady_port
from tests.serving import SECRETS
from tests.web.running_server import BIG_BYTES, Running, running_server, until

GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
BIG = GET.replace(b"/", b"/big", 1)
POST = b"POST / HTTP/1.1\r\nHost: localhost\r\n"
HIDDEN = b"GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
# Whoever believes the length takes the hidden request for the end of the body.
WHOLE = b"Content-Length: %d\r\n" % (5 + len(HIDDEN))
TWO_LENGTHS = POST + WHOLE + CHUNKED + b"\r\n0\r\n\r\n" + HIDDEN

# A host that may have so few files open.
FEW_FILES = """
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
from dashapp import cli
cli.main()
"""


def channels(running: Running) -> list[connections.Channel]:
    """Return the connections on which somebody has asked for something."""
    return [each for each in list(running.server.active_channels.values()) if each.is_answering]


def everything(connection: socket.socket) -> bytes:
    """Return what comes until the server closes the connection."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def one_answer(connection: socket.socket) -> bytes:
    """Return an answer to GET, on a connection that stays open."""
    received = b""
    while not received.endswith(b"body: "):
        part = connection.recv(65536)
        assert part, received
        received += part
    return received


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (TWO_LENGTHS, b"400"),
        (POST + CHUNKED + WHOLE + b"\r\n0\r\n\r\n" + HIDDEN, b"400"),
        (POST + CHUNKED + b"Content-Length: 0\r\n\r\n0\r\n\r\n" + HIDDEN, b"400"),
        (POST.replace(b"/1.1", b"/1.0") + WHOLE + CHUNKED + b"\r\n0\r\n\r\n" + HIDDEN, b"400"),
        (POST + b"Transfer-Encoding: identity\r\n" + WHOLE + b"\r\n0\r\n\r\n" + HIDDEN, b"501"),
        (POST + b"Content-Length: 5\r\nContent-Length: 0\r\n\r\n" + HIDDEN, b"400"),
        (POST + b"Content-Length: +5\r\n\r\n" + HIDDEN, b"400"),
    ],
)
def test_a_request_of_two_lengths_is_refused_and_ends_the_connection(
    sent: bytes, status: bytes
) -> None:
    with running_server() as running, running.connect() as connection:
        connection.sendall(sent)
        answer = everything(connection)
    assert answer.partition(b" ")[2].startswith(status)
    assert answer.count(b"HTTP/1.") == 1
    assert running.seen == []


def test_waitress_itself_would_answer_what_is_hidden_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_parser.StrictParser, "parse_header", HTTPRequestParser.parse_header)
    monkeypatch.setattr(connections.DrainingServer, "maintenance", lambda *_: None)
    with running_server() as running, running.connect() as connection:
        connection.sendall(
            TWO_LENGTHS + HIDDEN.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
        )
        everything(connection)
    assert running.seen == ["/", "/hidden", "/hidden"]


def test_chunks_alone_are_a_body() -> None:
    with running_server() as running, running.connect() as connection:
        head = POST + CHUNKED + b"Connection: close\r\n\r\n"
        connection.sendall(head + b"2\r\nab\r\n0\r\n\r\n")
        assert everything(connection).endswith(b"body: ab")


@pytest.mark.parametrize("sent", [GET[:-2], POST + b"Content-Length: 9\r\n\r\na"])
def test_a_request_that_does_not_get_here_is_given_up(
    monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(serving, "LOOK_EVERY_SECONDS", 0)
    monkeypatch.setattr(request_parser, "HEAD_SECONDS", 0)
    monkeypatch.setattr(request_parser, "BODY_SECONDS", 0)
    monkeypatch.setattr(request_parser, "PROGRESS_SECONDS", 0)
    with running_server() as running, running.connect() as connection:
        connection.sendall(sent)
        assert everything(connection) == b""
    assert running.seen == []


def test_requests_on_one_connection_are_taken_in_one_at_a_time() -> None:
    with running_server() as running, running.connect() as connection:
        running.may_answer.clear()
        posts = b"".join(POST + b"Content-Length: 1\r\n\r\n%d\r\n" % n for n in range(9))
        connection.sendall(posts + GET[:-4] + b"\r\nConnection: close\r\n\r\n")
        assert running.asked.wait(PATIENCE_SECONDS)
        (channel,) = running.server.active_channels.values()
        assert len(channel.requests) == 1
        running.may_answer.set()
        answers = everything(connection)
    assert [answer[:1] for answer in answers.split(b"body: ")[1:]] == [
        *(b"%d" % n for n in range(9)),
        b"",
    ]


@pytest.mark.parametrize("drips", [False, True])
def test_who_does_not_read_answers_keeps_no_thread(
    monkeypatch: pytest.MonkeyPatch, drips: bool
) -> None:
    monkeypatch.setattr(serving, "LOOK_EVERY_SECONDS", 0)
    monkeypatch.setattr(connections, "UNREAD_SECONDS", 0.5)
    # More than the system takes off the server's hands for one who reads a byte at a time.
    monkeypatch.setattr(connections, "UNREAD_BYTES", BIG_BYTES)
    with running_server() as running, ExitStack() as strangers:
        unread = [strangers.enter_context(running.connect()) for _ in range(10)]
        for connection in unread:
            connection.sendall(BIG * 100)
        until(lambda: len(running.seen) >= 5)
        if drips:
            until(lambda: not [each.recv(1) for each in unread] or not channels(running))
        with running.connect() as connection:
            connection.sendall(GET)
            assert b" 200 " in one_answer(connection)
        until(lambda: not channels(running))


def test_who_reads_a_long_answer_has_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "LOOK_EVERY_SECONDS", 0)
    with running_server() as running, running.connect() as connection:
        connection.sendall(BIG[:-2] + b"Connection: close\r\n\r\n")
        assert len(everything(connection)) > BIG_BYTES


def test_a_thousand_connections_that_wait_hold_nobody_up() -> None:
    with running_server() as running, ExitStack() as slow:
        for _ in range(1100):
            slow.enter_context(running.connect()).sendall(GET[:-2])
        with running.connect() as connection:
            connection.sendall(GET)
            assert b" 200 " in one_answer(connection)


def test_past_the_limit_they_would(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "MAX_CONNECTIONS", 20)
    with running_server() as running, ExitStack() as slow:
        for _ in range(30):
            slow.enter_context(running.connect()).sendall(GET[:-2])
        with running.connect() as connection:
            connection.sendall(GET)
            until(lambda: running.server.in_connection_overflow)
            assert running.seen == []
            slow.close()
            assert b" 200 " in one_answer(connection)


@pytest.mark.parametrize(
    ("soft", "hard", "room", "asked_for"),
    [
        (256, 256, 64, 256),
        (1024, 1024, 384, 1024),
        (1024, 4096, 1920, 4096),
        (1024, 1_000_000, 10_000, 20_256),
        (1024, resource.RLIM_INFINITY, 10_000, 20_256),
        (30_000, 30_000, 10_000, None),
        (resource.RLIM_INFINITY, resource.RLIM_INFINITY, 10_000, None),
    ],
)
def test_there_are_as_many_connections_as_the_system_has_files_for(
    monkeypatch: pytest.MonkeyPatch, soft: int, hard: int, room: int, asked_for: int | None
) -> None:
    asked: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (soft, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda *limit: asked.append(limit))
    assert serving._room() == room
    files = resource.RLIMIT_NOFILE
    assert asked == ([] if asked_for is None else [(files, (asked_for, hard))])


def test_a_limit_that_can_not_be_raised_is_kept_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(resource, "getrlimit", lambda _: (2560, resource.RLIM_INFINITY))
    monkeypatch.setattr(resource, "setrlimit", refuse)
    assert serving._room() == 1152


def test_with_hardly_any_files_it_says_so_and_serves(tmp_path: Path) -> None:
    port = steady_port()
    command = ["serve", "--config", str(EXAMPLE), "--port", str(port)]
    with dashapp(
        *command, folder=tmp_path, environment=SECRETS, started_by=("-c", FEW_FILES)
    ) as process:
        assert "The limit on open files, 256, is too low" in first_line(process)
        assert first_line(process).startswith("Serving")
        assert requests.get(f"http://127.0.0.1:{port}/health", timeout=PATIENCE_SECONDS).ok


def test_a_long_body_is_kept_in_a_file_and_not_in_memory() -> None:
    with running_server() as running, running.connect() as connection:
        running.server.adj.bodies = BodyLimits(1_000_000, {"/"})
        running.server.adj.max_request_body_size = 1_000_000
        head = POST + b"Cookie: a=b\r\nContent-Length: 500000\r\n\r\n"
        connection.sendall(head + 100_000 * b"a")

        def is_in_file() -> bool:
            arriving = [each.request for each in list(running.server.active_channels.values())]
            return any(each and each.body_rcv and each.body_rcv.buf.overflowed for each in arriving)

        until(is_in_file)


def test_a_crowd_that_waits_for_a_thread_gets_a_few_lines_of_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(serving, "_few_lines", serving.FewLines())
    monkeypatch.setattr(logging.getLogger("waitress.queue"), "filters", [])
    with running_server() as running, ExitStack() as crowd:
        running.may_answer.clear()
        waiting = [crowd.enter_context(running.connect()) for _ in range(30)]
        for connection in waiting:
            connection.sendall(GET)
        until(lambda: len(running.server.task_dispatcher.queue) == 25)
        running.may_answer.set()
        for connection in waiting:
            one_answer(connection)
    lines = [record for record in caplog.records if record.name == "waitress.queue"]
    assert len(lines) == serving.LINES_PER_MINUTE


def test_what_has_been_asked_is_answered_before_the_end() -> None:
    with running_server() as running, running.connect() as idle, running.connect() as busy:
        idle.sendall(GET)
        one_answer(idle)
        running.asked.clear()
        running.may_answer.clear()
        busy.sendall(GET)
        assert running.asked.wait(PATIENCE_SECONDS)
        running.server.stop()
        # A connection without a request goes, and nobody is let in any more.
        assert everything(idle) == b""
        with pytest.raises(ConnectionError):
            running.connect()
        running.may_answer.set()
        assert everything(busy).endswith(b"body: ")
        assert running.ends()


def test_without_time_to_drain_it_would_be_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "DRAIN_SECONDS", 0)
    with running_server() as running, running.connect() as busy:
        running.may_answer.clear()
        busy.sendall(GET)
        assert running.asked.wait(PATIENCE_SECONDS)
        running.server.stop()
        assert running.ends()
        assert running.server.active_channels


def test_a_request_that_is_on_its_way_at_the_end_may_arrive(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "ARRIVING_SECONDS", PATIENCE_SECONDS)
    with running_server() as running, running.connect() as slow, running.connect() as idle:
        idle.sendall(GET)
        one_answer(idle)
        slow.sendall(POST + b"Content-Length: 2\r\n\r\na")
        running.server.stop()
        assert everything(idle) == b""
        slow.sendall(b"b")
        assert everything(slow).endswith(b"body: ab")
        assert running.ends()


def test_one_that_never_arrives_does_not_keep_it_from_ending(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "ARRIVING_SECONDS", 0)
    with running_server() as running, running.connect() as slow:
        slow.sendall(GET[:-2])
        running.server.stop()
        assert everything(slow) == b""
        assert running.ends()


@pytest.mark.parametrize("keep_listening", [False, True])
def test_who_reads_nothing_does_not_keep_it_from_ending(
    monkeypatch: pytest.MonkeyPatch, keep_listening: bool
) -> None:
    monkeypatch.setattr(connections, "DRAIN_SECONDS", 2 * PATIENCE_SECONDS)
    monkeypatch.setattr(connections, "ARRIVING_SECONDS", 2 * PATIENCE_SECONDS)
    with running_server() as running, running.connect() as stranger:
        stranger.sendall(BIG)
        until(lambda: any(channel.total_outbufs_len for channel in channels(running)))
        running.server.stop(keep_listening=keep_listening)
        assert running.ends()


def test_who_reads_slowly_keeps_no_successor_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "DRAIN_SECONDS", 2 * PATIENCE_SECONDS)
    monkeypatch.setattr(connections, "STALLED_SECONDS", 2 * PATIENCE_SECONDS)
    monkeypatch.setattr(connections, "ARRIVING_SECONDS", 0)
    with running_server() as running, running.connect() as stranger:
        stranger.sendall(BIG)
        until(lambda: any(channel.total_outbufs_len for channel in channels(running)))
        running.server.stop(keep_listening=True)
        assert running.ends()


def test_who_has_asked_for_more_than_one_thing_is_told_that_the_connection_ends() -> None:
    with running_server() as running, running.connect() as connection:
        running.may_answer.clear()
        connection.sendall(GET + GET + GET)
        assert running.asked.wait(PATIENCE_SECONDS)
        running.server.stop()
        running.may_answer.set()
        first, second, *more = everything(connection).split(b"body: ")[:-1]
        assert b"Connection: close" not in first
        assert b"Connection: close" in second
        assert more == []
        assert running.ends()


def test_who_wants_the_end_twice_has_it_at_once() -> None:
    with running_server() as running:
        running.server.stop()
        with pytest.raises(SystemExit):
            running.server.stop()


def test_who_connects_while_the_socket_is_handed_on_waits() -> None:
    with running_server() as running:
        running.server.stop(keep_listening=True)
        assert running.ends()
        with running.connect() as early:
            early.sendall(GET)
            peer, _ = running.server.socket.accept()
            with peer:
                assert peer.recv(100) == GET
