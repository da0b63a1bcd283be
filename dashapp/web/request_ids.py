"""Each request has an id, which its answer and what is logged about it have too."""

import re
import secrets

from flask import Flask, Response, g, request

from dashapp.audit import REQUEST_ID

HEADER = "X-Request-Id"

_PLAIN = re.compile(r"[A-Za-z0-9._-]{1,64}")

# What Werkzeug's ProxyFix leaves behind.
_BEHIND_PROXY = "werkzeug.proxy_fix.orig"


def identify_requests(server: Flask) -> None:
    """Give each request of this server an id, before anything else sees it.

    It is the one that a trusted proxy has sent, if that is plain, and otherwise a new one.
    """

    def identify() -> None:
        sent = request.headers.get(HEADER, "") if _BEHIND_PROXY in request.environ else ""
        g.request_id = sent if _PLAIN.fullmatch(sent) else secrets.token_hex(16)

    @server.after_request
    def tell(response: Response) -> Response:
        response.headers[HEADER] = g.get(REQUEST_ID, "")
        return response

    server.before_request(identify)
