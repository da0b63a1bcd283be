"""A reader of CSV that takes anything for the end of a cell, and finds formulas."""

import re
import unicodedata

DELIMITERS = (",", ";", "\t", "|")

# A negative number, also the last one of a list in JSON, is none.
NUMBER = re.compile(r"-\d+(\.\d+)?(e[+-]?\d+)?[\]}]*")


def formulas(text: str) -> list[str]:
    """Return the cells that begin like a formula, for each delimiter and for all of them."""
    found = []
    for delimiters in (*DELIMITERS, "".join(DELIMITERS)):
        cells = re.split(f"[{re.escape(delimiters)}]|{_LINE_END.pattern}", text)
        found += [cell for cell in map(_seen, cells) if _is_formula(cell)]
    return found


# Where any of them ends a line: Excel, Python, Unicode's UAX #14.
_LINE_END = re.compile("[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")


def _seen(cell: str) -> str:
    """Leave out what is not seen at either end, and quotation marks."""
    start, end = 0, len(cell)
    while start < end and _is_unseen(cell[start]):
        start += 1
    while start < end and _is_unseen(cell[end - 1]):
        end -= 1
    return cell[start:end]


def _is_unseen(character: str) -> bool:
    return character == '"' or unicodedata.category(character) in {"Cc", "Cf", "Zs", "Zl", "Zp"}


def _is_formula(cell: str) -> bool:
    first = unicodedata.normalize("NFKC", cell[:1])[:1]
    return first in {"=", "+", "-", "@"} and not NUMBER.fullmatch(cell)
