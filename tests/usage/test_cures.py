"""Every code that a link can end with is explained."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dash_retool_embed.errors import EmbedError
from dash_retool_embed.mint.recording import MINTED, UNEXPECTED
from dash_retool_embed.people import IdentityError
from dash_retool_embed.retool import RetoolError
from dashapp.identity.sign_in_errors import SignInFailed
from dashapp.usage.cures import CURES, GOOD, UNKNOWN, cure_of

ROOTS = (EmbedError, IdentityError, RetoolError)
KIT = Path(__file__).parents[2] / "assets/kit"

# In JavaScript: `code: "…"`, `failure("…", …)`, and the statuses of PASSING.
WRITTEN = re.compile(r"""(?:code: |failure\()"([a-z0-9_]+)\"""")
PASSING = re.compile(r"const PASSING = \[([\d, ]+)\]")


def tree(error: type[Exception]) -> Iterator[str]:
    yield error.code  # type: ignore[attr-defined]
    for kind in error.__subclasses__():
        # A test may have made one of its own.
        if kind.__module__.startswith(("dashapp.", "dash_retool_embed.")):
            yield from tree(kind)


def of_the_browser() -> set[str]:
    text = "".join(path.read_text() for path in KIT.rglob("*.js"))
    (statuses,) = PASSING.findall(text)
    # It is told with the status behind it.
    written = {*WRITTEN.findall(text)} - {"http"}
    return written | {f"http_{status}" for status in statuses.split(", ")}


def of_the_server() -> set[str]:
    codes = {code for root in ROOTS for code in tree(root)}
    # An error of a module that nobody imports would be in no tree.
    assert SignInFailed.code in codes
    return {UNEXPECTED, *codes}


def test_every_code_has_a_meaning_and_a_cure() -> None:
    existing = of_the_server() | of_the_browser()
    assert len(of_the_server()) > 30
    assert {"no_sign_of_life", "host_unreachable", "signed_out", "http_503"} <= of_the_browser()
    assert existing - CURES.keys() == set()


def test_no_cure_is_for_a_code_that_is_none() -> None:
    # What the log itself writes when a page gives no code.
    assert CURES.keys() - of_the_server() - of_the_browser() == {"failed"}


def test_cures_are_sentences() -> None:
    for cure in (*CURES.values(), UNKNOWN):
        assert all(text[0].isupper() and text.endswith(".") for text in (cure.meaning, cure.cure))


@pytest.mark.parametrize("code", ["", "nonsense", "<img src=x>"])
def test_a_code_that_nobody_knows_says_so(code: str) -> None:
    assert cure_of(code) == UNKNOWN


def test_what_is_no_failure_needs_no_cure() -> None:
    assert MINTED in GOOD
    assert GOOD.keys() & CURES.keys() == set()
