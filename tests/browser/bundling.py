"""Bundles of changed sources, served in the place of those that are committed."""

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from dashapp.embed import scripts
from tests.browser.attack.mutation import Change

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "assets"
BUNDLES = ROOT / "dashapp/bundles"

# An app that is quiet is ready after a tenth of the time.
HURRIED = Change("kit/frame/arrival.js", "QUIET_MS = 1000;", "QUIET_MS = 100;")
# What the kit keeps to itself is within a test's reach: `dashapp.page()`.
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


def bundled_kit(folder: Path, *changes: Change) -> Path:
    """Return a folder like dashapp/bundles whose kit is made of sources with these changes.

    Args:
        folder: a new one, which will hold both.
        changes: of files of assets/.

    Raises:
        ValueError: the sources have changed, and a change has to follow.
        RuntimeError: esbuild's own words about sources that it can't bundle.
    """
    sources, bundles = folder / "assets", folder / "bundles"
    shutil.copytree(ASSETS, sources)
    for change in changes:
        change.apply(sources)
    # The inspector is served out of the same folder.
    shutil.copytree(BUNDLES, bundles)
    done = bundle("--only", "kit", "--assets", str(sources), "--out", str(bundles))
    if done.returncode:
        raise RuntimeError(done.stderr)
    return bundles


def change_kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *changes: Change) -> None:
    """Serve a kit with these changes, and hurried, from now on."""
    bundles = bundled_kit(tmp_path / "changed", HURRIED, OPENED, *changes)
    monkeypatch.setattr(scripts, "bundles_folder", lambda: bundles)
