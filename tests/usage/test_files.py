"""SQLite's files are for the account of the host alone: a record is somebody's."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.usage.conftest import Start
from tests.usage.records import asked, flush

ONLY_MINE = stat.S_IRUSR | stat.S_IWUSR


def modes(folder: Path) -> set[int]:
    return {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An empty folder of an account whose files everybody may read."""
    before = os.umask(0o022)
    yield tmp_path
    os.umask(before)


def test_a_new_file_is_read_by_nobody_else(folder: Path, start: Start) -> None:
    log = start(f"sqlite:///{folder}/usage.sqlite3")
    log.record_request(asked())
    flush(log)

    assert len(list(folder.iterdir())) == 3
    assert modes(folder) == {ONLY_MINE}


def test_a_file_that_is_there_is_read_by_whom_it_was_given_to(folder: Path, start: Start) -> None:
    file = folder / "usage.sqlite3"
    file.touch()
    file.chmod(0o640)
    log = start(f"sqlite:///{file}")
    log.record_request(asked())
    flush(log)

    assert modes(folder) == {0o640}
