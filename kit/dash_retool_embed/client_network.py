"""Which addresses count as one."""

import re
from ipaddress import IPv6Address, ip_address, ip_network

SOMEWHERE = "somewhere"
"""The address of a client that came through a Unix socket."""

MAX_CHARACTERS = 100
"""An address that is no IP address comes from a proxy, and is cut to this length."""

_WITH_PORT = re.compile(r"\[([^\]]+)\](?::\d+)?|(\d+(?:\.\d+){3}):\d+")


def network_of(address: str | None) -> str:
    """Return what a client's address counts as: itself, or the /64 network of an IPv6 address.

    Whoever has one IPv6 address has the other 2 ** 64 of its network too.
    """
    if not address:
        return SOMEWHERE
    # Some proxies add the port, which differs with each connection.
    if found := _WITH_PORT.fullmatch(address):
        address = found[1] or found[2]
    try:
        ip = ip_address(address)
    except ValueError:
        return address[:MAX_CHARACTERS]
    if not isinstance(ip, IPv6Address):
        return str(ip)
    return str(ip.ipv4_mapped or ip_network((int(ip), 64), strict=False))
