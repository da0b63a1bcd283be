"""What lines of the log call a person and a request."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

PersonLabel = Callable[[str], str]
"""Returns what to call a person in a line, given the external identifier."""


def person_digest(id_: str) -> str:
    """Return 16 hexadecimal digits that stand for a person: always the same, and another's differ.

    Whoever can guess an identifier can compute it.
    """
    # JSON may hold half an emoji, which is no text and still somebody's identifier.
    return hashlib.sha256(id_.encode(errors="surrogatepass")).hexdigest()[:16]


def raw_id(id_: str) -> str:
    """Return the external identifier itself."""
    return id_


@dataclass(frozen=True, slots=True)
class Labels:
    """What to call people, and the current request; `request` returns None if it has no name."""

    person: PersonLabel = person_digest
    request: Callable[[], str | None] = lambda: None
