"""What installs other engines looks at what came of it."""

import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "install-engines"
PROGRAMS = ("firefox-esr", "WebKitWebDriver", "Xvfb", "openbox", "xdotool")


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """All that the script finds: an apt that says what it is asked for, and installs nothing."""
    program(tmp_path / "apt-get", 'echo "apt-get $*"')
    program(tmp_path / "id", "echo 0")
    return tmp_path


def program(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)


def install(tools: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(tools)}
    return subprocess.run(
        [str(SCRIPT)], env=environment, capture_output=True, text=True, check=False
    )


def test_what_is_still_missing_afterwards_is_named(tools: Path) -> None:
    program(tools / "Xvfb", "")
    done = install(tools)
    assert done.returncode == 1
    assert "apt-get -o DPkg::Lock::Timeout=120 -qq install" in done.stdout
    lacking = done.stderr.splitlines()[0].partition(":")[2].split()
    assert set(PROGRAMS) & set(lacking) == set(PROGRAMS) - {"Xvfb"}


def test_an_apt_that_fails_does_not_hide_what_is_missing(tools: Path) -> None:
    program(tools / "apt-get", "exit 100")
    done = install(tools)
    assert done.returncode == 1
    assert "still lack: firefox-esr" in done.stderr
