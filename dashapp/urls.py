"""The host's own address, and which addresses are its own.

What an origin is, and which ones never leave this machine, is one rule of the kit's
(`dash_retool_embed.urls`).
"""

import re
from urllib.parse import urlsplit

from dash_retool_embed.urls import (
    check_private,
    is_loopback,
    is_origin_of,
    origin_of,
    parse_origin,
)

MAX_PATH_CHARACTERS = 100
"""It is in the path of cookies, beside an address that waits for a sign-in."""

# Such as each reader of a URL understands alike: no escapes, no dots at a beginning, no blanks.
_PATH = re.compile(r"(/[\w~-][\w.~-]*)+", re.ASCII)
_ALLOWED = "its path may have letters, digits, - _ . ~ and single slashes, up to 100 characters"


def parse_host_url(text: str) -> str:
    """Normalise the address of a host as browsers know it, such as ``https://example.com/apps``.

    It has no slash at its end, and its origin is as `parse_origin` has it.

    Raises:
        ValueError: others could read it on the way, or its path could be read in two ways; the
            text doesn't repeat the address.
    """
    text = text.strip()
    text = text if "://" in text else f"https://{text}"
    scheme, _, rest = text.partition("://")
    authority, slash, path = rest.partition("/")
    path = f"{slash}{path}".removesuffix("/")
    if path and (len(path) > MAX_PATH_CHARACTERS or not _PATH.fullmatch(path)):
        raise ValueError(_ALLOWED)
    return check_private(parse_origin(f"{scheme}://{authority}")) + path


def prefix_of(host_url: str) -> str:
    """Return where the paths of a host begin, with a slash at the end."""
    return f"{urlsplit(host_url).path}/"


def is_own_origin(origin: str, scheme: str, host: str) -> bool:
    """Tell whether an ``Origin`` header names the host that a request came to.

    Args:
        origin: the header.
        scheme: of the request.
        host: its name, with the port if it has one.
    """
    return is_origin_of(origin, f"{scheme}://{host}")


def path_of_own(url: str, scheme: str, host: str) -> str | None:
    """Return the path of an address of the host that a request came to; None: it is none.

    Args:
        url: complete, such as a ``Referer`` header.
        scheme: of the request.
        host: its name, with the port if it has one.
    """
    try:
        is_own = origin_of(url) == origin_of(f"{scheme}://{host}")
    except ValueError:
        return None
    return (urlsplit(url).path or None) if is_own else None


def is_this_machine(host: str) -> bool:
    """Tell whether a request came to a name, or an address, of the machine that it is used on."""
    return is_loopback(f"https://{host}")
