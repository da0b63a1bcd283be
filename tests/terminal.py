"""A terminal with somebody in front of it."""

import os
import pty
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from tests.patience import PATIENCE_SECONDS


@contextmanager
def _terminal() -> Iterator[tuple[int, int]]:
    ours, theirs = pty.openpty()
    try:
        yield ours, theirs
    finally:
        os.close(ours)
        with suppress(OSError):
            os.close(theirs)


def at_a_terminal(
    *arguments: str,
    streams: tuple[str, ...],
    typed: str = "",
    started_by: Sequence[str] = ("-m", "dashapp.cli"),
    **options: Any,
) -> tuple[str, int]:
    """Run a command with some of its streams at one terminal; return what is seen, and the status.

    What is typed is there from the beginning, and is seen as well.
    """
    with _terminal() as (ours, theirs):
        os.write(ours, typed.encode())
        given = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, **options}
        given |= dict.fromkeys(streams, theirs)
        with subprocess.Popen([sys.executable, *started_by, *arguments], **given) as process:
            os.close(theirs)
            seen = b""
            # The kernel says so when nobody is at the other end any more.
            with suppress(OSError):
                while some := os.read(ours, 4096):
                    seen += some
            return seen.decode(), process.wait(PATIENCE_SECONDS)
