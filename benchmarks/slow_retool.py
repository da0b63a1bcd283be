"""A Retool that takes its time for a link, and limits as a self-hosted one does.

`python -m benchmarks.slow_retool PORT SECONDS CALLS_A_MINUTE SICK_UUID`
"""

import json
import sys
import threading
import time
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MINUTE_SECONDS = 60.0


class Limit:
    """So many calls in a minute, for everybody together; 0 for no limit."""

    def __init__(self, calls: int) -> None:
        self._calls = calls
        self._taken: deque[float] = deque()
        self._lock = threading.Lock()

    def takes(self) -> bool:
        now = time.monotonic()
        with self._lock:
            while self._taken and self._taken[0] < now - MINUTE_SECONDS:
                self._taken.popleft()
            if self._calls and len(self._taken) >= self._calls:
                return False
            self._taken.append(now)
            return True


def serve(port: int, seconds: float, calls: int, sick: str) -> None:
    limit = Limit(calls)

    class Retool(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_args: object) -> None:
            pass

        def do_GET(self) -> None:
            self._answer(200, {})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            taken = limit.takes()
            time.sleep(seconds)
            if body["landingPageUuid"] == sick:
                self._answer(503, {"message": "This app is out of order"})
            elif taken:
                self._answer(200, {"embedUrl": f"http://localhost:{port}/embed/x"})
            else:
                self._answer(429, {"message": "Too many requests"})

        def _answer(self, status: int, answer: dict[str, str]) -> None:
            text = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

    class Server(ThreadingHTTPServer):
        request_queue_size = 128

    Server(("127.0.0.1", port), Retool).serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
