"""Calls that end in time, and that stay on this machine if they are addressed to it.

The time-outs of requests start anew with each packet. Its proxies count for localhost too, where no
NO_PROXY says otherwise, and what is sent over plain HTTP because it stays here would leave.
"""

import http.client
import io
import socket
import time
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.util import Timeout
from urllib3.util.connection import create_connection

from dash_retool_embed.urls import is_loopback, is_loopback_address, is_loopback_name


def timeout_within(connect: float, read: float) -> Timeout:
    """Return requests' `timeout=` for a call that takes at most both together, in seconds.

    Through an `DeadlineAdapter`, `connect` is for all addresses of the host together and `read` for
    the whole answer; looking up the host's name takes as long as the system's resolver lets it.
    """
    return Timeout(connect=connect, read=read, total=connect + read)


class _Received(io.RawIOBase):
    """What arrives at a socket until a moment of the monotonic clock."""

    def __init__(self, raw: Any, sock: socket.socket, seconds: float) -> None:
        self._raw = raw
        self._sock = sock
        self._end = time.monotonic() + seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int | None:
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self._sock.settimeout(left)
        count: int | None = self._raw.readinto(buffer)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Answer(http.client.HTTPResponse):
    """An answer that has to be complete within the time-out that its socket has by now."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        seconds = sock.gettimeout()
        if seconds is not None:
            raw = self.fp.detach()
            self.fp = io.BufferedReader(_Received(raw, sock, seconds))


class _Deadline:
    """What both kinds of connection have in common."""

    response_class = _Answer
    host: str
    port: int
    timeout: float
    socket_options: Any

    def _new_conn(self) -> socket.socket:
        end = time.monotonic() + self.timeout
        failure: OSError = TimeoutError("timed out")
        try:
            for *_, address in socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM):
                left = end - time.monotonic()
                if left <= 0:
                    break
                # Not every resolver knows that these names are reserved.
                if is_loopback_name(self.host) and not is_loopback_address(str(address[0])):
                    failure = OSError("its name is this machine's, and its address is not")
                    continue
                try:
                    connected: socket.socket = create_connection(
                        (address[0], self.port), left, socket_options=self.socket_options
                    )
                    return connected
                except OSError as error:
                    failure = error
        except OSError as error:  # no address
            failure = error
        if isinstance(failure, TimeoutError):
            raise ConnectTimeoutError(self, f"no connection to {self.host} in time") from failure
        raise NewConnectionError(self, f"no connection to {self.host}: {failure}") from failure


# The type checker takes urllib3's classes for Any, see pyproject.toml.
class _Http(_Deadline, HTTPConnection):  # type: ignore[misc]
    pass


class _Https(_Deadline, HTTPSConnection):  # type: ignore[misc]
    pass


class _HttpPool(HTTPConnectionPool):  # type: ignore[misc]
    ConnectionCls = _Http


class _HttpsPool(HTTPSConnectionPool):  # type: ignore[misc]
    ConnectionCls = _Https


class DeadlineAdapter(HTTPAdapter):
    """Connects and reads within the time-outs that a call was given, whatever the server does.

    What is addressed to this machine reaches no other one, whatever proxies and names say.
    """

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        """Send it; to this machine, without a proxy."""
        if is_loopback(request.url or ""):
            kwargs["proxies"] = None
        return super().send(request, *args, **kwargs)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make connections that keep to the time."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        """Do the same on the way through a proxy."""
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = self.poolmanager.pool_classes_by_scheme
        return manager
