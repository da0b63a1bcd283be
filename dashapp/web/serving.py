"""The host behind a server for production: waitress, one process with threads."""

import socket
from dataclasses import dataclass

from flask import Flask
from waitress.server import BaseWSGIServer, create_server
from werkzeug.middleware.proxy_fix import ProxyFix

# A sign-in token of 8 KB, the cookies beside it, and what proxies add.
MAX_HEADER_BYTES = 32 * 1024

# A browser holds up to six; they cost memory, no thread.
MAX_CONNECTIONS = 1000


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


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that is bound to the first address of the host's name.

    Raises:
        OSError: it can't be.
    """
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    return socket.create_server((str(address[0]), port), family=family)


def production_server(
    server: Flask, bound: socket.socket, *, threads: int, proxies: Proxies
) -> BaseWSGIServer:
    """Return what serves this Flask app from its `run()` on, until Ctrl-C or SystemExit.

    Args:
        server: the host's; it is told what the proxies say.
        bound: from `listen`.
        threads: how many requests are worked on at a time.
        proxies: whose headers are believed; of all others there is no trace in a request.
    """
    if proxies.any:
        server.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            server.wsgi_app, x_for=proxies.for_, x_proto=proxies.proto, x_host=proxies.host
        )
    return create_server(
        server,
        sockets=[bound],
        threads=threads,
        clear_untrusted_proxy_headers=not proxies.any,
        max_request_header_size=MAX_HEADER_BYTES,
        # The host's own limit comes first, with words that programs understand.
        max_request_body_size=2 * int(server.config["MAX_CONTENT_LENGTH"]),
        connection_limit=MAX_CONNECTIONS,
        asyncore_use_poll=True,
        ident=None,
    )
