"""What every table of the configuration has in common."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A table: its values don't change after the start, and an unknown key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def not_boolean(value: object) -> object:
    """Return what is given for a number, unless it is a boolean: Python would take it for one.

    Raises:
        ValueError: it is a boolean.
    """
    if isinstance(value, bool):
        raise ValueError("a boolean is no number")
    return value
