"""The kit on each Python that it says it runs on, beside the newest Dash that this one takes."""

import subprocess
from pathlib import Path

import pytest
from dash.testing.browser import Browser

from tests.foreign.environments import environment, found_python
from tests.foreign.journey import travel
from tests.foreign.running import running

REQUIRED = "3.11"
VERSIONS = ("3.10", REQUIRED, "3.12", "3.13", "3.14")
# What is loaded when it is first used, too.
IMPORT_ALL = """
import importlib, pkgutil, sys
import dash_retool_embed

# With the extra of this name only.
skipped = "dash_retool_embed.limits"
for name in set(dash_retool_embed.__all__) - {"MintLimits"}:
    getattr(dash_retool_embed, name)
for module in pkgutil.walk_packages(dash_retool_embed.__path__, "dash_retool_embed."):
    if not module.name.startswith(skipped):
        importlib.import_module(module.name)
print(*sys.version_info[:2], sep=".")
"""


@pytest.mark.parametrize("version", VERSIONS)
def test_install_import_and_journey(
    version: str, browser: Browser, kit: Path, retool: str, tmp_path: Path
) -> None:
    python = found_python(version)
    if python is None and version != REQUIRED:
        pytest.skip(f"not run: there is no Python {version} on this machine")
    assert python is not None
    programs = environment("dash-newest", kit, python)

    done = subprocess.run(
        [str(programs / "python"), "-W", "error::SyntaxWarning", "-c", IMPORT_ALL],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert (done.stdout.strip(), done.stderr) == (version, "")

    with running(["python", "app.py"], programs, "plain", retool, tmp_path / "log") as app:
        assert travel(browser, app, "/") == []
