"""The command line in a process of its own, as somebody types it."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.patience import PATIENCE_SECONDS


@contextmanager
def dashapp(
    *arguments: str,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    started_by: Sequence[str] = ("-m", "dashapp.cli"),
    output: int | IO[str] = subprocess.PIPE,
) -> Iterator[subprocess.Popen[str]]:
    """Run a command that serves until it is ended, in a folder of its own."""
    process = subprocess.Popen(
        [sys.executable, "-u", *started_by, *arguments],
        cwd=folder,
        stdout=output,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **(environment or {})},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def first_line(process: subprocess.Popen[str]) -> str:
    """Wait for the first line that a command says."""
    assert process.stdout is not None
    return process.stdout.readline()


def finished(
    *arguments: str, folder: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command that ends by itself, with nobody at its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "dashapp.cli", *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **(environment or {})},
        timeout=PATIENCE_SECONDS,
        check=False,
    )
