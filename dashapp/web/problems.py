"""The kit's answers for programs, as Flask has them."""

from flask import Response

from dash_retool_embed import http as kit
from dash_retool_embed.backends.flask import response_of
from dash_retool_embed.errors import CodedError, Entry


def problem(entry: Entry, title: str | None = None, detail: str | None = None) -> Response:
    """Answer with RFC 9457's ``application/problem+json``; see `dash_retool_embed.http.problem`."""
    return response_of(kit.problem(entry, title, detail))


def problem_of(error: CodedError) -> Response:
    """Answer with an error; see `dash_retool_embed.http.problem_of`."""
    return response_of(kit.problem_of(error))
