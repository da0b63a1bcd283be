"""Environments with what a lock names and the kit, each for one Python; they are kept."""

import hashlib
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCKS = Path(__file__).parent / "locks"
KEPT = ROOT / ".venv-foreign"
LOCKED = ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
ITSELF = ["--no-index", "--no-deps", "--no-build-isolation", "--force-reinstall"]


def built_kit(folder: Path) -> Path:
    """Build the kit's wheel in a folder."""
    build = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder)]
    run([*build, str(ROOT / "kit")])
    return next(folder.glob("*.whl"))


def environment(lock: str, kit: Path, python: Path | None = None) -> Path:
    """Return the folder of the programs of an environment that has the kit beside a lock.

    Args:
        lock: its name in the folder of locks, such as "dash-3.0".
        kit: the kit's wheel.
        python: whose environment it is; None: that of the tests.
    """
    python = python or Path(sys.executable)
    names = LOCKS / f"{lock}.lock"
    place = KEPT / f"{lock}-{python.name}"
    content = hashlib.sha256(names.read_bytes() + str(python).encode()).hexdigest()
    made = place / "made-of"
    if not made.exists() or made.read_text() != content:
        shutil.rmtree(place, ignore_errors=True)
        run([str(python), "-m", "venv", "--without-pip", str(place)])
        # It keeps what it has unpacked: a dozen environments in the time of one.
        uv = [str(Path(sys.executable).with_name("uv")), "pip", "--no-config"]
        run([*uv, "install", "--python", str(place), *LOCKED, "-r", str(names)])
        made.write_text(content)
    pip = [sys.executable, "-m", "pip", "--python", str(place), "--disable-pip-version-check"]
    run([*pip, "install", *ITSELF, str(kit)])
    return place / "bin"


@cache
def found_python(version: str) -> Path | None:
    """Return a Python of this version, such as "3.12", that can make environments; None: none."""
    name = f"python{version}"
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    on_the_path = shutil.which(name)
    candidates = [
        *([Path(on_the_path)] if on_the_path else []),
        *sorted(root.glob(f"versions/{version}.*/bin/{name}")),
    ]
    return next((each for each in candidates if _can_make_environments(each, version)), None)


def _can_make_environments(python: Path, version: str) -> bool:
    # One of pyenv's on the path may be the name of a version that is not chosen.
    asked = "import sys, venv; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([str(python), "-c", asked], capture_output=True, text=True, check=False)
    return done.stdout.strip() == version


def run(command: list[str]) -> None:
    """Run a command.

    Raises:
        AssertionError: it failed; it says what the command said.
    """
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
