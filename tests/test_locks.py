"""Nothing is installed whose hash is not in the repository."""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
KIT = tomllib.loads((ROOT / "kit/pyproject.toml").read_text())
BACKEND = PROJECT["build-system"]["requires"]
# The kit itself is in this repository.
DEPENDENCIES = [
    *BACKEND,
    *(each for each in PROJECT["project"]["dependencies"] if not each.startswith("dash-retool")),
    *KIT["project"]["dependencies"],
    *KIT["project"]["optional-dependencies"]["limits"],
]
LOCKS = {
    "requirements.lock": DEPENDENCIES,
    "requirements-dev.lock": [*DEPENDENCIES, *PROJECT["project"]["optional-dependencies"]["dev"]],
    "tests/engines/requirements.lock": PROJECT["dependency-groups"]["engines"],
}
# Of other people, each made of what they ask for and of the kit's own needs: make foreign.
FOREIGN = ROOT / "tests/foreign/locks"
INSTALLED_BY_MAKE = tuple(LOCKS)
for wanted in FOREIGN.glob("*.in"):
    asked = [line for line in wanted.read_text().splitlines() if not line.startswith("#")]
    LOCKS[f"tests/foreign/locks/{wanted.stem}.lock"] = [*asked, *KIT["project"]["dependencies"]]
NPM_LOCKS = ("package-lock.json", "benchmarks/lighthouse/package-lock.json")

LOWEST = "tests/foreign/locks/lowest"
NEWEST = ("requirements.lock", "tests/foreign/locks/dash-newest.lock")
DAY, PYTHON_TOO = r"As of \d{4}-\d\d-\d\d", r"Python 3\.1\d"

MAKEFILE = (ROOT / "Makefile").read_text()
SHELL = [
    MAKEFILE,
    *(
        (ROOT / path).read_text()
        for path in (".ci/run", "tests/install-browser", "tests/install-engines")
    ),
]
PYTHON = [path for folder in ("tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")]

LOCKED = re.compile(r"[a-z0-9-]+==[\w.]+( ; [^\\]+)?( --hash=sha256:[0-9a-f]{64})+")


def lines_of(lock: str) -> list[str]:
    """Return what a lock names, each with its hashes on one line."""
    text = re.sub(r"(?m)^#.*\n", "", (ROOT / lock).read_text())
    return re.sub(r" \\\n +", " ", text).splitlines()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_one_version_and_its_hashes(lock: str) -> None:
    lines = lines_of(lock)
    assert [line for line in lines if not LOCKED.fullmatch(line)] == []
    # That one is for more Pythons than the newest of everything runs on.
    lines = [line for line in lines if lock != NEWEST[1] or "python_full_version" not in line]
    names = [line.partition("==")[0] for line in lines]
    assert len(names) == len(set(names)) > len(set(LOCKS[lock]))


@pytest.mark.parametrize("line", ["flask==3.1.3", "flask>=3 --hash=sha256:" + 64 * "0", "-i x"])
def test_what_has_no_version_or_no_hash_would_be_noticed(line: str) -> None:
    assert not LOCKED.fullmatch(line)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_is_made_of_what_the_project_asks_for(lock: str) -> None:
    pinned = [line.partition(" ")[0].split("==") for line in lines_of(lock)]
    for wanted in map(Requirement, LOCKS[lock]):
        versions = [version for name, version in pinned if name == canonicalize_name(wanted.name)]
        assert versions, f"no {wanted}: run `make lock`"
        for version in versions:
            assert wanted.specifier.contains(version), f"{wanted}, not {version}: run `make lock`"


def test_the_oldest_that_the_kit_asks_for_is_tried() -> None:
    pinned = dict(line.partition(" ")[0].split("==") for line in lines_of(f"{LOWEST}.lock"))
    for wanted in map(Requirement, KIT["project"]["dependencies"]):
        oldest = next(each.version for each in wanted.specifier if each.operator == ">=")
        # Dash 3.0.0 needs a package that has to be built.
        assert pinned[wanted.name] == {"3.0": "3.0.1", "2.11": "2.11.0"}.get(oldest, oldest)


def test_the_newest_dash_of_other_people_is_the_host_s() -> None:
    dash = [pinned for lock in NEWEST for pinned in lines_of(lock) if pinned.startswith("dash==")]
    assert len({line.partition(" ")[0] for line in dash}) == 1
    assert len(dash) == len(NEWEST)


@pytest.mark.parametrize("wanted", FOREIGN.glob("*.in"), ids=lambda path: path.stem)
def test_what_other_people_have_is_of_one_day_or_the_newest(wanted: Path) -> None:
    text = wanted.read_text()
    day, python = (re.search(rf"(?m)^# {what}$", text) for what in (DAY, PYTHON_TOO))
    assert python is not None
    assert (day is None) == (wanted.stem == "dash-newest")
    assert wanted.with_suffix(".lock").exists()


def test_the_build_backend_is_pinned_with_all_that_it_needs() -> None:
    exact = [Requirement(each) for each in BACKEND]
    assert all(str(each.specifier).startswith("==") for each in exact)
    needed = [Requirement(each) for each in requires("hatchling") or []]
    needed = [each for each in needed if each.marker is None or each.marker.evaluate()]
    assert {each.name for each in exact} == {"hatchling", "editables"} | {e.name for e in needed}


def test_the_host_asks_for_exactly_its_own_kit_which_is_built_in_the_same_way() -> None:
    version = KIT["project"]["version"]
    assert PROJECT["project"]["version"] == version
    assert f"dash-retool-embed[limits]=={version}" in PROJECT["project"]["dependencies"]
    assert KIT["build-system"]["requires"] == BACKEND


def test_all_that_is_installed_finds_what_it_needs() -> None:
    done = pip("check")
    assert done.returncode == 0, done.stdout


def test_make_installs_from_locks_with_hashes_and_itself_without_an_index() -> None:
    commands = [c for text in SHELL for c in re.findall(r"^[^#\n]*\bpip install .*", text, re.M)]
    assert len(commands) == 2
    for command in commands:
        offline = {"--no-index", "--no-deps", "--no-build-isolation"} <= set(command.split())
        assert "--require-hashes" in command or offline, command
    installed = re.findall(r"\$\(INSTALL(?:_ENGINES)?\) (.*)", MAKEFILE)
    assert sorted(installed) == sorted(f"-r {lock}" for lock in INSTALLED_BY_MAKE)


def test_a_script_that_installs_something_asks_for_hashes() -> None:
    installing = [path for path in PYTHON if re.search(r'"install"', path.read_text())]
    assert ROOT / "tests/test_wheel.py" in installing
    assert ROOT / "tests/foreign/environments.py" in installing
    for path in installing:
        assert "--require-hashes" in path.read_text(), path


@pytest.mark.parametrize("lock", NPM_LOCKS)
def test_every_package_of_npm_has_its_hash(lock: str) -> None:
    packages = json.loads((ROOT / lock).read_text())["packages"]
    del packages[""]  # the project itself
    assert packages
    assert [p for p, each in packages.items() if not each["integrity"].startswith("sha512-")] == []


def test_npm_installs_what_its_locks_name() -> None:
    said = re.findall(r"\bnp[mx] (\S+)", "\n".join(SHELL).replace("npm run", "npm-run"))
    assert said == ["ci"] * len(NPM_LOCKS)


def pip(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def install(folder: Path, line: str, without: str = "") -> subprocess.CompletedProcess[str]:
    """Install a line of a lock from a folder as the Makefile does, without one of its options."""
    options = re.search(r"^INSTALL = \S+ install (.*)", MAKEFILE, re.M)
    assert options is not None
    assert without in options[1]
    lock = folder / "some.lock"
    lock.write_text(line)
    given = options[1].replace("-qq ", "").replace(without, "").split()
    here = ["--no-index", "--find-links", str(folder), "--target", str(folder / "there")]
    return pip("install", *given, *here, "-r", str(lock))


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A package of one empty file."""
    path = tmp_path / "parcel-1.0-py3-none-any.whl"
    info = "parcel-1.0.dist-info"
    with ZipFile(path, "w") as file:
        file.writestr("parcel.py", "")
        file.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: parcel\nVersion: 1.0\n")
        file.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        file.writestr(f"{info}/RECORD", "")
    return path


def test_a_package_with_another_hash_is_refused(wheel: Path) -> None:
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert install(wheel.parent, f"parcel==1.0 --hash=sha256:{digest}").returncode == 0
    tampered = ("0" if digest[0] != "0" else "1") + digest[1:]
    done = install(wheel.parent, f"parcel==1.0 --hash=sha256:{tampered}")
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr


def test_a_package_without_a_hash_is_refused_because_make_asks_for_them(wheel: Path) -> None:
    assert "Hashes are required" in install(wheel.parent, "parcel==1.0").stderr
    assert install(wheel.parent, "parcel==1.0", without="--require-hashes").returncode == 0
