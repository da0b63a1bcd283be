"""Web origins: what a browser compares when it decides who a page or a message comes from."""

import re
from urllib.parse import SplitResult, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]")
_NEVER_IN_A_URL = re.compile(r"[\x00-\x20\x7f\\]")


def parse_origin(text: str) -> str:
    """Normalise an address that an operator typed to an origin such as ``https://retool.example.com``.

    A bare host means https, as in the quickstart; one trailing slash, capitals and the scheme's
    own port are dropped.

    Raises:
        ValueError: it has another scheme, a path, a query, a fragment or credentials; the text
            doesn't repeat the address.
    """
    text = text.strip()
    parts, origin = _split(text if "://" in text else f"https://{text}")
    if parts.path not in ("", "/") or parts.query or parts.fragment or text.endswith(("?", "#")):
        raise ValueError("it must end after the host and port, without a path or query")
    return origin


def origin_of(url: str) -> str:
    """Return the origin of a complete URL, normalised as `parse_origin` does.

    Raises:
        ValueError: a browser could read it differently, or it isn't a plain http or https address;
            the text doesn't repeat the URL.
    """
    return _split(url)[1]


def _split(url: str) -> tuple[SplitResult, str]:
    # urlsplit deletes tabs and newlines and keeps backslashes, browsers turn those into slashes:
    # a host that two parsers read differently is no basis for a comparison.
    if _NEVER_IN_A_URL.search(url):
        raise ValueError("it must not contain spaces, control characters or backslashes")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError("its host or port can't be read") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise ValueError("it must start with https:// or http://")
    if "@" in parts.netloc:
        raise ValueError("it must not contain a user name or password")
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    if not _HOST.fullmatch(host):
        raise ValueError("it needs a host name (international names in their xn-- form)")
    shown_port = "" if port in (None, DEFAULT_PORTS[parts.scheme]) else f":{port}"
    return parts, f"{parts.scheme}://{host}{shown_port}"
