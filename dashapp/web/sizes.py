"""How large a request may be."""

from flask import Flask, Response, request

from dash_retool_embed.http import MAX_BODY_BYTES
from dashapp.errors import CATALOGUE
from dashapp.web.error_answer import error_answer

# Two tokens of 8 KB, cookies of other applications on the domain, and what browsers send anyway.
MAX_HEADER_BYTES = 32 * 1024
# What servers in front of this one take.
MAX_URL_BYTES = 8 * 1024

# A Dash callback sends the values of its inputs and states, which here are data objects and batches
# of events: kilobytes, but one event may have 5 million characters (assets/kit/events/json.js).
# Without a limit one request could fill the memory. Who may send so much: web/bodies.py.
LARGE_BODY_BYTES = 8 * 1024 * 1024
# What the kit's endpoints take, and some more: they have better words for what is too large.
SMALL_BODY_BYTES = MAX_BODY_BYTES + 16 * 1024

URI_TOO_LONG = CATALOGUE["uri_too_long"]
HEADERS_TOO_LARGE = CATALOGUE["headers_too_large"]


def limit_sizes(server: Flask) -> None:
    """Refuse requests that are too large; addresses and headers before anything reads them."""
    server.config["MAX_CONTENT_LENGTH"] = LARGE_BODY_BYTES
    server.before_request(_check)


def _check() -> Response | None:
    if len(request.environ.get("PATH_INFO", "")) + len(request.query_string) > MAX_URL_BYTES:
        return error_answer(URI_TOO_LONG)
    if sum(len(name) + len(value) for name, value in request.headers) > MAX_HEADER_BYTES:
        return error_answer(HEADERS_TOO_LARGE)
    return None
