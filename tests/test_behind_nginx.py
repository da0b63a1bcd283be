"""The host behind a real nginx, as deploy/nginx.conf has it: slow clients end there."""

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import requests

from tests.nginx import nginx_before
from tests.patience import PATIENCE_SECONDS
from tests.web.running_server import running_server, until

HEAD = b"GET / HTTP/1.1\r\nHost: apps.example.com\r\nX-Slow: a"
BODY = b"POST / HTTP/1.1\r\nHost: apps.example.com\r\nContent-Length: 900\r\n\r\na"
CONNECTIONS = 1100


@contextmanager
def dripping(port: int) -> Iterator[None]:
    """Hold connections that never finish their request: half of them its head, half its body."""
    with ExitStack() as slow:
        for number in range(CONNECTIONS):
            connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
            slow.enter_context(connection).sendall(BODY if number % 2 else HEAD)
        yield


def answer(port: int) -> str:
    return requests.post(f"http://127.0.0.1:{port}/", data="x", timeout=PATIENCE_SECONDS).text


def test_slow_clients_never_get_to_the_host(tmp_path: Path) -> None:
    with running_server() as host, nginx_before(host.port, tmp_path) as port, dripping(port):
        assert answer(port) == "body: x"
        until(lambda: not host.server.active_channels)


def test_without_its_buffers_they_would(tmp_path: Path) -> None:
    unbuffered = ("proxy_request_buffering on", "proxy_request_buffering off")
    with (
        running_server() as host,
        nginx_before(host.port, tmp_path, unbuffered) as port,
        dripping(port),
    ):
        until(lambda: len(host.server.active_channels) >= CONNECTIONS // 2)


def test_a_request_of_two_lengths_ends_there(tmp_path: Path) -> None:
    two = b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    with running_server() as host, nginx_before(host.port, tmp_path) as port:
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as connection:
            connection.sendall(BODY.partition(b"Content-Length")[0] + two)
            assert b" 400 " in connection.recv(1000)
            while connection.recv(1000):
                pass
        assert host.seen == []


def test_no_connection_is_kept_on_which_the_host_could_hang_up(tmp_path: Path) -> None:
    with running_server() as host, nginx_before(host.port, tmp_path) as port:
        url = f"http://127.0.0.1:{port}/"
        with requests.Session() as client:
            for _ in range(3):
                assert client.post(url, data="x", timeout=PATIENCE_SECONDS).text == "body: x"
        assert [headers["Connection"] for headers in host.headers] == 3 * ["close"]


def test_the_id_of_a_request_is_not_its_client_s_to_choose(tmp_path: Path) -> None:
    with running_server() as host, nginx_before(host.port, tmp_path) as port:
        chosen = {"X-Request-Id": "chosen-by-a-stranger"}
        requests.get(f"http://127.0.0.1:{port}/", headers=chosen, timeout=PATIENCE_SECONDS)
        (headers,) = host.headers
        assert re.fullmatch("[0-9a-f]{32}", headers["X-Request-Id"])
