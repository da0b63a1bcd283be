"""The host behind a server for production: waitress, in one process with threads."""

import logging
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass, replace

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from dash_retool_embed.backends.flask import callback_paths
from dash_retool_embed.log_throttling import Quota
from dashapp.web.bodies import BodyLimits
from dashapp.web.connections import LOOK_EVERY_SECONDS, DrainingServer
from dashapp.web.request_parser import StrictAdjustments
from dashapp.web.sizes import MAX_HEADER_BYTES

if sys.platform != "win32":
    import resource

# A browser holds up to six; they cost memory and a file descriptor, no thread. A thousand strangers
# that send a byte now and then must not be all there is room for.
MAX_CONNECTIONS = 10_000
# What the host opens beside connections: its database, its calls, its files.
OTHER_FILES = 256
# A connection, and the body that arrives on it where it is long.
FILES_EACH = 2
# With less the host would be of no use; whether the system gives so many files is another matter.
MIN_CONNECTIONS = 64
LINES_PER_MINUTE = 3
# Of what arrives on a connection, the memory keeps so much.
MEMORY_BYTES_EACH = 64 * 1024

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Proxies:
    """How many proxies in front of the host add to each header; what comes from further is ignored.

    The headers are X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host.
    """

    for_: int = 0
    proto: int = 0
    host: int = 0

    @property
    def any(self) -> bool:
        """Whether there is a proxy whose word counts."""
        return bool(self.for_ or self.proto or self.host)


class FewLines(logging.Filter):
    """A few warnings of a kind in a minute, because strangers can bring about more at will."""

    def __init__(self) -> None:
        super().__init__()
        self._quota = Quota(per_source=LINES_PER_MINUTE)

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether this line is written, with how many were not in the minute before."""
        if record.levelno > logging.WARNING:
            return True
        left_out = sum(each.count for each in self._quota.take_left_out())
        is_written = self._quota.admits(record.name, str(record.msg))
        if left_out:
            record.msg = f"{record.msg} ({left_out} more lines were left out)"
        return is_written


# Of the process, like the loggers: one that is given a filter twice has it once.
_few_lines = FewLines()


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that is bound to the first address of the host's name.

    Raises:
        OSError: it can't be.
    """
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    return socket.create_server((str(address[0]), port), family=family)


def production_server(
    server: Flask,
    bound: socket.socket,
    *,
    threads: int,
    proxies: Proxies,
    token_header: str | None = None,
) -> DrainingServer:
    """Return what serves this Flask app from its `run()` on, until its `stop()`.

    Args:
        server: the host's; it is told what the proxies say.
        bound: from `listen`.
        threads: how many requests are worked on at a time.
        proxies: whose headers are believed; of all others there is no trace in a request.
        token_header: in which people come with a token, besides cookies and Authorization.
    """
    if proxies.any:
        server.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            server.wsgi_app, x_for=proxies.for_, x_proto=proxies.proto, x_host=proxies.host
        )
    adjustments = StrictAdjustments(
        _body_limits(server, token_header),
        sockets=[bound],
        threads=threads,
        clear_untrusted_proxy_headers=not proxies.any,
        max_request_header_size=MAX_HEADER_BYTES,
        inbuf_overflow=MEMORY_BYTES_EACH,
        connection_limit=_room(),
        cleanup_interval=LOOK_EVERY_SECONDS,
        ident=None,
    )
    for name in ("waitress", "waitress.queue"):
        logging.getLogger(name).addFilter(_few_lines)
    address = (bound.family, bound.type, bound.proto, bound.getsockname())
    return DrainingServer(server, _sock=bound, adj=adjustments, sockinfo=address, bind_socket=False)


def _body_limits(server: Flask, token_header: str | None) -> BodyLimits:
    limits = BodyLimits(int(server.config["MAX_CONTENT_LENGTH"]), callback_paths(server))
    if token_header is None:
        return limits
    name = token_header.upper().replace("-", "_")
    return replace(limits, credentials=(*limits.credentials, name))


def _room() -> int:
    """Return how many connections there may be, after asking the system for more than it gives."""
    if sys.platform == "win32":
        return MAX_CONNECTIONS
    wanted = FILES_EACH * MAX_CONNECTIONS + OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return MAX_CONNECTIONS
    more = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    # macOS has a limit that it does not tell.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (more, hard))
        soft = more
    room = (soft - OTHER_FILES) // FILES_EACH
    if room < MIN_CONNECTIONS:
        _log.warning(
            "The limit on open files, %d, is too low: at %d connections some will fail.",
            soft,
            MIN_CONNECTIONS,
        )
    return max(MIN_CONNECTIONS, room)
