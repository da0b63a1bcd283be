"""A request that comes to nothing: a page for a person, a problem for a program."""

from dataclasses import dataclass

from flask import Response, render_template, request

from dashapp.web.prefix import current_routes
from dashapp.web.problems import problem


@dataclass(frozen=True)
class Words:
    """What a page says; no sentence: that of the refusal itself."""

    icon: str
    heading: str
    sentence: str | None = None


TROUBLE = "exclamation-triangle"

WORDS = {
    400: Words(TROUBLE, "This request can't be answered"),
    403: Words("lock", "This is not allowed"),
    404: Words(
        "signpost",
        "There is nothing at this address",
        "It may have been mistyped, or what was here is gone.",
    ),
    405: Words(
        "signpost",
        "There is nothing to see at this address",
        "It only takes what pages and programs send to it.",
    ),
    413: Words(TROUBLE, "This is too large", "Less at once may do."),
    414: Words(
        "signpost", "This address is too long", "Open Home, and go on from there to the page."
    ),
    431: Words(
        TROUBLE,
        "Your browser sends too much along",
        "Delete the cookies of this site in your browser's settings, then sign in again.",
    ),
    500: Words(
        TROUBLE,
        "Something went wrong here",
        "It was noted in the log. Try again; if it stays so, tell whoever runs this page.",
    ),
}


def refusal(status: int, code: str, sentence: str) -> Response:
    """Answer whoever is waiting: a person with a page, a program with problem+json.

    Args:
        status: of HTTP.
        code: stable, for programs and for whoever helps a person.
        sentence: what happened, where `WORDS` has nothing better for a person.
    """
    if not wants_page():
        return problem(status, code, sentence)
    words = WORDS.get(status, Words(TROUBLE, "This did not work"))
    page = render_template(
        "error.html",
        icon=words.icon,
        heading=words.heading,
        sentence=words.sentence or sentence,
        status=status,
        code=code,
    )
    return Response(page, status)


def wants_page() -> bool:
    """Tell whether a person is waiting for a page, rather than a program for an answer."""
    # Dash's own requests accept */*, which is no wish for a page; a form that is sent is one.
    return (
        request.method in ("GET", "POST")
        and "text/html" in request.headers.get("Accept", "")
        and not request.path.startswith(current_routes().api)
    )
