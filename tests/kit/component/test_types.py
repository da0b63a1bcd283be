"""A mistake in a layout or above a handler is found by mypy before anything runs."""

import re
import tempfile
from functools import cache
from pathlib import Path

import pytest
from mypy import api

from tests.kit.component.mistakes import MISTAKES, RIGHT

KIT = Path(__file__).parents[3] / "kit"


@cache
def found() -> dict[int, set[str]]:
    """Return the codes of the errors by line, for what is right and each mistake after it."""
    lines = [f"{RIGHT}\nfrom dash import Input", *(line for line, _ in MISTAKES.values())]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "page.py").write_text("\n".join(lines))
        settings = "[mypy]\nstrict = True\nplugins = pydantic.mypy\n"
        (folder / "mypy.ini").write_text(f"{settings}mypy_path = {KIT}\n")
        told, failed, status = api.run(
            [
                f"--config-file={folder / 'mypy.ini'}",
                f"--cache-dir={folder / 'cache'}",
                "--follow-imports=silent",
                str(folder / "page.py"),
            ]
        )
    assert (failed, status) == ("", 1), told
    errors: dict[int, set[str]] = {}
    for line, code in re.findall(r"page\.py:(\d+): error: .*\[([a-z-]+)\]$", told, re.MULTILINE):
        errors.setdefault(int(line), set()).add(code)
    return errors


FIRST = len(f"{RIGHT}\nfrom dash import Input".splitlines()) + 1


def test_what_is_right_is_no_mistake() -> None:
    assert [line for line in found() if line < FIRST] == []


@pytest.mark.parametrize("what", MISTAKES)
def test_mypy_finds(what: str) -> None:
    line = FIRST + list(MISTAKES).index(what)
    assert found().get(line) == {MISTAKES[what][1]}
