"""Pages built with Retool's official SDKs, exactly as npm has them, and somebody who uses them."""

import os
import subprocess
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from dash.testing.browser import Browser
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from dashapp.sandbox import DEMO_API_KEY, Sandbox
from dashapp.sandbox.catalogue import APPS
from tests.conftest import Host
from tests.interop.page import SdkPage
from tests.servers import running

PAGES = Path(__file__).parent / "pages"
ESBUILD = Path(__file__).parents[2] / "node_modules/.bin/esbuild"
ENTRY_POINTS = ("react-retool.jsx", "retool-embed.js", "quickstart.jsx")

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{name}</title>
<link rel="icon" href="data:,">
<div id="root"></div>
<script src="built/{name}.js"></script>
</html>
"""

Mint = Callable[..., str]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with one script per page, each with the SDK that it imports."""
    if not ESBUILD.exists():
        sentence = "The official SDKs are not installed: run 'make test'."
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
    folder = tmp_path_factory.mktemp("built")
    # Installed without scripts, npm's esbuild is a Node script: it needs the `node` of this Python.
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])
    done = subprocess.run(
        [
            str(ESBUILD),
            *(str(PAGES / name) for name in ENTRY_POINTS),
            "--bundle",
            "--jsx=automatic",
            '--define:process.env.NODE_ENV="production"',
            f"--outdir={folder}",
            "--log-level=warning",
        ],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def pages(built: Path) -> Flask:
    """Somebody's own web site: ``/react-retool``, ``/retool-embed`` and ``/quickstart``."""
    site = Flask(__name__, static_folder=built, static_url_path="/built")
    site.add_url_rule("/<name>", view_func=lambda name: PAGE.format(name=name))
    return site


@pytest.fixture
def site(pages: Flask) -> Iterator[str]:
    """The origin of the web site; nothing of the host is on it."""
    with running(pages) as origin:
        yield origin


@pytest.fixture(params=["react-retool", "retool-embed"])
def sdk_page(request: pytest.FixtureRequest, browser: Browser, site: str) -> SdkPage:
    """A page that gives its ``?url=`` to one official SDK, and the same page with the other."""
    return SdkPage(browser, f"{site}/{request.param}")


@pytest.fixture
def wrapper_page(browser: Browser, pages: Flask, host: Host) -> SdkPage:
    """The quickstart's page on the host's origin, as behind a company's own front server."""
    server = host.app.server
    server.wsgi_app = DispatcherMiddleware(server.wsgi_app, {"/company": pages})
    return SdkPage(browser, f"{host.url}/company/quickstart")


@pytest.fixture
def mint(sandbox: Sandbox) -> Mint:
    """Ask the sandbox for a link as the quickstart's back end does, without the host's help."""
    uuids = {app.slug: app.uuid for app in APPS}

    def mint(app: str = "sales") -> str:
        answer = requests.post(
            f"{sandbox.origin}/api/embed-url/external-user",
            headers={"Authorization": f"Bearer {DEMO_API_KEY}"},
            json={
                "landingPageUuid": uuids[app],
                "groupIds": [12, 13],
                "externalIdentifier": "person-1",
                "metadata": {"storeId": 1},
            },
            timeout=10,
        )
        answer.raise_for_status()
        link: str = answer.json()["embedUrl"]
        return link

    return mint
