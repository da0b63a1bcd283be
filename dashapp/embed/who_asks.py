"""What a line of the log says of who has asked, and in which request."""

import json

from dashapp.audit import Naming, request_id
from dashapp.identity import User

MAX_CHARACTERS = 250
"""Of a name: some are chosen by whoever asks."""


def who_asks(person: User | None, naming: Naming, request: str = "?") -> str:
    """Return both, fit for a line.

    Args:
        person: None: nobody who is known.
        naming: what to call them.
        request: what to call it where nobody names requests.
    """
    who = "nobody" if person is None else quoted(naming(person.id))
    return f"person {who}, request {quoted(request_id() or request)}"


def quoted(name: str) -> str:
    """Return a name in ASCII: nothing in it controls a terminal or begins another line."""
    return json.dumps(name[:MAX_CHARACTERS])
