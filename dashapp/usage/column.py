"""What a column of the table of links is, and where it is shown."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Text
from sqlalchemy.types import TypeEngine

from dash_retool_embed.mint import LinkRequest

Format = Literal[
    "text", "number", "time", "ms", "minutes", "flag", "list", "object", "app", "outcome"
]
"""How a value is read and shown. "time" is in ms since the epoch, "ms" and "minutes" are durations,
"list" and "object" are kept as JSON, "app" is an app's name, "outcome" a code."""

_JSON = ("list", "object")


@dataclass(frozen=True)
class InGrid:
    """Where a column stands in the grid, from the left; its heading, and its width in px."""

    place: int
    heading: str
    width: int


@dataclass(frozen=True)
class InDetails:
    """Where a value stands in the details of one link, from the top, and what it is called."""

    place: int
    label: str


@dataclass(frozen=True)
class UsageColumn:
    """One thing that is kept of a link.

    `value` takes it from a request by somebody who is signed in. `indexed_with` names the columns
    that its index has besides; None: it has no index, so the grid can't be sorted by it.
    """

    name: str
    value: Callable[[LinkRequest], object]
    type: type[TypeEngine[Any]] = Text
    is_required: bool = False
    comment: str | None = None
    format: Format = "text"
    indexed_with: tuple[str, ...] | None = None
    grid: InGrid | None = None
    details: InDetails | None = None

    def read(self, kept: Any) -> Any:
        """Return a value as it was before it was kept."""
        if kept is None:
            return None
        if self.format in _JSON:
            return json.loads(kept)
        return bool(kept) if self.format == "flag" else kept
