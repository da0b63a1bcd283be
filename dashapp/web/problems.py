"""The kit's answers for programs, as Flask has them."""

from flask import Response

from dash_retool_embed import web as kit
from dash_retool_embed.backends.flask import response_of
from dash_retool_embed.people import IdentityError


def problem(
    status: int, code: str, title: str, detail: str | None = None, *, transient: bool = False
) -> Response:
    """Answer with RFC 9457's ``application/problem+json``; see `dash_retool_embed.web.problem`."""
    return response_of(kit.problem(status, code, title, detail, transient=transient))


def identity_problem(error: IdentityError) -> Response:
    """Answer a program whose sign-in is missing or not good."""
    return response_of(kit.identity_problem(error))
