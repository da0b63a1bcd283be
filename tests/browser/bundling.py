"""Bundles of changed sources, served in the place of those that are committed."""

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from dash_retool_embed import bundles as served
from tests.browser.attack.mutation import Change

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "assets"
HOSTS = ROOT / "dashapp/bundles"
KITS = ROOT / "kit/dash_retool_embed/bundles"

# An app that is quiet is ready after a tenth of the time.
HURRIED = Change("kit/frame/loading.js", "QUIET_MS = 1000;", "QUIET_MS = 100;")
# What the kit keeps to itself is within a test's reach: `dash_retool_embed.page()`.
OPENED = Change(
    "kit/kit.js", "    RetoolEmbed: (props)", "    page: () => page,\n    RetoolEmbed: (props)"
)


def bundle(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run bundle.mjs with the node of this Python."""
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])
    return subprocess.run(
        ["node", str(ROOT / "bundle.mjs"), *arguments],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def bundles() -> dict[str, Path]:
    """Return the bundles that are committed, by their names; not their maps."""
    files = (path for folder in (HOSTS, KITS) for path in folder.iterdir())
    return {path.name: path for path in sorted(files) if path.suffix in (".js", ".css")}


def bundled_kit(folder: Path, *changes: Change) -> Path:
    """Return a folder with a kit that is made of sources with these changes.

    Args:
        folder: a new one, which will hold both.
        changes: of files of assets/.

    Raises:
        ValueError: the sources have changed, and a change has to follow.
        RuntimeError: esbuild's own words about sources that it can't bundle.
    """
    sources, made = folder / "assets", folder / "bundles"
    shutil.copytree(ASSETS, sources)
    for change in changes:
        change.apply(sources)
    done = bundle("--only", "kit", "--assets", str(sources), "--out", str(made))
    if done.returncode:
        raise RuntimeError(done.stderr)
    return made


def change_kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *changes: Change) -> None:
    """Serve a kit with these changes, and hurried, from now on."""
    made = bundled_kit(tmp_path / "changed", HURRIED, OPENED, *changes)
    serve_kit(made, monkeypatch)


def serve_kit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Serve the kit that is in this folder from now on, as if it were the one of the package."""
    monkeypatch.setattr(served, "__file__", str(folder / "__init__.py"))
    monkeypatch.setattr(served, "__version__", served.version_of(folder))
