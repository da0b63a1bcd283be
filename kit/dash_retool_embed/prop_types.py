"""What a property of the component may be, checked where it is given.

Dash itself looks at names only. A wrong value would be found in the browser, or not at all.
"""

import math
from collections.abc import Mapping
from numbers import Real
from typing import Any, Literal, get_args

TEXT = "text"
NUMBER = "a number"
SWITCH = "True or False"
OBJECT = "a dict"

_TYPES: Mapping[str, tuple[type, ...]] = {
    TEXT: (str,),
    NUMBER: (Real,),
    SWITCH: (bool,),
    OBJECT: (Mapping,),
}

_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "id": (TEXT, OBJECT),
    "app": (TEXT,),
    "data": (OBJECT,),
    "title": (TEXT,),
    "height": (TEXT, NUMBER),
    "width": (TEXT, NUMBER),
    "style": (OBJECT,),
    "className": (TEXT,),
    "allow": (TEXT,),
    "sandbox": (SWITCH, TEXT),
    "queriesOnLoad": (SWITCH,),
    "eager": (SWITCH,),
    "nestedFrames": (SWITCH,),
    "eventLimit": (NUMBER,),
    "reload": (NUMBER,),
    "event": (OBJECT,),
    "state": (TEXT,),
    "error": (OBJECT,),
    "key": (TEXT,),
    "events": (OBJECT,),
    "ack": (OBJECT,),
}

State = Literal["minting", "loading", "ready", "renewing", "error", "closed"]
STATES = get_args(State)

_SIZES = ("height", "width")


def check_props(component: str, props: Mapping[str, object]) -> None:
    """Refuse what the browser could make nothing of.

    Args:
        component: what to call it.
        props: what was given, by name; None, and names that are not known here, are passed over.

    Raises:
        TypeError: a value is of another type than its property takes; the text says which.
        ValueError: it is of that type, and means nothing.
    """
    for name, value in props.items():
        allowed = _ALLOWED.get(name)
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
    return isinstance(value, _TYPES[kind]) and not is_odd
