"""Lines of CSV in which no spreadsheet finds a formula, whatever it takes for the end of a cell.

OWASP's "CSV Injection" lists what a formula begins with. A spreadsheet guesses the delimiter, and
some end a line inside quotes: then a cell begins in the middle of ours.
"""

import csv
import json
import re
from collections.abc import Iterable
from io import StringIO

# East Asian keyboards have wide ones; the rest is what Unicode's compatibility forms (NFKC) make of
# others.
_FORMULA = (
    "=+@-\u207a\u207c\u207b\u208a\u208c\u208b\u2a75\u2a76\ufb29\ufe62\ufe63\ufe66\ufe6b"
    "\uff0b\uff0d\uff1d\uff20"
)

# Python's line ends are more than any spreadsheet's.
_END_OF_CELL = r",;|\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"

# What can't be seen: somebody may leave it out before they look. A quotation mark goes when the
# text inside it is read.
_SKIPPED = (
    r"\s\"\x00-\x20\x7f-\xa0\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"
    r"\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000110bd\U000110cd\U00013430-\U00013438\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0001\U000e0020-\U000e007f"
)

_GAP = re.compile(rf"\A[{_SKIPPED}{_END_OF_CELL}]*|[{_SKIPPED}{_END_OF_CELL}]+")
_END = re.compile(rf"\r\n|[{_END_OF_CELL}]")

_JSON_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_FORMULA_IN_JSON = re.compile(
    rf'(?<=["{_END_OF_CELL}])([{_SKIPPED}]*)([{re.escape(_FORMULA)}])',
)

# dumps would make another one for each cell.
_as_json = json.JSONEncoder(ensure_ascii=False).encode


def csv_line(cells: Iterable[object]) -> str:
    """Return a line of CSV with its end: every cell in quotation marks, None an empty one.

    Anything that is no text is JSON.
    """
    line = StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL).writerow(map(_cell, cells))
    return line.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    return _text(value) if isinstance(value, str) else _json(value)


def _text(text: str) -> str:
    """Put an apostrophe wherever a spreadsheet would begin a formula.

    What begins with a tab or a line end gets one too: OWASP lists these.
    """
    safe = _GAP.sub(_with_apostrophes, text)
    return f"'{safe}" if text.startswith(("\t", "\r", "\n")) and safe == text else safe


def _json(value: object) -> str:
    r"""Write JSON that reads back as it was: a formula in one of its texts begins with `\u`.

    A number stays a number, also a negative one.
    """
    return _JSON_TEXT.sub(lambda text: _FORMULA_IN_JSON.sub(_escaped, text[0]), _as_json(value))


def _with_apostrophes(gap: re.Match[str]) -> str:
    following = gap.string[gap.end() : gap.end() + 1]
    if not following or following not in _FORMULA:
        return gap[0]
    begins = "'" if gap.start() == 0 else ""
    return begins + _END.sub(r"\g<0>'", gap[0])


def _escaped(formula: re.Match[str]) -> str:
    return f"{formula[1]}\\u{ord(formula[2]):04x}"
