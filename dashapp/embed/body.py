"""The JSON that a page sends to the kit's endpoints."""

from typing import Any

from flask import request

from dashapp.embed.errors import BadRequest

# An app's name and a token, which has at most 8 KB, with room for what else a client sends along.
MAX_BODY_BYTES = 64 * 1024


def json_body() -> dict[str, Any]:
    """Return the JSON object that a page has sent.

    Raises:
        BadRequest: it has sent something else.
        werkzeug.exceptions.RequestEntityTooLarge: too much of it.
    """
    limit = request.max_content_length
    request.max_content_length = MAX_BODY_BYTES if limit is None else min(limit, MAX_BODY_BYTES)
    try:
        body = request.get_json(silent=True)
    except RecursionError:
        body = None  # nested too deeply; Flask excuses only what is no JSON
    if not isinstance(body, dict):
        raise BadRequest("The body has to be a JSON object, sent as application/json.")
    return body
