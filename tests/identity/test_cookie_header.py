"""Cookies of neighbors: other hosts of the same domain, which send what they like along."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from flask import Request
from hypothesis import example, given
from hypothesis import strategies as st

import dashapp
from dash_retool_embed.people import TokenInvalid
from dashapp.identity import TokenMissing, TokenVerifier, request_user
from dashapp.identity.cookie_header import CookieDoubtful, cookie_names, read_cookie
from dashapp.identity.request_user import user_from_request
from tests.identity.forgeries import SECRET, SHARED
from tests.identity.login import AUDIENCE, good_claims

VICTIM, MALLORY = (SHARED.sign(good_claims(sub=sub)) for sub in ("victim", "mallory"))
OWN = f"sid={VICTIM}"
PLANTED = f"sid={MALLORY}"

DOUBT, NOBODY = "doubt", "nobody"


def asking(header: str | None) -> Request:
    return Request({"HTTP_COOKIE": header} if header is not None else {})


def who(header: str | None, name: str = "sid") -> str:
    verifier = TokenVerifier(SECRET, ["HS256"], AUDIENCE)
    try:
        return user_from_request(asking(header), verifier, name).id
    except TokenInvalid as error:
        return DOUBT if "cookie" in error.reason else error.reason
    except TokenMissing:
        return NOBODY


SANDWICH = f'a="x; {OWN}; y=z"; {PLANTED}'


@pytest.mark.parametrize(
    ("header", "seen"),
    [
        (None, NOBODY),
        ("", NOBODY),
        (OWN, "victim"),
        (f"a=b; {OWN}; c=d", "victim"),
        (f"a=b;{OWN};c=d", "victim"),
        (f";; {OWN};", "victim"),
        # Quotes hide nothing.
        (SANDWICH, DOUBT),
        (f'a="x; {OWN}; y=z"', "victim"),
        (f'"a; {OWN}; b"', "victim"),
        (f'a="\\"; {OWN}; y=\\""', "victim"),
        (f'a="x; {PLANTED}; y=z"; {OWN}', DOUBT),
        (f'{OWN}; a="{PLANTED}', "victim"),
        (f'a="{OWN}"', NOBODY),
        # Two of one name, however they came about.
        (f"{OWN}; {PLANTED}", DOUBT),
        (f"{PLANTED}; {OWN}", DOUBT),
        (f"{OWN}; {OWN}", DOUBT),
        (f"{OWN}; sid=", DOUBT),
        (f"sid=; {OWN}", DOUBT),
        (f"{OWN}; sid =x", DOUBT),
        (f"{OWN}; \tsid\t=x", DOUBT),
        # A value that no browser would send of a token that the host or a login has set.
        (f'sid="{VICTIM}"', DOUBT),
        (f'sid="{VICTIM}', DOUBT),
        (f"sid= {VICTIM}", DOUBT),
        (f"sid ={VICTIM}", DOUBT),
        (f"{OWN} x", DOUBT),
        (f"{OWN},{PLANTED}", DOUBT),
        (f"{OWN}, {PLANTED}", DOUBT),
        (f"{OWN}\\", DOUBT),
        (f"{OWN}\x00", DOUBT),
        (f"{OWN}\x7f", DOUBT),
        (f"{OWN}\xa0", DOUBT),
        # Several headers, as servers join them.
        (f"a=b,{OWN}", NOBODY),
        (f"a=b, {OWN}", NOBODY),
        (f"a=b; {OWN},c=d", DOUBT),
        # Other names, and what has none.
        (f"SID={VICTIM}; Sid={VICTIM}; sid2={VICTIM}; xsid={VICTIM}", NOBODY),
        (f"\xa0sid={VICTIM}; sid\xa0={VICTIM}; \x0bsid={VICTIM}", NOBODY),
        (f"%73id={VICTIM}", NOBODY),
        (f"$Version=1; {OWN}; $Path=/", "victim"),
        (f"$sid={VICTIM}", NOBODY),
        (f"sid; {OWN}", "victim"),
        (f"=x; =; =sid={MALLORY}; {OWN}", "victim"),
        ("sid", NOBODY),
        ("sid=", NOBODY),
    ],
)
def test_who_a_header_is_of(header: str | None, seen: str) -> None:
    assert who(header) == seen


def test_a_doubt_repeats_nothing_of_the_cookies() -> None:
    with pytest.raises(CookieDoubtful) as caught:
        read_cookie(asking(f"{OWN}; {PLANTED}"), "sid")
    assert VICTIM not in str(caught.value)
    assert MALLORY not in str(caught.value)


def test_a_reader_that_honors_quotes_would_take_the_neighbor_s_cookie(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def honoring_quotes(request: Request, name: str) -> str | None:
        found = request.cookies.getlist(name)
        if len(found) > 1:
            raise CookieDoubtful("there are two cookies of its name")
        return found[0] if found else None

    monkeypatch.setattr(request_user, "read_cookie", honoring_quotes)
    assert who(SANDWICH) == "mallory"


def test_a_reader_that_takes_any_of_two_would_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_user, "read_cookie", lambda asked, name: asked.cookies.get(name))
    assert who(f"{PLANTED}; {OWN}") == "mallory"


# What is special to somebody who reads cookies, and what may look like the host's own.
PIECES = ['"', "\\", "=", ",", " ", "\t", "\xa0", "$Version", "sid", "__Host-", "x", MALLORY]
TEXT = st.lists(st.sampled_from(PIECES), max_size=5).map("".join) | st.text(
    st.characters(max_codepoint=255, exclude_characters=";\r\n\0")
)


def as_sent(name: str, value: str) -> str:
    """A cookie in the header, without the blanks that a browser takes off when it is set."""
    name, value = name.partition("=")[0].strip(" \t"), value.strip(" \t")
    return f"{name}={value}" if name else value


COOKIES = st.lists(st.builds(as_sent, TEXT, TEXT), max_size=4)


@given(before=COOKIES, after=COOKIES)
@example(before=['a="x'], after=['y=z"', PLANTED])
@example(before=["sid"], after=[PLANTED])
def test_no_neighbor_becomes_somebody_else(before: Sequence[str], after: Sequence[str]) -> None:
    assert who("; ".join([*before, OWN, *after])) in ("victim", DOUBT)


@given(before=COOKIES, after=COOKIES)
@example(before=['a="x'], after=['y=z"', f"sid={MALLORY}"])
def test_where_browsers_protect_the_name_a_neighbor_changes_nothing(
    before: Sequence[str], after: Sequence[str]
) -> None:
    def allowed(cookies: Sequence[str]) -> list[str]:
        # Browsers take no cookie with the prefix from a neighbor, nor a value that looks like one.
        return [cookie for cookie in cookies if not cookie.lower().startswith("__host-")]

    header = "; ".join([*allowed(before), f"__Host-sid={VICTIM}", *allowed(after)])
    assert who(header, "__Host-sid") == "victim"


@given(TEXT, TEXT)
def test_a_name_is_found_by_exactly_itself(header: str, name: str) -> None:
    try:
        value = read_cookie(asking(header), name)
    except CookieDoubtful:
        value = ""
    assert (value is not None) == (name in cookie_names(asking(header)))


def test_nothing_else_in_the_host_reads_cookies() -> None:
    # The sandbox stands for Retool, which has a reader of its own.
    files = [p for p in Path(dashapp.__path__[0]).rglob("*.py") if "sandbox" not in p.parts]
    readers = [
        p.name
        for p in files
        if re.search(r"(?<!identity)\.cookies\b(?!\.set_policy)", p.read_text())
    ]
    assert readers == []
    assert [p.name for p in files if "HTTP_COOKIE" in p.read_text()] == ["cookie_header.py"]
