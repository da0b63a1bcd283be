"""Where a sign-in leads to, however somebody spells it."""

import pytest

from dashapp.identity.safe_redirect import MAX_CHARACTERS, safe_redirect
from dashapp.routes import Routes


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/sales",
        "/sales/",
        "/a/b-c/d.e",
        "/sign-in-report",
        "/a_b~c",
        "/sales?inspect",
        "/sign-in/done",
    ],
)
def test_a_page_of_this_host_is_reached(path: str) -> None:
    assert safe_redirect(path, Routes()) == path


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        "",
        "sales",
        "https://evil.example",
        "https:evil.example",
        "https:/evil.example",
        "http:///evil.example",
        "//evil.example",
        "///evil.example",
        "////evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        "/\n/evil.example",
        "/\r\nSet-Cookie: a=b",
        "/sales\n",
        " //evil.example",
        "/ /evil.example",
        "/%2f%2fevil.example",
        "/%2F/evil.example",
        "%2f%2fevil.example",
        "/%5cevil.example",
        "/%09/evil.example",
        "/..//evil.example",
        "/.//evil.example",
        "/sales//evil.example",
        "/sales/../..//evil.example",
        "/@evil.example",
        "//me@evil.example",
        "/:80",
        "javascript:alert(1)",
        "/javascript:alert(1)",
        "data:text/html,x",
        "//evil。example",
        "/\u2044evil.example",
        "/\u202eevil",
        "/\x00",
        "/?next=//evil.example",
        "/#//evil.example",
        "/;@evil.example",
        "//[::1]",
        "/sign-in",
        "/sign-in/",
        "/sign-in/callback",
        "/sign-in/done/",
        "/sign-in/done/x",
        "/sign-out",
        "/sign-out?inspect",
        "/" + "a" * MAX_CHARACTERS,
    ],
)
def test_anything_else_leads_home(wanted: str | None) -> None:
    assert safe_redirect(wanted, Routes()) == "/"


@pytest.mark.parametrize(
    "behind",
    [
        "?",
        "?token=secret",
        "?inspect&a=b",
        "?inspect?",
        "?//evil.example",
        "?%0d%0aA:b",
        "?utm_source=" + "x" * MAX_CHARACTERS,
    ],
)
def test_of_what_follows_a_question_mark_one_word_is_kept(behind: str) -> None:
    assert safe_redirect(f"/sales{behind}", Routes()) == "/sales"
