"""Pages built with Retool's official SDKs, exactly as npm has them, and somebody who uses them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dash.testing.browser import Browser
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.conftest import hurried_kit as hurried_kit
from tests.browser.conftest import show as show
from tests.conftest import Host
from tests.interop.building import NotInstalled, build, mint_link, web_site
from tests.interop.page import SdkPage
from tests.servers import running

Mint = Callable[..., str]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with one script per page, each with the SDK that it imports."""
    folder = tmp_path_factory.mktemp("built")
    try:
        build(folder)
    except NotInstalled as why:
        if os.environ.get("CI") == "true":
            pytest.fail(str(why))
        pytest.skip(str(why))
    return folder


@pytest.fixture
def pages(built: Path) -> Flask:
    """Somebody's own web site: ``/react-retool``, ``/retool-embed`` and ``/quickstart``."""
    return web_site(built)


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
    """Ask the sandbox for a link: ``mint("customers")``."""

    def mint(app: str = "sales") -> str:
        return mint_link(sandbox.origin, app)

    return mint
