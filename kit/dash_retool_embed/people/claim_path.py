"""Where in a token a claim is, as an operator writes it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

CLAIM_PATH_ALLOWED = (
    "a claim's name or path, such as realm_access.roles or https://example.com/roles; "
    r"a dot inside a name is written \."
)
_NAME = re.compile(r"(?:\\.|[^.\\])+")


def parse_claim_path(text: str) -> tuple[str, ...]:
    r"""Return the names that lead from a token's payload to a claim.

    Dots part names and ``\.`` is a dot inside one. A text with ``://`` in it and no backslash is
    one name as a whole, as the namespaced claims of Auth0 are.

    Raises:
        ValueError: a name is empty, or a backslash stands before anything else.
    """
    if "://" in text and "\\" not in text:
        return (text,)
    names = _NAME.findall(text)
    whole = names and ".".join(names) == text and all(name.strip() for name in names)
    if not whole or re.search(r"\\(?![.\\])", text.replace("\\\\", "")):
        raise ValueError(CLAIM_PATH_ALLOWED)
    return tuple(re.sub(r"\\(.)", r"\1", name) for name in names)


def claim_at(claims: Mapping[str, Any], path: Sequence[str]) -> object:
    """Return what is at the end of `path`, from one object into the next; None for nothing."""
    found: object = claims
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
