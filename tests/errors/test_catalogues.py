"""The catalogues have what is emitted, all of it and nothing else."""

import ast
import json
import string
from collections.abc import Iterator
from typing import Any

import pytest

from dash_retool_embed.errors import CATALOGUE as KITS
from dashapp.errors import CATALOGUE as HOSTS
from dashapp.errors import REMEDIES, remedy_of
from dashapp.usage import GOOD
from tests.errors.emitted import (
    CATALOGUES,
    COMPARED,
    NAMED,
    WRITTEN,
    calls,
    cases,
    entries_of_classes,
    looked_up,
    scripts,
)

RAW: dict[str, dict[str, Any]] = {
    code: entry
    for path in CATALOGUES
    for code, entry in json.loads(path.read_text(encoding="utf-8")).items()
}

OF_BROWSERS = {code for code, entry in RAW.items() if "action" in entry}

# A page's report that has no code, and one whose code is none.
OF_REPORTS = {"failed", "other"}

# Where a case is handed on to what raises it.
HANDED_ON = {"only_post": "method_not_allowed"}


def texts(entry: dict[str, Any]) -> Iterator[str]:
    yield from (entry[key] for key in ("person", "operator", "remedy") if key in entry)


def said_in_cases(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, case in entry.get("cases", {}).items():
        yield from ((name, text) for text in ([case] if isinstance(case, str) else case.values()))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_no_code_is_in_both() -> None:
    assert KITS.keys() & HOSTS.keys() == set()
    assert KITS.keys() | HOSTS.keys() == RAW.keys()


def test_every_entry_is_emitted_by_something() -> None:
    emitted = {*looked_up(), *NAMED.findall(scripts())} | OF_REPORTS
    assert RAW.keys() - emitted == set()


def test_browsers_emit_what_they_have_a_text_for() -> None:
    assert {*NAMED.findall(scripts())} == OF_BROWSERS


def test_no_code_is_written_beside_the_catalogues() -> None:
    written = [
        place
        for place, _, call in calls()
        for keyword in call.keywords
        if keyword.arg == "code" and isinstance(keyword.value, ast.Constant) and keyword.value.value
    ]
    assert written == []
    assert WRITTEN.findall(scripts()) == []
    assert {*COMPARED.findall(scripts())} <= RAW.keys()


def test_whoever_gets_an_answer_or_sees_a_frame_fail_is_told_in_a_sentence() -> None:
    for code, entry in RAW.items():
        if "status" in entry or "action" in entry:
            assert entry["person"], code


def test_what_helps_comes_with_what_happened() -> None:
    for entry in REMEDIES.values():
        assert entry.operator, entry.code
    # Whatever a link can end with.
    assert REMEDIES.keys() >= OF_BROWSERS
    assert {"token_rejected", "may_not_open", "sign_in_waits", "failed"} <= REMEDIES.keys()


@pytest.mark.parametrize("code", sorted(RAW))
def test_texts_are_sentences_without_placeholders(code: str) -> None:
    for text in texts(RAW[code]):
        assert text[0].isupper()
        assert text.endswith((".", "…"))
        assert placeholders(text) == set()


@pytest.mark.parametrize("code", ["", "nonsense", "<img src=x>"])
def test_a_code_that_nobody_knows_says_so(code: str) -> None:
    assert remedy_of(code).operator == "No version of this host knows this code."


def test_what_is_no_failure_needs_no_remedy() -> None:
    assert GOOD.keys() & REMEDIES.keys() == set()


def test_every_case_is_raised_with_all_that_it_says() -> None:
    entries = {**entries_of_classes(), **HANDED_ON}
    raised = set()
    for place, name, call in calls():
        for case in cases(call) if name in entries else []:
            given = {keyword.arg for keyword in call.keywords}
            code = entries[name]
            said = [text for other, text in said_in_cases(RAW[code]) if other == case]
            assert said, f"{place}: {code} has no case {case}"
            assert set().union(*map(placeholders, said)) <= given, place
            raised.add((code, case))
    existing = {(code, case) for code, entry in RAW.items() for case in entry.get("cases", {})}
    assert existing - raised == set()
