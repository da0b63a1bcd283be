"""The Cookie header, read as browsers write it: pairs between semicolons, and nothing else.

A neighbor, any other host of the same registrable domain, can put cookies into the header: before
and after the host's own, under the same name, and without a name. So no cookie may change how the
next one is read (RFC 6265, section 5.4): a quotation mark is a character like any other, although
RFC 2109 and Werkzeug let it hide semicolons, and with them the host's own cookie.
"""

import re

from werkzeug.wrappers import Request

# cookie-octet of RFC 6265, section 4.1.1: no blanks, quotes, commas, backslashes or controls.
_VALUE = re.compile(r"[!#-+\--:<-\[\]-~]*")
# Python's own strip() takes other blanks too, which browsers leave in a name.
_BLANKS = " \t"


class CookieDoubtful(Exception):
    """A cookie is there, and may not be the host's own. The text says why, without its value."""


def cookie_names(request: Request) -> list[str]:
    """Return the names of the cookies that a request has, in their order."""
    return [name.strip(_BLANKS) for name, _ in _pairs(request)]


def read_cookie(request: Request, name: str) -> str | None:
    """Return the value of the cookie of exactly this name, or None if there is none.

    Raises:
        CookieDoubtful: there are two, or it isn't written as a browser writes what a host has set.
    """
    found = [(key, value) for key, value in _pairs(request) if key.strip(_BLANKS) == name]
    if not found:
        return None
    if len(found) > 1:
        raise CookieDoubtful("there are two cookies of its name")
    ((key, value),) = found
    if key != name or not _VALUE.fullmatch(value):
        raise CookieDoubtful("its cookie has characters that don't belong there")
    return value


def _pairs(request: Request) -> list[tuple[str, str]]:
    header: str = request.environ.get("HTTP_COOKIE", "")
    pairs = (pair.lstrip(_BLANKS).partition("=") for pair in header.split(";"))
    # Without an equals sign it is the value of a cookie that has no name.
    return [(name, value) for name, separator, value in pairs if separator]
