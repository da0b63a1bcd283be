"""Origins as browsers compare them, and which addresses never leave this machine."""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"(?!.*\.\.)[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?")
_BRACKETED = re.compile(r"\[[^\[\]]*\](:[0-9]*)?")
_IPV6 = re.compile(r"[0-9a-f:.]+")
# What browsers read as an IPv4 address (WHATWG URL, "ends in a number checker").
_ENDS_IN_NUMBER = re.compile(r"(.*\.)?([0-9]+|0x[0-9a-f]*)")
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
    if parts.path not in ("", "/") or _goes_on(text, parts):
        raise ValueError("it must end after the host and port, without a path or query")
    return origin


def origin_of(url: str) -> str:
    """Return the origin of a complete URL, normalised as `parse_origin` does.

    Raises:
        ValueError: a browser could read it differently, or it isn't a plain http or https address;
            the text doesn't repeat the URL.
    """
    return _split(url)[1]


def is_origin_of(header: str, url: str) -> bool:
    """Tell whether an ``Origin`` header names the origin of a URL: its scheme, host and port.

    What can't be read, or says more than an origin does, names nothing.
    """
    try:
        parts, origin = _split(header)
        return not parts.path and not _goes_on(header, parts) and origin == origin_of(url)
    except ValueError:
        return False


def is_loopback(url: str) -> bool:
    """Tell whether a complete URL leads to the machine that it is used on (RFC 6761, RFC 6890).

    That is localhost, any name below it, 127.0.0.0/8 and ::1. A host that can be read in two ways,
    such as 127.1 or ``localhost.``, doesn't count.
    """
    try:
        host = urlsplit(origin_of(url)).hostname or ""
    except ValueError:
        return False
    return is_loopback_name(host) or is_loopback_address(host)


def is_loopback_name(host: str) -> bool:
    """Tell whether a host's name is reserved for the machine that it is used on (RFC 6761)."""
    return host == "localhost" or host.endswith(".localhost")


def is_loopback_address(text: str) -> bool:
    """Tell whether an IP address is this machine's; what isn't one at all is not."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


def is_private(url: str) -> bool:
    """Tell whether nobody on the way can read or change what is sent to a complete URL."""
    try:
        return origin_of(url).startswith("https://") or is_loopback(url)
    except ValueError:
        return False


def check_private(url: str) -> str:
    """Return a complete URL that `is_private`.

    Raises:
        ValueError: it isn't, or is no plain address; the text doesn't repeat the URL.
    """
    origin_of(url)
    if not is_private(url):
        raise ValueError("it must start with https://, unless it is on this machine")
    return url


def _goes_on(text: str, parts: SplitResult) -> bool:
    return bool(parts.query or parts.fragment) or text.endswith(("?", "#"))


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
    if "[" in parts.netloc and not _BRACKETED.fullmatch(parts.netloc):
        raise ValueError("its host or port can't be read")
    host = _host(parts.hostname or "", bracketed="[" in parts.netloc)
    shown_port = "" if port in (None, DEFAULT_PORTS[parts.scheme]) else f":{port}"
    return parts, f"{parts.scheme}://{host}{shown_port}"


def _host(text: str, *, bracketed: bool) -> str:
    """Return a host as browsers write it."""
    if bracketed:
        return f"[{_ipv6(text)}]"
    if _ENDS_IN_NUMBER.fullmatch(text):
        # Browsers take 127.1 and 0x7f.1 for 127.0.0.1, and nothing for 127.0.0.999.
        try:
            return str(ipaddress.IPv4Address(text))
        except ValueError:
            raise ValueError("an IPv4 address has four numbers from 0 to 255") from None
    if not _NAME.fullmatch(text):
        raise ValueError("it needs a host name (international names in their xn-- form)")
    return text


def _ipv6(text: str) -> str:
    try:
        # Python would take a zone too, which no browser does.
        address = ipaddress.IPv6Address(text if _IPV6.fullmatch(text) else "")
    except ValueError:
        raise ValueError("its IPv6 address can't be read") from None
    if (mapped := address.ipv4_mapped) is not None:
        # From 3.13 on Python writes the last part with dots, and browsers don't.
        return f"::ffff:{int(mapped) >> 16:x}:{int(mapped) & 0xFFFF:x}"
    return address.compressed
