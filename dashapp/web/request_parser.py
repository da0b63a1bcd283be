"""waitress's reading of requests, made stricter.

A request that two servers could read differently is refused; nothing is kept of a body that is too
large; of each request it is known when it takes too long to arrive.
"""

import time
from typing import Any

from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import RequestEntityTooLarge

from dashapp.web.bodies import BodyBuffer, BodyLimits, TooLarge

# A browser or proxy sends the head at once.
HEAD_SECONDS = 20
# A body may take longer while it gets on: 8 MB have half an hour, from slow telephones.
BODY_SECONDS = 120
PROGRESS_SECONDS = 20
PROGRESS_BYTES = 100_000


class StrictAdjustments(Adjustments):  # type: ignore[misc]  # waitress has no types
    """waitress's settings, and how large bodies may be."""

    def __init__(self, bodies: BodyLimits, **settings: Any) -> None:
        super().__init__(
            # Of a larger one, so much is let in to be refused in peace.
            max_request_body_size=2 * bodies.large,
            **settings,
        )
        self.bodies = bodies


class StrictParser(HTTPRequestParser):  # type: ignore[misc]
    """A request, of which it is known when it began to arrive."""

    adj: StrictAdjustments
    error: object
    expect_continue: bool
    _body: BodyBuffer | None = None

    def __init__(self, adj: StrictAdjustments) -> None:
        super().__init__(adj)
        self.began = time.monotonic()
        # When so much of the body had come, the last time that it was enough.
        self._progress = self.began, 0
        # What came along behind this request.
        self.behind = b""

    def received(self, data: bytes) -> int:
        """Take in what has come, and keep what belongs to the next request for later."""
        consumed: int = super().received(data)
        self._refuse_too_large()
        if not self.completed or self.empty:
            return consumed
        self.behind = data[consumed:]
        return len(data)

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head of a request.

        Raises:
            ParsingError: its length is given in two ways, of which a proxy in front may believe the
                other (RFC 9112, section 6.3); the answer is 400 and the connection ends.
        """
        super().parse_header(header_plus)
        # waitress takes Transfer-Encoding away where it understands it, which is in HTTP/1.1.
        if "TRANSFER_ENCODING" in self.headers:
            raise ParsingError("Transfer-Encoding is not for this version of HTTP")
        if self.chunked and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Content-Length and Transfer-Encoding exclude each other")
        if self.body_rcv is not None:
            most = self.adj.bodies.most(self.path, self.headers)
            self._body = self.body_rcv.buf = BodyBuffer(self.adj.inbuf_overflow, most)
            if self.content_length > most:
                self._body.drop()

    def _refuse_too_large(self) -> None:
        is_too_large = self._body is not None and self._body.is_too_large
        if is_too_large and self.expect_continue:
            # Nothing of the body is on its way.
            self.expect_continue, self.completed = False, True
        # The end of a connection while somebody sends would take the answer along. So the body is
        # let in, kept nowhere, and then refused; if it is longer than waitress takes, at once.
        if self.completed and (is_too_large or isinstance(self.error, RequestEntityTooLarge)):
            self.error = TooLarge()

    def is_late(self) -> bool:
        """Return whether it should have arrived by now."""
        now = time.monotonic()
        if not self.headers_finished:
            return now - self.began > HEAD_SECONDS
        if self.body_bytes_received - self._progress[1] >= PROGRESS_BYTES:
            self._progress = now, self.body_bytes_received
        is_stalled = now - self._progress[0] > PROGRESS_SECONDS
        return is_stalled and now - self.began > BODY_SECONDS
