"""A server on a free port, and one that answers whatever a test wants."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

API_KEY = "retool_01hush-hush-key"
POLL_SECONDS = 0.01
SALES = "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10"

Answer = Callable[[Request], Response]


@contextmanager
def served(app: WSGIApplication) -> Iterator[str]:
    """Serve a WSGI application on a free port and yield its origin."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class OddServer:
    """Answers every request with `answer`, and keeps what it was asked."""

    origin: str = ""
    answer: Answer = lambda _request: Response(status=503)
    requests: list[Request] = field(default_factory=list)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        request.get_data()
        self.requests.append(request)
        return self.answer(request)(environ, start_response)


def json_answer(text: str, status: int = 200) -> Response:
    return Response(text, status=status, mimetype="application/json")
