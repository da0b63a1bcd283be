"""One reading of addresses: which origin they have, and whether they lead to this machine."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dash_retool_embed.urls import check_private, is_loopback, is_origin_of, origin_of

HERE = (
    "localhost",
    "LOCALHOST",
    "localhost:8051",
    "retool.localhost",
    "127.0.0.1",
    "127.255.255.254:80",
    "[::1]",
    "[0:0:0:0:0:0:0:1]:1",
    "[::ffff:127.0.0.1]",
    "[::FFFF:7f00:1]",
)

ELSEWHERE = (
    "128.0.0.1",
    "0.0.0.0",
    "[::]",
    "[::2]",
    "[::ffff:a00:1]",
    "10.0.0.1",
    "localhost.example.com",
    "notlocalhost",
    "127.0.0.1.example.com",
    "1localhost",
)

NO_HOSTS = (
    # A browser refuses the first, and takes the next for 127.0.0.1.
    "127.0.0.999",
    "127.1",
    "127.0.1",
    "0x7f.1",
    "0x7f000001",
    "2130706433",
    "0177.0.0.1",
    "127.0.0.01",
    "127.0.0.0x1",
    "127.0.0.1.",
    "localhost.",
    ".localhost",
    "retool..localhost",
    "localhost%2e",
    "localhost%00.example.com",
    "loc\talhost",
    "localhost\\.example.com",
    "example.com@localhost",
    "[::1%25x]",
    "[::1%x]",
    "[::1]x",
    "[::1]localhost",
    "[127.0.0.1]",
    "[v1.localhost]",
    "[::1",
    "::1",
    "\uff1127.0.0.1",
    "localhost:80x",
    "localhost:-1",
    "",
)


@pytest.mark.parametrize("host", HERE)
def test_this_machine_has_these_addresses(host: str) -> None:
    assert is_loopback(f"http://{host}/path?query")
    assert check_private(f"http://{host}/path") == f"http://{host}/path"


@pytest.mark.parametrize("host", ELSEWHERE)
def test_all_others_are_elsewhere(host: str) -> None:
    assert origin_of(f"http://{host}") == f"http://{host}"
    assert not is_loopback(f"http://{host}")
    with pytest.raises(ValueError, match="unless it is on this machine"):
        check_private(f"http://{host}")
    assert check_private(f"https://{host}")


@pytest.mark.parametrize("host", NO_HOSTS)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_what_can_be_read_in_two_ways_is_no_address(scheme: str, host: str) -> None:
    url = f"{scheme}://{host}/"
    assert not is_loopback(url)
    with pytest.raises(ValueError, match=r"^(it|its|an) "):
        origin_of(url)
    with pytest.raises(ValueError, match=r"^(it|its|an) "):
        check_private(url)


@given(st.ip_addresses())
def test_the_standard_library_agrees_on_addresses(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    host = f"[{address}]" if address.version == 6 else str(address)
    mapped = getattr(address, "ipv4_mapped", None)
    assert is_loopback(f"http://{host}") == (mapped or address).is_loopback


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("HTTPS://Apps.Example.Com:443/x", "https://apps.example.com"),
        ("http://apps.example.com:80", "http://apps.example.com"),
        ("https://apps.example.com:80", "https://apps.example.com:80"),
        ("https://apps.example.com:", "https://apps.example.com"),
        # As browsers write them (WHATWG URL, "host serializer").
        ("http://[0:0:0:0:0:0:0:1]:80", "http://[::1]"),
        ("http://[::FFFF:1.2.3.4]", "http://[::ffff:102:304]"),
        ("https://[2001:DB8:0:0:1:0:0:1]:8443", "https://[2001:db8::1:0:0:1]:8443"),
    ],
)
def test_an_origin_is_written_as_browsers_write_it(written: str, origin: str) -> None:
    assert origin_of(written) == origin


OWN = "https://apps.example.com"


@pytest.mark.parametrize(
    ("header", "url", "same"),
    [
        (OWN, OWN, True),
        (OWN, "https://Apps.Example.com:443/sales", True),
        ("https://apps.example.com:443", OWN, True),
        ("http://localhost:8050", "http://localhost:8050", True),
        ("http://[::1]:8050", "http://[0:0:0:0:0:0:0:1]:8050", True),
        ("http://apps.example.com", OWN, False),
        (OWN, "http://apps.example.com", False),
        ("http://apps.example.com:443", OWN, False),
        ("https://apps.example.com:80", "http://apps.example.com", False),
        ("https://apps.example.com:8443", OWN, False),
        ("https://evil.apps.example.com", OWN, False),
        ("https://apps.example.com.evil.example", OWN, False),
        ("https://apps.example.com@evil.example", OWN, False),
        ("https://apps.example.com/", OWN, False),
        ("https://apps.example.com?", OWN, False),
        ("https://apps.example.com#", OWN, False),
        ("https://apps.example.com, https://apps.example.com", OWN, False),
        ("apps.example.com", OWN, False),
        ("//apps.example.com", OWN, False),
        ("null", OWN, False),
        ("", OWN, False),
        ("null", "null", False),
        ("", "", False),
        ("http://[bad", OWN, False),
        (OWN, "https://", False),
        ("http://127.0.0.1", "http://localhost", False),
    ],
)
def test_an_origin_is_a_scheme_a_host_and_a_port(header: str, url: str, same: bool) -> None:
    assert is_origin_of(header, url) is same
