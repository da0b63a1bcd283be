"""A request to one of the kit's endpoints, without any web framework."""

import json
from dataclasses import dataclass
from typing import Any

from dash_retool_embed.errors import BadRequest, TooLarge
from dash_retool_embed.request_context import RequestContext

MAX_BODY_BYTES = 64 * 1024
"""Of a request: an app's name and a token, which has at most 8 KB, with room for what else a client
sends along."""

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
"""Those that are answered here. Else a web framework would answer all but POST in its own way."""

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Request:
    """A request. ``body`` is None if it is longer than `MAX_BODY_BYTES`."""

    context: RequestContext
    method: str
    content_type: str
    body: bytes | None

    def json(self) -> dict[str, Any]:
        """Return the JSON object that a page has sent.

        Raises:
            BadRequest: it has sent something else.
            TooLarge: too much of it.
        """
        if self.body is None:
            raise TooLarge
        # A form can't say so of itself (Fetch, "CORS-safelisted request-header"), so another site's
        # can't be a request of a page.
        kind = self.content_type.partition(";")[0].strip().lower()
        body: object = None
        if kind == JSON or (kind.startswith("application/") and kind.endswith("+json")):
            try:
                body = json.loads(self.body)
            # Nested too deeply.
            except (ValueError, RecursionError):
                body = None
        if not isinstance(body, dict):
            raise BadRequest(case="no_object")
        return body
