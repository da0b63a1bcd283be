"""Which addresses count as one."""

import pytest

from dash_retool_embed.client_network import network_of


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1:5555", "192.0.2.1:5556", True),
        ("[2001:db8::1]:5555", "2001:db8::2", True),
        (None, "", True),
        ("unix:", "unix:", True),
    ],
)
def test_an_ipv6_network_counts_as_one_address(
    first: str | None, second: str | None, same: bool
) -> None:
    assert (network_of(first) == network_of(second)) is same


def test_what_is_no_address_is_short() -> None:
    assert len(network_of("x" * 10_000)) == 100
