"""Mistakes in words: where, which key, what it is, what is allowed."""

import json
import re
from collections.abc import Iterable

from pydantic import BaseModel, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

Location = tuple[int | str, ...]
Fault = tuple[Location, object, str]
"""Where below the validated field, the value, and what is allowed instead."""

MAX_SHOWN = 60
"""Characters of a value that an error shows: enough to find it, and still one line."""


def faults(model: type[BaseModel], found: Iterable[Fault]) -> ValidationError:
    """Return an error that a validator can raise to report several places below its field."""
    return ValidationError.from_exception_data(
        model.__name__,
        [
            InitErrorDetails(
                # Braces are the error's own template syntax, so the text goes in as a value.
                type=PydanticCustomError("value_error", "{reason}", {"reason": allowed}),
                loc=location,
                input=value,
            )
            for location, value, allowed in found
        ],
    )


def key_text(location: Location) -> str:
    """Return a location on one line as it would be typed: ``apps[0].groups``."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    text = text.removeprefix(".")
    return text if text.isprintable() else json.dumps(text)


def shown(value: object) -> str:
    """Return a value on one line, shortened, and without a password that a URL in it may have."""
    text = re.sub(r"//[^/@\s]*@", "//***@", repr(value))
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"
