"""The demo's host with a page that takes a while, for servers: `benchmarks.served:create`."""

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask

from benchmarks import demo_host

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

SLOW_SECONDS = 3


def create() -> Flask:
    server = demo_host.create()
    host = server.wsgi_app

    def serve(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/slow":
            return host(environ, start_response)
        time.sleep(SLOW_SECONDS)
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "4")])
        return [b"done"]

    server.wsgi_app = serve  # type: ignore[method-assign]
    return server
