"""What a line of the log says of who has asked, and in which request."""

import json

from dash_retool_embed.audit.labels import Labels
from dash_retool_embed.people import User

MAX_CHARACTERS = 250
"""Of a name: some are chosen by whoever asks."""


def who_asks(person: User | None, labels: Labels, request: str = "?") -> str:
    """Return both, fit for a line.

    Args:
        person: None: nobody who is known.
        labels: what to call them, and the request.
        request: what to call it where nobody names requests.
    """
    who = "nobody" if person is None else quoted(labels.person(person.id))
    return f"person {who}, request {quoted(labels.request() or request)}"


def quoted(name: str) -> str:
    """Return a name in ASCII: nothing in it controls a terminal or begins another line."""
    return json.dumps(name[:MAX_CHARACTERS])
