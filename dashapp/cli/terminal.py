"""What the command line says is text to a terminal, and never an order, whoever chose its words.

Names, identifiers, addresses and errors come from strangers. An escape sequence would move the
cursor, set a title or fill the clipboard; a mark of direction would show one word for another; a
line end would begin a line of the log that nobody wrote.
"""

import io
import logging
import re
import sys
from collections.abc import Iterable
from typing import Any, TextIO, cast

import click

# C0 without tab and line feed (a carriage return only before one), DEL, C1, what turns the
# direction of text (UAX #9), Unicode's own line ends, and surrogates, which no encoding has.
_ORDERS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
    "|\r(?!\n)"
)


def printable(text: str) -> str:
    r"""Return the text with `\u001b` in place of what a terminal would obey.

    Line feeds and tabs stay. It is how JSON spells it, so that JSON stays what it is.
    """
    return _ORDERS.sub(lambda order: f"\\u{ord(order[0]):04x}", text)


class Commands(click.Group):
    """The command line: what any of its commands says, or fails with, is printable.

    Tracebacks and warnings too. Bytes that a command writes to `sys.stdout.buffer` are its own.
    """

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command, with standard output and standard error for text only."""
        # Not undone: Python says by itself what nobody has caught.
        sys.stdout, sys.stderr = _text_only(sys.stdout), _text_only(sys.stderr)
        return super().main(*args, **kwargs)


class LogLines(logging.Formatter):
    """A record whose further lines are indented, so that none looks like another record's first."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as a terminal may have it."""
        return printable(super().format(record)).rstrip("\n").replace("\n", "\n  ")


class _PrintableStream:
    """A stream that is the one below it, but for what it writes."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(printable(text))

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _text_only(stream: TextIO | None) -> TextIO:
    # A process without a terminal may have no streams at all; click then says nothing.
    if stream is None or isinstance(stream, _PrintableStream):
        return cast("TextIO", stream)
    if isinstance(stream, io.TextIOWrapper):
        # click would write past this to a stream of ASCII, to have UTF-8.
        encoding = "utf-8" if stream.encoding.lower() in ("ascii", "us-ascii") else None
        stream.reconfigure(encoding=encoding, errors="backslashreplace")
    return cast("TextIO", _PrintableStream(stream))
