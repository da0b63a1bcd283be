"""What an error page says: heading and icon by the status of HTTP."""

from dataclasses import dataclass

from dash_retool_embed.errors import Entry


@dataclass(frozen=True)
class ErrorPage:
    """What a page says; no sentence: the person's of the error itself.

    In the place of a tab, the sentence comes behind that one.
    """

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


# In the place of a tab: by the code of the error, if it is one.
IN_TAB = {
    "may_not_open": ErrorPage(
        "lock", "You may not open {title}", "Ask the person who manages your account."
    ),
    "may_not_see_usage": ErrorPage(
        "lock",
        "You may not see the usage of this host",
        "Whoever runs this host names them in its configuration.",
    ),
    "not_found": ErrorPage(
        "signpost",
        "There is no such page",
        "The address names no tab of this host. It may have been renamed, or mistyped.",
    ),
}


def page_in_tab(code: str, entry: Entry | None = None, *, title: str = "") -> ErrorPage:
    """Return what is said in the place of a tab.

    Args:
        code: of `IN_TAB`.
        entry: of the error; None: it is none.
        title: of the app that the person may not open.
    """
    page = IN_TAB[code]
    said = [entry.person if entry else None, page.sentence]
    sentence = " ".join(filter(None, said))
    return ErrorPage(page.icon, page.heading.format(title=title), sentence)


def page_for(status: int) -> ErrorPage:
    """Return what the page of an answer with this status says."""
    return PAGES.get(status, ErrorPage(TROUBLE, "This did not work"))
