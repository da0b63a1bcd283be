"""What a property of the component may be, checked where it is given.

Dash itself looks at names only. A wrong value would be found in the browser, or not at all.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from inspect import signature
from numbers import Real
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    SupportsComplex,
    SupportsFloat,
    SupportsInt,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from typing_extensions import TypedDict, is_typeddict

try:
    from dash.types import NumberType as NumberType
except ImportError:
    # Before Dash 4.1.
    if TYPE_CHECKING:
        raise
    NumberType = Union[SupportsFloat, SupportsInt, SupportsComplex]  # type: ignore[misc]  # noqa: UP007

Wildcards = TypedDict(
    "Wildcards",
    {
        "data-testid": str,
        "data-test": str,
        "data-cy": str,
        "data-qa": str,
        "data-tour": str,
        "aria-label": str,
        "aria-labelledby": str,
        "aria-describedby": str,
        "aria-details": str,
        "aria-hidden": str | bool,
        "aria-live": Literal["off", "polite", "assertive"],
        "aria-roledescription": str,
    },
    total=False,
)
"""The attributes of the box that type checkers know. When it runs, any ``data-*`` and ``aria-*``
will do."""


class Event(TypedDict):
    """The latest event: `seq` counts from 1, `data` is what Retool has posted."""

    seq: int
    data: object


class Failure(TypedDict):
    """Why an embed is in the state "error"."""

    code: str
    message: str


State = Literal["minting", "loading", "ready", "renewing", "error", "closed"]
STATES = get_args(State)

TEXT = "text"
NUMBER = "a number"
SWITCH = "True or False"
OBJECT = "a dict"

Kinds = Mapping[str, tuple[str, ...]]
"""What each property may be, by its name: some of the words above."""

_CLASSES: Mapping[str, type] = {TEXT: str, NUMBER: Real, SWITCH: bool, OBJECT: Mapping}

# As annotations say it.
_KINDS: Mapping[object, str] = {
    str: TEXT,
    bool: SWITCH,
    Mapping: OBJECT,
    SupportsFloat: NUMBER,
    SupportsInt: NUMBER,
    SupportsComplex: NUMBER,
}

_SIZES = ("height", "width")


def kinds_of(init: Callable[..., None]) -> Kinds:
    """Return what a component's constructor takes, as its annotations say it.

    Raises:
        KeyError: an annotation says something that has no word here.
    """
    hints = get_type_hints(init)
    own = (
        each for each in signature(init).parameters.values() if each.kind is not each.VAR_KEYWORD
    )
    named = [each.name for each in own if each.name in hints]
    return {name: tuple(dict.fromkeys(_kinds(hints[name]))) for name in named}


def _kinds(hint: Any) -> Iterator[str]:
    origin = get_origin(hint)
    if origin is Literal:
        yield TEXT
    elif is_typeddict(hint):
        yield OBJECT
    elif origin is None or origin in _KINDS:
        if hint is not type(None):
            yield _KINDS[origin or hint]
    else:
        for part in get_args(hint):
            yield from _kinds(part)


def check_props(component: str, kinds: Kinds, props: Mapping[str, object]) -> None:
    """Refuse what the browser could make nothing of.

    Args:
        component: what to call it.
        kinds: what its properties may be.
        props: what was given, by name; None, and names that are not known here, are passed over.

    Raises:
        TypeError: a value is of another type than its property takes; the text says which.
        ValueError: it is of that type, and means nothing.
    """
    for name, value in props.items():
        allowed = kinds.get(name)
        if allowed is None or value is None:
            continue
        if any(_is(kind, value) for kind in allowed):
            _check_value(component, name, value)
            continue
        # The value may be long, or a secret; its type is what is wrong.
        raise TypeError(
            f"{component}({name}=…): {' or '.join(allowed)} is needed, "
            f"not {type(value).__qualname__}"
        )


def _check_value(component: str, name: str, value: object) -> None:
    if name == "state" and value not in STATES:
        states = ", ".join(STATES)
        raise ValueError(
            f"{component}({name}={value!r}): {states} are the states, and the embed sets them"
        )
    if name in _SIZES and not _is_from_zero(value):
        raise ValueError(f"{component}({name}={value!r}): a number from 0 is needed")
    # With room for none, every event would be lost.
    if name == "eventLimit" and (value == 0 or not _is_from_zero(value)):
        raise ValueError(f"{component}({name}={value!r}): a number above 0 is needed")


def _is_from_zero(value: Any) -> bool:
    # What is not a number is not between any two; a size may be text as well.
    return isinstance(value, str) or 0 <= value < math.inf


def _is(kind: str, value: object) -> bool:
    # Python takes a boolean for a number.
    is_odd = kind == NUMBER and isinstance(value, bool)
    return isinstance(value, _CLASSES[kind]) and not is_odd
