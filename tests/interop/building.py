"""What a page with one of Retool's official SDKs needs: its script, its site and a link."""

import os
import subprocess
import sysconfig
from pathlib import Path

import requests
from flask import Flask

from dash_retool_embed.testing.sandbox import DEMO_API_KEY
from dash_retool_embed.testing.sandbox.catalogue import APPS

PAGES = Path(__file__).parent / "pages"
ESBUILD = Path(__file__).parents[2] / "node_modules/.bin/esbuild"
ENTRY_POINTS = (
    "react-retool.jsx",
    "retool-embed.js",
    "quickstart.jsx",
    "react-retool-harness.jsx",
    "retool-embed-harness.js",
)

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{name}</title>
<link rel="icon" href="data:,">
<div id="root"></div>
<script src="built/{name}.js"></script>
</html>
"""


class NotInstalled(Exception):
    """The official SDKs are not there: ``make test`` installs them."""


def build(folder: Path) -> None:
    """Write one script per entry point, with the SDK that it imports, exactly as npm has it.

    Raises:
        NotInstalled: npm has not installed the SDKs.
        RuntimeError: esbuild's own words about a page that it can't build.
    """
    esbuild(
        *(str(PAGES / name) for name in ENTRY_POINTS),
        "--bundle",
        "--jsx=automatic",
        '--define:process.env.NODE_ENV="production"',
        f"--outdir={folder}",
    )


def dash_component() -> str:
    """Return the script of a Dash component around react-retool, `reactRetool.ReactRetool`.

    Raises:
        NotInstalled: npm has not installed the SDKs.
        RuntimeError: esbuild's own words about what it can't build.
    """
    react = PAGES / "react-of-page.js"
    return esbuild(
        str(PAGES / "react-retool-dash.jsx"),
        "--bundle",
        "--jsx=automatic",
        f"--alias:react={react}",
        f"--alias:react/jsx-runtime={react}",
    )


def esbuild(*arguments: str) -> str:
    """Run npm's esbuild and return what it writes to its standard output.

    Raises:
        NotInstalled: npm has not installed it.
        RuntimeError: esbuild's own words about what it can't do.
    """
    if not ESBUILD.exists():
        raise NotInstalled("The official SDKs are not installed: run 'make test'.")
    # Installed without scripts, npm's esbuild is a Node script: it needs the `node` of this Python.
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])
    done = subprocess.run(
        [str(ESBUILD), *arguments, "--log-level=warning"],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


def web_site(built: Path) -> Flask:
    """Return somebody's own web site: ``/react-retool`` is that entry point, and so on."""
    site = Flask(__name__, static_folder=built, static_url_path="/built")
    site.add_url_rule("/<name>", view_func=lambda name: PAGE.format(name=name))
    return site


def mint_link(retool: str, app: str) -> str:
    """Ask the sandbox for a link as the quickstart's back end does, without the host's help.

    Args:
        retool: the sandbox's origin.
        app: its slug.
    """
    uuids = {each.slug: each.uuid for each in APPS}
    answer = requests.post(
        f"{retool}/api/embed-url/external-user",
        headers={"Authorization": f"Bearer {DEMO_API_KEY}"},
        json={
            "landingPageUuid": uuids[app],
            "groupIds": [12, 13, 14],
            "externalIdentifier": "person-1",
            "metadata": {"storeId": 1},
        },
    )
    answer.raise_for_status()
    link: str = answer.json()["embedUrl"]
    return link
