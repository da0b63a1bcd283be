"""What is exported as CSV, read by spreadsheets that guess."""

import csv
import json
import re
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashapp.usage import spreadsheets
from dashapp.usage.spreadsheets import csv_line
from tests.usage.export.formulas import formulas

# What the attacks are made of, so that it is found side by side.
SEEN = [*"=+-@'\",;|\\x1", "\uff1d", "\ufe62", "\u207b", "cmd|'/C calc'!A0"]
UNSEEN = [*" \t\r\n\x0b\x0c\x1c\0\x85\xa0\u2028\u2029\u3000\u200b\ufeff\u202e", "\r\n"]
PIECES = st.sampled_from([*SEEN, *UNSEEN])
TEXTS = st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=8)
VALUES = TEXTS | st.integers() | st.booleans() | st.none()
CELLS = VALUES | st.dictionaries(TEXTS, VALUES, max_size=3) | st.lists(VALUES, max_size=3)

HOSTILE: list[tuple[Any, str]] = [
    ("=1+1", "'=1+1"),
    ("x;=cmd|'/C calc'!A0; -1;y", "x;'=cmd|'/C calc'!A0;' -1;y"),
    ("x\r\n=1", "x\r\n'=1"),
    ("x\u2028+1", "x\u2028'+1"),
    ("x, @SUM(A1)", "x,' @SUM(A1)"),
    ("x|\uff0d1", "x|'\uff0d1"),
    ('"=1"', '\'"=1"'),
    ("\ufeff\u200b=1", "'\ufeff\u200b=1"),
    ("\tx", "'\tx"),
    ({"note": "x;=1", "=k": "-y"}, '{"note": "x;\\u003d1", "\\u003dk": "\\u002dy"}'),
]
READABLE = [
    "",
    "Ada Lovelace",
    "a - b",
    "2026-01-31",
    "ada@example.com",
    "x; y, z|1\n2",
    "' or 1=1",
]


def read(line: str) -> list[str]:
    (row,) = csv.reader(StringIO(line, newline=""), strict=True)
    return row


@given(st.lists(CELLS, min_size=1, max_size=4))
def test_no_delimiter_and_no_line_end_makes_a_formula_of_anything(cells: list[Any]) -> None:
    # As in an export, no line begins with a number.
    assert formulas(csv_line(["link", *cells])) == []


@given(st.lists(CELLS, min_size=1, max_size=4))
def test_the_proper_reader_gets_what_was_written(cells: list[Any]) -> None:
    for cell, found in zip(cells, read(csv_line(cells)), strict=True):
        if isinstance(cell, str):
            assert found.replace("'", "") == cell.replace("'", "")
        else:
            assert (json.loads(found) if found else None) == cell


@pytest.mark.parametrize(("value", "written"), HOSTILE)
def test_a_formula_is_text_that_can_be_read(value: Any, written: str) -> None:
    assert read(csv_line(["", value])) == ["", written]


@pytest.mark.parametrize("value", READABLE)
def test_what_is_no_formula_stays_as_it_is(value: str) -> None:
    assert read(csv_line([value])) == [value]


def test_every_cell_is_in_quotation_marks_and_a_number_is_a_number() -> None:
    assert csv_line(["a", None, -5, -1.5, True]) == '"a","","-5","-1.5","true"\r\n'


NOTHING = re.compile("(?!)")
ONLY_AT_THE_START = re.compile(r"\A[\s\"]*")


@pytest.mark.parametrize(
    ("defense", "instead"),
    [("_GAP", NOTHING), ("_GAP", ONLY_AT_THE_START), ("_END", NOTHING), ("_JSON_TEXT", NOTHING)],
)
def test_without_a_defense_there_are_formulas(
    monkeypatch: pytest.MonkeyPatch, defense: str, instead: re.Pattern[str]
) -> None:
    line = csv_line(value for value, _ in HOSTILE)
    assert formulas(line) == []
    monkeypatch.setattr(spreadsheets, defense, instead)
    assert formulas(csv_line(value for value, _ in HOSTILE)) != []


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "\n", "\r", "\x85", "\u2028"])
def test_the_reader_finds_a_formula_after_each_end_of_a_cell(delimiter: str) -> None:
    assert formulas(f'"x{delimiter}=1"') != []
