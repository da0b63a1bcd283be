"""`dashapp sessions list | end`, as an operator types it."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import EXAMPLE
from tests.patience import PATIENCE_SECONDS
from tests.sessions.registries import HOUR, sessions_at, signed_in


def said(url: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dashapp.cli", "sessions", *words, "--config", str(EXAMPLE)],
        check=False,
        cwd=folder,
        env={"PATH": "", "DASHAPP_DATABASE_URL": url},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )


def test_an_operator_sees_who_has_a_session_and_ends_it(url: str, tmp_path: Path) -> None:
    own = sessions_at(url)
    ids = [own.begin(signed_in(who), HOUR) for who in ("ada", "grace", "ada")]
    listed = said(url, tmp_path, "list")
    header, *lines = listed.stdout.splitlines()
    assert header.split() == ["session", "began", "last", "checked", "ends", "person"]
    assert [line.split()[-1] for line in lines] == ["ada", "grace", "ada"]
    for id_ in ids:
        assert id_ not in listed.stdout
    assert len(said(url, tmp_path, "list", "--user", "ada").stdout.splitlines()) == 3

    ended = said(url, tmp_path, "end", "--user", "ada")
    assert (ended.returncode, ended.stdout) == (0, "Ended 2 sessions of 'ada'.\n")
    assert [sessions_at(url).get(id_) is None for id_ in ids] == [True, False, True]
    again = said(url, tmp_path, "end", "--user", "ada")
    assert (again.returncode, again.stderr) == (0, "'ada' has no session.\n")
    assert "Nobody has a session." in said(url, tmp_path, "list", "--user", "ada").stderr


def test_what_is_typed_wrongly_is_said(url: str, tmp_path: Path) -> None:
    sessions_at(url).begin(signed_in(), HOUR)
    assert said(url, tmp_path, "end").returncode == 2
    assert said(url, tmp_path, "end", "--user", "").returncode == 2


def test_a_database_that_is_not_there_is_said_and_not_made(tmp_path: Path) -> None:
    ran = said(f"sqlite:///{tmp_path}/none.sqlite3", tmp_path, "list")
    assert ran.returncode == 1
    assert "There is no database at" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "none.sqlite3").exists()
