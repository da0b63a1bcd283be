"""What lines of the log call a person and a request."""

import hashlib
from collections.abc import Callable

from flask import g, has_request_context

REQUEST_ID = "request_id"
"""What a request is called, in `flask.g` and in the lines."""

Naming = Callable[[str], str]
"""Returns what to call a person in a line, given the external identifier."""


def digest_of(id_: str) -> str:
    """Return 16 hexadecimal digits that stand for a person: always the same, and another's differ.

    Whoever can guess an identifier can compute it.
    """
    # JSON may hold half an emoji, which is no text and still somebody's identifier.
    return hashlib.sha256(id_.encode(errors="surrogatepass")).hexdigest()[:16]


def as_it_is(id_: str) -> str:
    """Return the external identifier itself."""
    return id_


def request_id() -> str | None:
    """Return what the current request is called; None: there is none, or nobody has named it."""
    name = g.get(REQUEST_ID) if has_request_context() else None
    return None if name is None else str(name)
