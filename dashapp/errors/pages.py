"""What an error page says: heading and icon by the status of HTTP."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ErrorPage:
    """What a page says; no sentence: the person's of the error itself."""

    icon: str
    heading: str
    sentence: str | None = None


TROUBLE = "exclamation-triangle"

PAGES = {
    400: ErrorPage(TROUBLE, "This request can't be answered"),
    403: ErrorPage("lock", "This is not allowed"),
    404: ErrorPage(
        "signpost",
        "There is nothing at this address",
        "It may have been mistyped, or what was here is gone.",
    ),
    405: ErrorPage(
        "signpost",
        "There is nothing to see at this address",
        "It only takes what pages and programs send to it.",
    ),
    413: ErrorPage(TROUBLE, "This is too large", "Less at once may do."),
    414: ErrorPage(
        "signpost", "This address is too long", "Open Home, and go on from there to the page."
    ),
    431: ErrorPage(
        TROUBLE,
        "Your browser sends too much along",
        "Delete the cookies of this site in your browser's settings, then sign in again.",
    ),
    500: ErrorPage(
        TROUBLE,
        "Something went wrong here",
        "It was noted in the log. Try again; if it stays so, tell whoever runs this page.",
    ),
}


def page_for(status: int) -> ErrorPage:
    """Return what the page of an answer with this status says."""
    return PAGES.get(status, ErrorPage(TROUBLE, "This did not work"))
