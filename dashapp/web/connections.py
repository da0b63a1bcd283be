"""waitress's connections, which need no thread for a slow client, made stricter.

A request that takes too long to arrive is given up, and so is an answer that nobody reads; the
server ends, or makes room for its successor, without dropping what is under way.
"""

import time
from collections.abc import Iterable

from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer

from dashapp.web.request_parser import StrictParser

LOOK_EVERY_SECONDS = 5
# Whoever takes less of an answer in this time keeps memory, and maybe a thread, for nothing.
UNREAD_SECONDS = 20
UNREAD_BYTES = 20_000

# Kubernetes kills 30 seconds after SIGTERM.
DRAIN_SECONDS = 25
# For a request that has begun to arrive when the server ends, and for an answer that is read slowly
# while a successor waits for this one to end.
ARRIVING_SECONDS = 5
# For an answer of which nothing is read meanwhile.
STALLED_SECONDS = 2


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection, with one request at a time: the answers to many could fill the memory."""

    parser_class = StrictParser
    request: StrictParser | None
    requests: list[StrictParser]
    _behind = b""
    _sent = 0
    # When so much had been sent, the last time that it was enough.
    _progress: tuple[float, int] | None = None

    @property
    def is_arriving(self) -> bool:
        """Whether a part of a request is there."""
        return self.request is not None

    @property
    def is_answering(self) -> bool:
        """Whether a whole request has no whole answer yet."""
        return bool(self.requests or self.total_outbufs_len or self._behind)

    def readable(self) -> bool:
        """Return whether more may come, after what came behind a request that is answered now."""
        if self._behind and super().readable():
            behind, self._behind = self._behind, b""
            self.received(behind)
        return bool(super().readable())

    def service(self) -> None:
        """Answer the request; called in a thread."""
        self._behind = self.requests[0].behind
        if self.server.is_stopping:
            self.requests[0].headers["CONNECTION"] = "close"
        super().service()

    def send(self, data: bytes, do_close: bool = True) -> int:  # waitress's
        """Send some of this, and return how many bytes."""
        sent: int = super().send(data, do_close=do_close)
        self._sent += sent
        return sent

    def is_unread(self, seconds: float, enough: int) -> bool:
        """Return whether an answer waits for somebody who has not taken enough bytes for so long.

        Time counts from when this has been asked first.
        """
        now = time.monotonic()
        if not self.total_outbufs_len:
            self._progress = None
        elif self._progress is None or self._sent - self._progress[1] >= enough:
            self._progress = now, self._sent
        return self._progress is not None and now - self._progress[0] > seconds


class DrainingServer(TcpWSGIServer):  # type: ignore[misc]
    """A server that finishes what is under way when it is told to stop."""

    channel_class = Channel
    is_stopping = False
    _keeps_listening = False

    def stop(self, *, keep_listening: bool = False) -> None:
        """Have `run` return soon; may be called in a signal handler. The second time: at once.

        Args:
            keep_listening: new connections wait, for whoever serves this socket next.
        """
        if self.is_stopping:
            raise SystemExit(1)
        self.is_stopping, self._keeps_listening = True, keep_listening
        self.pull_trigger()

    def run(self) -> None:
        """Serve until `stop`, then answer what has been asked."""
        while not self.is_stopping:
            self._turn(seconds=1)
        self._stop_accepting()
        arriving_until = time.monotonic() + ARRIVING_SECONDS
        end = time.monotonic() + DRAIN_SECONDS
        while self.active_channels and time.monotonic() < end:
            self._turn(seconds=0.05)
            self._close_idle(is_late=time.monotonic() >= arriving_until)
        self.task_dispatcher.shutdown(timeout=1)

    def maintenance(self, now: float) -> None:
        """Close connections that nobody uses, or whose request or answer gets nowhere."""
        super().maintenance(now)
        for channel in self._channels():
            if channel.is_unread(UNREAD_SECONDS, UNREAD_BYTES):
                # A thread that waits for room in it goes on.
                channel.handle_close()
            elif channel.request is not None and channel.request.is_late():
                channel.will_close = True

    def _turn(self, seconds: float) -> None:
        self.asyncore.loop(timeout=seconds, map=self._map, use_poll=True, count=1)

    def _stop_accepting(self) -> None:
        self.del_channel()
        if self._keeps_listening:
            return
        # Whom the system has let in already would be cut off.
        while (known := len(self.active_channels)) < self.adj.connection_limit:
            self.handle_accept()
            if len(self.active_channels) == known:
                break
        self.socket.close()

    def _close_idle(self, *, is_late: bool) -> None:
        for channel in self._channels():
            # Nobody else is let in meanwhile.
            holds_up = self._keeps_listening and is_late and channel.total_outbufs_len
            if holds_up or channel.is_unread(STALLED_SECONDS, 1):
                channel.handle_close()
            elif not channel.is_answering and (is_late or not channel.is_arriving):
                channel.will_close = True

    def _channels(self) -> Iterable[Channel]:
        return list(self.active_channels.values())
