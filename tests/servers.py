"""Real servers on loopback, in threads of the test's process."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask
from werkzeug.serving import make_server


@contextmanager
def running(
    server: Flask, port: int = 0, ssl_context: ssl.SSLContext | None = None
) -> Iterator[str]:
    """Serve on a free port, or on this one, and yield the origin."""
    with running_at(lambda _origin: server, port, ssl_context) as origin:
        yield origin


@contextmanager
def running_at(
    build: Callable[[str], Flask], port: int = 0, ssl_context: ssl.SSLContext | None = None
) -> Iterator[str]:
    """Serve what is built once its origin is known, and yield that: a free port, or this one."""
    http = make_server("localhost", port, Flask(__name__), threaded=True, ssl_context=ssl_context)
    origin = f"http{'s' if ssl_context else ''}://localhost:{http.port}"
    http.app = build(origin)
    # Ending one takes as long, and a thousand are ended.
    often = {"poll_interval": 0.01}
    thread = threading.Thread(target=http.serve_forever, kwargs=often, daemon=True)
    thread.start()
    try:
        yield origin
    finally:
        http.shutdown()
        thread.join()
        http.server_close()
