"""JSON of strangers, read in the one way that nobody can read differently."""

import json
import math
from typing import Any


def read_json(text: bytes) -> Any:
    """Return what `text`, in UTF-8, says.

    Raises:
        ValueError: it is no JSON, or JSON that two readers may understand differently: a name
            twice in one object, a number that is none or too large, half a character.
        RecursionError: it is nested too deeply.
    """
    decoded = text.decode()
    value = json.loads(
        decoded, object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_finite
    )
    if "\\ud" in decoded.lower():
        # A surrogate without its other half would fail later, wherever it is written.
        json.dumps(value, ensure_ascii=False).encode()
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name twice in one object")
    return found


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number is too large")
    return number
