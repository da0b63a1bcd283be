"""Mistakes in a configuration, in words: where, which key, what it is, what is allowed."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails


@dataclass(frozen=True)
class Problem:
    """One mistake. `value` is ready to print: shortened, and empty for secrets and for nothing."""

    source: str
    key: str
    value: str
    allowed: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.source, self._subject(), self.allowed) if part)

    def _subject(self) -> str:
        return f"{self.key} = {self.value}" if self.value else self.key


class ConfigurationError(Exception):
    """The configuration has mistakes; `problems` has them all, and the text has one a line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


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
