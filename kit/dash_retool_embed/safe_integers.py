"""Whole numbers that a browser would change: it has all numbers as floats of 64 bits (IEEE 754)."""

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from numbers import Integral
from typing import Any

Path = tuple[int | str, ...]

LARGEST = 2**53
"""Up to here each whole number is itself; beyond it, some become their neighbors."""

SAFE_INTEGERS_ALLOWED = "whole numbers up to 2**53 (9007199254740992): send a larger one as text"


# numpy's kinds of numbers and texts, besides whole numbers. Dash sends dates as text.
_SAFE_KINDS = frozenset("bfcMSU")
_WHOLE_KINDS = frozenset("iu")
_SAFE_BYTES = 4


def find_unsafe_integers(value: object, at: Path = ()) -> Iterator[tuple[Path, int]]:
    """Yield where in a data object such numbers are, and which; lists and objects are gone into.

    Raises:
        RecursionError: it contains itself, or is nested too deeply for JSON.
    """
    if isinstance(value, str | bool | float):
        return
    if isinstance(value, Integral):
        if abs(int(value)) > LARGEST:
            yield at, int(value)
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from find_unsafe_integers(each, (*at, str(key)))
    elif isinstance(value, list | tuple):
        for i, each in enumerate(value):
            yield from find_unsafe_integers(each, (*at, i))
    # What numpy and pandas have; Dash sends it as a list.
    elif callable(listed := getattr(value, "tolist", None)) and not _has_safe_type(value):
        yield from find_unsafe_integers(listed(), at)


def _has_safe_type(array: object) -> bool:
    type_ = getattr(array, "dtype", None)
    kind, size = getattr(type_, "kind", ""), getattr(type_, "itemsize", None)
    if kind in _WHOLE_KINDS:
        return isinstance(size, int) and size <= _SAFE_BYTES
    return kind in _SAFE_KINDS


def check_safe_integers(data: object, what: str = "data") -> None:
    """Refuse a data object that would not arrive as it is.

    Args:
        data: anything; what is no JSON is left to whoever writes it as JSON.
        what: what to call it.

    Raises:
        ValueError: it has such a number; the text says where, and what to do.
    """
    try:
        found = list(islice(find_unsafe_integers(data), 1))
    except RecursionError:
        return
    for at, number in found:
        raise unsafe_integer_error(what, at, number)


def unsafe_integer_error(what: str, at: Path, number: int) -> ValueError:
    """Return the error for such a number, in the data object that is called so."""
    place = what + "".join(f"[{json.dumps(part)}]" for part in at)
    return ValueError(
        f"{place} = {_shown(number)} would change on its way: "
        f"a browser has only {SAFE_INTEGERS_ALLOWED}."
    )


def _shown(number: int) -> Any:
    # Python writes no number of more than 4,300 digits.
    return number if number.bit_length() <= 256 else f"a number of {number.bit_length()} bits"
