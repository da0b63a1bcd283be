"""Real servers on loopback, in threads of the test's process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from werkzeug.serving import make_server


@contextmanager
def running(server: Flask) -> Iterator[str]:
    """Serve on a free port and yield the origin."""
    http = make_server("localhost", 0, server, threaded=True)
    often = {"poll_interval": 0.02}
    thread = threading.Thread(target=http.serve_forever, kwargs=often, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{http.port}"
    finally:
        http.shutdown()
        thread.join()
        http.server_close()
