"""What browsers load is what the sources make, and the demo needs no node for it."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dash_retool_embed.errors import CATALOGUE
from tests.browser.attack.mutation import Change
from tests.browser.bundling import ASSETS, ROOT, bundle, bundles

BUNDLES = bundles()
# Made by bundle.mjs of the errors' catalogue.
ERRORS = "errors:browser.json"
BANNER = re.compile(r"/\* Built from (assets/\S+): make bundle \*/\n")
END = re.compile(r"(?://|/\*)# sourceMappingURL=(\S+?)(?: \*/)?\n\Z")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A copy of the sources, elsewhere."""
    return Path(shutil.copytree(ASSETS, tmp_path / "assets"))


def check(*arguments: object) -> tuple[int, str]:
    """Compare bundles with what sources make; return the status, and what is said."""
    done = bundle("--check", *map(str, arguments))
    return done.returncode, done.stderr


def test_bundles_are_what_the_sources_make_wherever_these_are(sources: Path) -> None:
    assert check() == (0, "")
    assert check("--assets", sources) == (0, "")


@pytest.mark.parametrize(
    ("file", "addition", "stale"),
    [
        ("bridge.js", "\nconsole.warn('changed');\n", ["kit.js", "kit.js.map"]),
        ("kit/ui/embed.css", "\n.changed { color: red }\n", ["kit.css", "kit.css.map"]),
        ("inspector/main.js", "\nconsole.warn('changed');\n", ["inspector.js", "inspector.js.map"]),
        # Whoever looks at the source in a browser sees the map's.
        ("offline/worker.js", "\n// changed\n", ["offline-worker.js.map"]),
    ],
)
def test_a_bundle_that_is_older_than_its_sources_is_named_with_the_cure(
    sources: Path, file: str, addition: str, stale: list[str]
) -> None:
    with (sources / file).open("a") as written:
        written.write(addition)
    status, said = check("--assets", sources)
    assert status == 1
    cure = "isn't what assets/ makes: make bundle"
    folder = BUNDLES[stale[0].removesuffix(".map")].parent.relative_to(ROOT)
    assert said.splitlines() == [f"{folder}/{name} {cure}" for name in stale]


def test_a_bundle_that_is_missing_or_that_nothing_makes_is_named_and_goes(tmp_path: Path) -> None:
    out = tmp_path / "bundles"
    out.mkdir()
    for path in BUNDLES.values():
        shutil.copy(path, out)
        shutil.copy(f"{path}.map", out)
    (out / "theme.js").unlink()
    (out / "former.js").write_text("gone();")
    status, said = check("--out", out)
    assert status == 1
    assert [Path(line.split()[0]).name for line in said.splitlines()] == ["theme.js", "former.js"]
    assert bundle("--out", str(out)).returncode == 0
    assert check("--out", out) == (0, "")


def test_a_source_that_is_no_javascript_is_named_with_its_place(sources: Path) -> None:
    (sources / "boot/theme.js").write_text("let broken = ;\n")
    status, said = check("--assets", sources)
    assert status == 2
    assert "assets/boot/theme.js:1:13" in said


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_says_what_it_is_made_of_and_its_map_has_the_sources(name: str) -> None:
    text = BUNDLES[name].read_text()
    banner, end = BANNER.match(text), END.search(text)
    assert banner is not None
    assert end is not None
    assert end[1] == f"{name}.map"
    if name.endswith(".js"):
        assert text[banner.end() :].startswith('"use strict";')
    made_of = json.loads(Path(f"{BUNDLES[name]}.map").read_text())
    assert (ROOT / banner[1]).is_file()
    for source, content in zip(made_of["sources"], made_of["sourcesContent"], strict=True):
        if source != ERRORS:
            assert (ROOT / source).read_text() == content


def test_a_source_is_in_the_bundles_that_need_it_and_none_is_forgotten() -> None:
    maps = (json.loads(Path(f"{path}.map").read_text())["sources"] for path in BUNDLES.values())
    bundled = {source for sources in maps for source in sources}
    written = {
        str(path.relative_to(ROOT))
        for path in ASSETS.rglob("*")
        if path.suffix in (".js", ".css") and not _is_empty(path)
    }
    assert written == bundled - {ERRORS}


def test_the_kit_has_what_browsers_say_of_errors_and_nothing_for_operators() -> None:
    (text,) = (path.read_text() for name, path in BUNDLES.items() if name == "kit.js")
    for entry in CATALOGUE.values():
        assert (entry.person in text) >= bool(entry.action), entry.code
        assert not entry.operator or entry.operator == entry.person or entry.operator not in text
        assert not entry.remedy or entry.remedy not in text


def _is_empty(path: Path) -> bool:
    """Tell whether a stylesheet only imports others: then it isn't in the map."""
    rules = re.sub(r"/\*.*?\*/|@import [^;]+;", "", path.read_text(), flags=re.DOTALL)
    return path.suffix == ".css" and not rules.strip()


def test_a_change_that_no_longer_fits_its_source_is_refused(sources: Path) -> None:
    with pytest.raises(ValueError, match=r"bridge\.js has 0 times"):
        Change("bridge.js", "what was there once", "").apply(sources)


BUNDLED = "A file in assets/ is newer than its bundles: bundling"


# Than what is installed.
OLDER = (".venv/bin/python", "pyproject.toml", "kit/pyproject.toml", "requirements.lock")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout where everything is installed; node and the demo only say that they are run."""
    said = {".venv/bin/dashapp": "the demo", ".venv/bin/node": "node"}
    for name, word in said.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/bash\necho {word} $*\n")
        file.chmod(0o755)
    for name in ("requirements.lock", "pyproject.toml", ".venv/bin/python", ".venv/demo"):
        (tmp_path / name).touch()
    for name in (
        "kit/pyproject.toml",
        "assets/bridge.js",
        "kit/dash_retool_embed/bundles/kit.js",
        "node_modules/esbuild/package.json",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    shutil.copy(ROOT / "bundle.mjs", tmp_path)
    shutil.copy(ROOT / "Makefile", tmp_path)
    for number, name in enumerate(OLDER):
        os.utime(tmp_path / name, (number, number))
    age(tmp_path / "assets/bridge.js", 10)
    age(tmp_path / "bundle.mjs", 10)
    age(tmp_path / "kit/dash_retool_embed/bundles/kit.js", 20)
    return tmp_path


def age(file: Path, seconds: float) -> None:
    """Let a file be written at this time."""
    os.utime(file, (seconds, seconds))


def demo(checkout: Path, tools: Path) -> list[str]:
    """Run `make demo` where only these tools are installed, and return what it says."""
    make = shutil.which("make")
    assert make is not None
    tools.mkdir()
    for name in ("find", "touch"):
        tool = shutil.which(name)
        assert tool is not None
        (tools / name).symlink_to(tool)
    done = subprocess.run(
        [make, "demo"],
        cwd=checkout,
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@pytest.fixture
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tools") / "bin"


def test_the_demo_uses_the_bundles_that_are_there(checkout: Path, tools: Path) -> None:
    assert demo(checkout, tools) == ["the demo demo"]


def test_the_demo_bundles_a_source_that_is_newer_and_says_so(checkout: Path, tools: Path) -> None:
    age(checkout / "assets/bridge.js", 30)
    assert demo(checkout, tools) == [BUNDLED, "node bundle.mjs", "the demo demo"]


@pytest.mark.parametrize("missing", ["node_modules/esbuild", ".venv/bin/node"])
def test_the_demo_does_without_what_bundles(checkout: Path, tools: Path, missing: str) -> None:
    age(checkout / "assets/bridge.js", 30)
    path = checkout / missing
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert demo(checkout, tools) == ["the demo demo"]
