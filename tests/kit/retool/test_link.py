"""Where an embed URL may lead."""

import pytest

from dash_retool_embed.retool import EmbedUrl, OriginNotAllowed, UnintelligibleAnswer
from dash_retool_embed.retool.link import check_link

ALLOWED = ["https://retool.example.com", "https://apps.example.com:8443", "http://localhost:8051"]


@pytest.mark.parametrize(
    ("link", "origin"),
    [
        ("https://retool.example.com/embed/n", "https://retool.example.com"),
        ("https://RETOOL.example.com:443/embed/n", "https://retool.example.com"),
        ("https://apps.example.com:8443/embed?n=1", "https://apps.example.com:8443"),
        ("http://localhost:8051/embed", "http://localhost:8051"),
    ],
)
def test_a_link_to_an_allowed_origin_is_left_as_it_is(link: str, origin: str) -> None:
    assert check_link(link, ALLOWED) == (link, origin)


@pytest.mark.parametrize(
    ("link", "secure"),
    [
        ("http://retool.example.com/embed/n", "https://retool.example.com/embed/n"),
        ("http://retool.example.com:80/a?b=//c#d", "https://retool.example.com/a?b=//c#d"),
        ("http://retool.example.com", "https://retool.example.com"),
    ],
)
def test_http_becomes_https_behind_a_tls_proxy(link: str, secure: str) -> None:
    assert check_link(link, ALLOWED) == (secure, "https://retool.example.com")


@pytest.mark.parametrize(
    ("link", "origin"),
    [
        ("https://evil.example/embed/n0nce", "https://evil.example"),
        (
            "https://retool.example.com.evil.example/n0nce",
            "https://retool.example.com.evil.example",
        ),
        ("https://retool.example.com:8443/n0nce", "https://retool.example.com:8443"),
        ("http://apps.example.com:8443/n0nce", "http://apps.example.com:8443"),
        ("https://localhost:8051/n0nce", "https://localhost:8051"),
        ("https://[::1]/n0nce", "https://[::1]"),
    ],
)
def test_another_origin_is_named_and_the_link_is_not(link: str, origin: str) -> None:
    with pytest.raises(OriginNotAllowed) as caught:
        check_link(link, ALLOWED)
    assert caught.value.origin == origin
    assert f"origin {origin}," in str(caught.value)
    assert all(allowed in str(caught.value) for allowed in ALLOWED)
    assert "n0nce" not in repr(caught.value)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert('n0nce')",
        "ftp://retool.example.com/n0nce",
        "//retool.example.com/n0nce",
        "/n0nce",
        "https:///n0nce",
        "https://retool.example.com:port/n0nce",
        "https://ada:secret@retool.example.com/n0nce",
        "https://retool.example.com@evil.example/n0nce",
        "https://evil.example\\.retool.example.com/n0nce",
        "https://retool.example.com/n0nce\n",
        " https://retool.example.com/n0nce",
        "https://[retool/n0nce",
    ],
)
def test_what_browsers_may_read_differently_is_refused(link: str) -> None:
    with pytest.raises(UnintelligibleAnswer) as caught:
        check_link(link, ALLOWED)
    assert "n0nce" not in str(caught.value)


def test_a_link_is_in_no_repr() -> None:
    link = EmbedUrl("https://retool.example.com/n0nce", "https://retool.example.com", 600)
    assert repr(link) == "EmbedUrl(origin='https://retool.example.com', expires_in=600)"
