"""Data of any length to standard output."""

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashapp.cli.terminal import printable

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

# Drawing for each of thousands of lines a second would take longer than the lines.
LINES_AT_A_TIME = 500


def write(parts: Iterable[str], length: Callable[[], int] | None = None) -> None:
    """Write as it comes, in UTF-8 with line ends as they are; to a terminal, what it can't obey.

    Args:
        parts: what to write.
        length: how many parts there are, asked only if a progress bar is shown: standard error is
            a terminal, and not the one that all this goes to.

    Raises:
        OSError: standard output does not take it.
    """
    with ExitStack() as stack:
        bar = None
        if length is not None and _has_a_terminal_for_itself():
            bar = stack.enter_context(_bar(length()))
        is_seen = sys.stdout.isatty()
        for part in parts:
            sys.stdout.buffer.write((printable(part) if is_seen else part).encode())
            if bar is not None:
                bar.update(1)
        # What fails at Python's own end is past every answer to it.
        sys.stdout.flush()


def drop_output() -> None:
    """Forget what is not written yet; Python would try at its end, and complain or wait."""
    with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _has_a_terminal_for_itself() -> bool:
    if not sys.stderr.isatty():
        return False
    shared = sys.stdout.isatty() and os.path.sameopenfile(sys.stdout.fileno(), sys.stderr.fileno())
    return not shared


def _bar(length: int) -> "ProgressBar[int]":
    # It moves the cursor, and has no word of anybody's: past what keeps others from it.
    return click.progressbar(
        length=length, label="Exporting", file=sys.__stderr__, update_min_steps=LINES_AT_A_TIME
    )
