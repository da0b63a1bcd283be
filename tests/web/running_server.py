"""The server of `dashapp serve` in a thread of the test's process."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask, request

from dashapp.web import DrainingServer, Proxies, listen, production_server
from tests.patience import PATIENCE_SECONDS

# More than the system and waitress keep of an answer that nobody reads.
BIG_BYTES = 32 * 1024 * 1024


class Running:
    """A server in a thread, whose views answer when they may, one of them with a lot."""

    def __init__(self) -> None:
        self.asked, self.may_answer = threading.Event(), threading.Event()
        self.may_answer.set()
        self.seen: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.app = app = Flask(__name__)
        app.config["MAX_CONTENT_LENGTH"] = 1000
        app.add_url_rule("/", "any", self._answer, methods=["GET", "POST"])
        app.add_url_rule("/big", "big", self._answer_big)
        app.add_url_rule("/<path:_>", "any", self._answer)
        bound = listen("127.0.0.1", 0)
        self.port: int = bound.getsockname()[1]
        self.server: DrainingServer = production_server(app, bound, threads=5, proxies=Proxies())
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()

    def _answer(self, _: str = "") -> str:
        self.seen.append(request.path)
        self.headers.append(dict(request.headers))
        self.asked.set()
        assert self.may_answer.wait(PATIENCE_SECONDS)
        return f"body: {request.get_data(as_text=True)}"

    def _answer_big(self) -> str:
        self._answer()
        return "x" * BIG_BYTES

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_SECONDS)

    def ends(self) -> bool:
        self.thread.join(PATIENCE_SECONDS)
        return not self.thread.is_alive()


@contextmanager
def running_server() -> Iterator[Running]:
    """Run a server, and end it however the test left it."""
    running = Running()
    try:
        yield running
    finally:
        running.may_answer.set()
        if not running.server.is_stopping:
            running.server.stop()
        assert running.ends()


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)
