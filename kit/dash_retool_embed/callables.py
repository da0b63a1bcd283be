"""Functions that the kit is given: whether they are plain ones, and what they take."""

import inspect
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

if sys.version_info >= (3, 14):
    from annotationlib import Format

    # What an annotation names may be there for type checkers only.
    _UNRESOLVED: dict[str, Any] = {"annotation_format": Format.FORWARDREF}
else:
    _UNRESOLVED: dict[str, Any] = {}

_POSITIONAL = (
    inspect.Parameter.POSITIONAL_ONLY,
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
    inspect.Parameter.VAR_POSITIONAL,
)


def why_not_plain_function(function: object) -> str | None:
    """Return why a call of it would not do what it says, or None if it would.

    Such as "without async": calling an async function or a generator runs nothing of it.
    """
    if not callable(function):
        return f"not {kind_of(function)}"
    if isinstance(function, type):
        return f"not {kind_of(function)}"
    called = _called(function)
    if inspect.iscoroutinefunction(called) or inspect.isasyncgenfunction(called):
        return "without async"
    if inspect.isgeneratorfunction(called):
        return "without yield"
    return None


def signature_mismatch(
    function: Callable[..., Any], *arguments: object, **named: object
) -> str | None:
    """Return why it can't be called like this, in Python's words, or None if it can be."""
    signature = signature_of(function, follow_wrapped=False)
    if signature is None:
        return None
    try:
        signature.bind(*arguments, **named)
    except TypeError as error:
        return str(error)
    return None


def accepts_one_argument(function: Callable[..., Any]) -> bool:
    """Tell whether it has a positional parameter, needed or not, and so has what it wraps.

    The `self` of a bound method is none.
    """
    own = signature_of(function, follow_wrapped=False)
    wrapped = signature_of(function)
    return all(
        each is not None and any(one.kind in _POSITIONAL for one in each.parameters.values())
        for each in (own, wrapped)
    )


def signature_of(
    function: Callable[..., Any], *, follow_wrapped: bool = True
) -> inspect.Signature | None:
    """Return what it takes; None: it doesn't say, as some built-in functions."""
    try:
        return inspect.signature(function, follow_wrapped=follow_wrapped, **_UNRESOLVED)
    except (TypeError, ValueError):
        return None


def kind_of(value: object) -> str:
    """Return what a value is, in a few words without the value."""
    if value is None:
        return "None"
    return f"the class {value.__name__}" if isinstance(value, type) else type(value).__qualname__


def _called(function: Any) -> Any:
    while isinstance(function, partial):
        function = function.func
    return function if inspect.isroutine(function) else type(function).__call__
