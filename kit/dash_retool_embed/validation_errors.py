"""What pydantic found wrong, in words: where, which key, what it is, what is allowed."""

import difflib
import json
import re
from collections.abc import Iterable, Sequence
from typing import get_args

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

Location = tuple[int | str, ...]
FieldError = tuple[Location, object, str]
"""Where below the validated field, the value, and what is allowed instead."""

MAX_SHOWN = 60
"""Characters of a value that an error shows: enough to find it, and still one line."""


def errors_at(model: type[BaseModel], found: Iterable[FieldError]) -> ValidationError:
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


def duplicates(values: Sequence[object], key: str, table: str) -> list[FieldError]:
    """Return an error for each of `values`, the `key` of one `table` after the other, used before.

    A value of None is a mistake of another kind, and is passed over.
    """
    return [
        ((i, key), value, f"a {key} of its own: {table}[{values.index(value)}] has it already")
        for i, value in enumerate(values)
        if value is not None and values.index(value) < i
    ]


def describe(model: type[BaseModel], error: ValidationError) -> ValidationError:
    """Return the error with a line for each mistake: ``Model.key = value: what is allowed``.

    Places, values and kinds of the mistakes stay as they are. What only follows from another
    mistake is left out.
    """
    details = error.errors(include_url=False)
    places = [detail["loc"] for detail in details]
    return ValidationError.from_exception_data(
        model.__name__,
        [
            InitErrorDetails(
                type=PydanticCustomError(
                    detail["type"],
                    "{place}: {reason}",
                    {
                        "place": _place(model, detail),
                        "reason": allowed_text(model, detail),
                    },
                ),
                loc=detail["loc"],
                input=detail["input"],
            )
            for detail in details
            if not _follows(detail, places)
        ],
    )


def _follows(detail: ErrorDetails, places: Sequence[Location]) -> bool:
    if detail["type"] == "too_short":
        # Without its wrong items a list may be.
        return any(place and place[:-1] == detail["loc"] for place in places)
    return detail["type"] == "default_factory_not_called"


def _place(model: type[BaseModel], detail: ErrorDetails) -> str:
    place = ".".join(filter(None, [model.__name__, format_path(detail["loc"])]))
    silent = detail["type"] in ("missing", "extra_forbidden")
    return place if silent else f"{place} = {redacted(detail['input'])}"


def format_path(location: Location) -> str:
    """Return a location on one line as it would be typed: ``apps[0].groups``."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    text = text.removeprefix(".")
    return text if text.isprintable() else json.dumps(text)


def redacted(value: object) -> str:
    """Return a value on one line, shortened, and without a password that a URL in it may have."""
    try:
        text = re.sub(r"//[^/@\s]*@", "//***@", repr(value))
    except ValueError:
        # Python writes no number of thousands of digits.
        text = f"<{type(value).__qualname__}>"
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"


def allowed_text(model: type[BaseModel], error: ErrorDetails) -> str:
    """Return what would have been allowed at the place of an error of `model`.

    A validator's own sentence if it gave one, the field's description otherwise.
    """
    location = error["loc"]
    if error["type"] == "extra_forbidden":
        return _unknown_key(str(location[-1]), _fields_at(model, location[:-1]))
    if error["type"] == "value_error":
        context = error.get("ctx", {})
        reason = str(context.get("reason") or context.get("error") or "")
        if reason:
            return reason
    described = ""
    for depth in range(1, len(location) + 1):
        field = _fields_at(model, location[: depth - 1]).get(str(location[depth - 1]))
        described = (field.description if field else None) or described
    return f"missing: {described}" if error["type"] == "missing" else described or error["msg"]


def _unknown_key(key: str, fields: dict[str, FieldInfo]) -> str:
    # Secrets have a place too, but in the environment only.
    names = [name for name, field in fields.items() if not is_secret(field)]
    close = difflib.get_close_matches(key, names, n=1)
    hint = f"did you mean {close[0]}? " if close else ""
    return f"unknown key; {hint}allowed here: {', '.join(names)}"


def is_secret(field: FieldInfo) -> bool:
    """Tell whether the field of a model holds a secret, if it holds anything."""
    return SecretStr in (field.annotation, *get_args(field.annotation))


def _fields_at(model: type[BaseModel], location: Sequence[int | str]) -> dict[str, FieldInfo]:
    """Return the fields of the model that `location` leads to from `model`; none if it has none."""
    current: type[BaseModel] | None = model
    for part in location:
        if isinstance(part, int):
            continue
        field = current.model_fields.get(part) if current else None
        candidates = (field.annotation, *get_args(field.annotation)) if field else ()
        current = next(
            (c for c in candidates if isinstance(c, type) and issubclass(c, BaseModel)), None
        )
    return dict(current.model_fields) if current else {}
