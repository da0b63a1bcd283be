"""What is answered when something goes wrong, whatever it was."""

from flask import Flask, Response
from werkzeug.exceptions import HTTPException, NotFound

from dash_retool_embed.errors import CATALOGUE, Entry
from dashapp.dash_internals import NoSuchFile
from dashapp.web.error_answer import error_answer

# Where HTTP's own name says less than a program or a person needs.
KNOWN = {entry.status: entry for entry in (CATALOGUE["too_large"], CATALOGUE["internal_error"])}


def answer_errors(server: Flask) -> None:
    """Answer every error of this server with a page of its own or with problem+json.

    Flask logs what nobody expected before it asks for an answer, as it does by itself.
    """
    server.register_error_handler(HTTPException, _answer)
    # No failure of this server.
    server.register_error_handler(NoSuchFile, lambda _error: _answer(NotFound()))


def _answer(error: HTTPException) -> Response | HTTPException:
    status = error.code
    if status is None:
        return error
    code = error.name.lower().replace(" ", "_")
    response = error_answer(
        KNOWN.get(status) or Entry(code, status, person=error.description or error.name)
    )
    for name, value in error.get_headers():
        # Such as Allow, without which a 405 is none.
        if name.lower() != "content-type":
            response.headers[name] = value
    return response
