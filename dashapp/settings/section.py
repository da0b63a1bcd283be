"""What every table of the configuration has in common."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A table: its values don't change after the start, and an unknown key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")
