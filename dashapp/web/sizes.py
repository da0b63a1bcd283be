"""How large the head of a request may be; of its body, see `MAX_BODY_BYTES`."""

from flask import Flask, Response, request

from dashapp.web.refusal import refusal

# Two tokens of 8 KB, cookies of other applications on the domain, and what browsers send anyway.
MAX_HEADER_BYTES = 32 * 1024
# What servers in front of this one take.
MAX_URL_BYTES = 8 * 1024

URI_TOO_LONG = "uri_too_long"
HEADERS_TOO_LARGE = "headers_too_large"


def limit_heads(server: Flask) -> None:
    """Refuse requests whose address or headers are too large, before anything reads them."""
    server.before_request(_check)


def _check() -> Response | None:
    if len(request.environ.get("PATH_INFO", "")) + len(request.query_string) > MAX_URL_BYTES:
        return refusal(414, URI_TOO_LONG, "The address of this request is too long.")
    if sum(len(name) + len(value) for name, value in request.headers) > MAX_HEADER_BYTES:
        return refusal(431, HEADERS_TOO_LARGE, "The headers of this request are too large.")
    return None
