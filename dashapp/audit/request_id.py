"""What the current request is called."""

from flask import g, has_request_context

REQUEST_ID = "request_id"
"""In `flask.g` and in lines of the log."""


def request_id() -> str | None:
    """Return what the current request is called; None: there is none, or nobody has named it."""
    name = g.get(REQUEST_ID) if has_request_context() else None
    return None if name is None else str(name)
