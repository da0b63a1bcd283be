"""What the kit adds to Dash for whoever installs and imports it."""

import compileall
import subprocess
import sys
import tempfile
import time
from importlib.metadata import distribution
from pathlib import Path
from statistics import median
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks.figure import Figure, run_alone

ROOT = Path(__file__).parents[1]
KIT = "dash-retool-embed"
MEGABYTE = 1_000_000
ROUNDS = 20
SIZE_TARGET = 10.0
IMPORT_TARGET = 1.2

# What came with it and Dash has only since then.
PYDANTIC = {"annotated-types", "pydantic", "pydantic-core", "typing-inspection"}

DASH = "import dash"
KIT_ALONE = "import dash_retool_embed"
# The first lines of README.md.
KIT_IN_USE = """
from dash import Dash
from dash_retool_embed import EmbedApp, RetoolClient, RetoolEmbed, User, on_event, register_embeds
"""
# What the kit needs beside Dash, without the kit.
NEEDED = "import dash, pydantic, requests"


def measure() -> list[Figure]:
    there = needed_by("dash")
    return [
        _size("the newest Dash", there),
        _size("a Dash that needs no pydantic yet", there - PYDANTIC),
        *_imports(),
    ]


def _size(dash: str, there: set[str]) -> Figure:
    more = {name: _installed_bytes(name) for name in needed_by(KIT) - there - {KIT}}
    more[KIT] = _built_bytes()
    megabytes = sum(more.values()) / MEGABYTE
    named = ", ".join(f"{name} {more[name] / MEGABYTE:.1f}" for name in sorted(more))
    return Figure(
        f"`pip install` of the kit beside {dash}: MB more, compiled",
        f"≤ {SIZE_TARGET:g}",
        f"{megabytes:.1f} ({named})",
        megabytes <= SIZE_TARGET,
    )


def needed_by(name: str) -> set[str]:
    """Return what pip installs for a name, without extras: it, and all that it needs here."""
    names: set[str] = set()
    found = [name]
    while found:
        each = canonicalize_name(found.pop())
        if each in names:
            continue
        names.add(each)
        wanted = map(Requirement, distribution(each).requires or [])
        found += [w.name for w in wanted if w.marker is None or w.marker.evaluate({"extra": ""})]
    return names


def _installed_bytes(name: str) -> int:
    files = distribution(name).files or []
    places = [Path(str(file.locate())) for file in files]
    return sum(place.stat().st_size for place in places if place.exists())


def _built_bytes() -> int:
    # Here it is installed from its sources.
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", folder]
        subprocess.run([*build, str(ROOT / "kit")], check=True, capture_output=True)
        place = Path(folder) / "installed"
        with ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            wheel.extractall(place)
        compileall.compile_dir(place, quiet=2)
        return sum(file.stat().st_size for file in place.rglob("*") if file.is_file())


def _imports() -> list[Figure]:
    kinds = (DASH, KIT_ALONE, KIT_IN_USE, NEEDED)
    for kind in kinds:
        _seconds(kind)  # files that have not been read yet
    # Side by side: the machine may be busier a minute later.
    rounds = [{kind: _seconds(kind) for kind in kinds} for _ in range(ROUNDS)]
    return [
        _compared("`import dash_retool_embed`", KIT_ALONE, rounds, IMPORT_TARGET),
        _compared("importing all that README.md's example names", KIT_IN_USE, rounds),
        _compared("importing what the kit needs beside Dash, without the kit", NEEDED, rounds),
    ]


def _compared(
    name: str, kind: str, rounds: list[dict[str, float]], target: float | None = None
) -> Figure:
    ratio = median(each[kind] / each[DASH] for each in rounds)
    ours, theirs = (1000 * median(each[which] for each in rounds) for which in (kind, DASH))
    return Figure(
        f"{name}, against `import dash`",
        "" if target is None else f"≤ {target:g}x",
        f"{ratio:.2f}x ({ours:.0f} ms against {theirs:.0f} ms)",
        None if target is None else ratio <= target,
    )


def _seconds(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    run_alone(measure)
