"""A request that comes to nothing: a page for a person, a problem for a program."""

from flask import Response, render_template, request

from dash_retool_embed.errors import Entry
from dashapp.errors import page_for
from dashapp.web.prefix import current_routes
from dashapp.web.problems import problem


def error_answer(entry: Entry) -> Response:
    """Answer whoever is waiting: a person with a page, a program with problem+json."""
    if not wants_page():
        return problem(entry)
    said = page_for(entry.status)
    page = render_template(
        "error.html",
        icon=said.icon,
        heading=said.heading,
        sentence=said.sentence or entry.person,
        status=entry.status,
        code=entry.code,
    )
    return Response(page, entry.status)


def wants_page() -> bool:
    """Tell whether a person is waiting for a page, rather than a program for an answer."""
    # Dash's own requests accept */*, which is no wish for a page; a form that is sent is one.
    return (
        request.method in ("GET", "POST")
        and "text/html" in request.headers.get("Accept", "")
        and not request.path.startswith(current_routes().api)
    )
