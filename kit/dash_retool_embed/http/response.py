"""What one of the kit's endpoints answers, without any web framework."""

import json
from dataclasses import dataclass, field
from typing import Any

from dash_retool_embed.http.request import JSON

PROBLEM = "application/problem+json"

NO_STORE = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Response:
    """An answer; ``body`` is sent as JSON, and None for nothing."""

    status: int
    body: dict[str, Any] | None = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def content_type(self) -> str | None:
        """The media type of `content`; None: there is none."""
        if self.body is None:
            return None
        return PROBLEM if "status" in self.body else JSON

    @property
    def content(self) -> bytes:
        """What is sent."""
        if self.body is None:
            return b""
        return json.dumps(self.body, separators=(",", ":")).encode()
