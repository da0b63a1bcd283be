"""A person at a browser, in front of the host or of somebody else's Dash app."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from dash.development.base_component import Component
from dash.testing.browser import Browser

from dash_retool_embed import RetoolClient, User, register_embeds
from dash_retool_embed.mint import Recorder
from dash_retool_embed.retool import EmbedRequest, EmbedUrl
from dash_retool_embed.testing.sandbox import DEMO_API_KEY, Sandbox
from dashapp import AppSettings
from dashapp.settings import Settings
from tests.browser.bundling import HURRIED, OPENED, bundled_kit, serve_kit
from tests.browser.clock import PageClock
from tests.browser.person import Person
from tests.browser.reporting import CLOCK
from tests.browser.under_way import WATCH
from tests.conftest import Host
from tests.servers import running

# dash[testing] has the browser keep errors only.
OWN_SCRIPT = """
window.ownScript = true;
window.warned = [];
const { warn } = console;
console.warn = (...said) => (warned.push(said.join(" ")), warn(...said));
"""

Show = Callable[..., AbstractContextManager[Person]]


@pytest.fixture
def person(browser: Browser, host: Host) -> Person:
    """Somebody in front of the demo's host who has not signed in yet."""
    return Person(browser, host.url)


class ShortSessions(RetoolClient):
    """Retool whose sessions last seconds, which its contract does not allow."""

    seconds = 3600

    def mint(self, request: EmbedRequest, **turn: Any) -> EmbedUrl:
        """Say what the sandbox has been told about the lifetime."""
        return replace(super().mint(request, **turn), expires_in=self.seconds)


@pytest.fixture
def page_clock(browser: Browser, sandbox: Sandbox) -> Iterator[PageClock]:
    """A clock of all pages that are opened, and of Retool, that can be put forward."""
    clock = PageClock(browser.driver, sandbox)
    yield clock
    clock.unwatch()


@pytest.fixture
def watched(browser: Browser) -> Iterator[None]:
    """Every page that is opened counts what the kit has under way."""
    added = browser.driver.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument", {"source": WATCH}
    )
    yield
    browser.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


@pytest.fixture(scope="session")
def hurried_kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a kit that is in a hurry; see `bundling.HURRIED`."""
    return bundled_kit(tmp_path_factory.mktemp("kit") / "hurried", HURRIED, OPENED)


@pytest.fixture
def clock(browser: Browser) -> Iterator[None]:
    """Every page that is opened has a clock that can be put forward; see `reporting.CLOCK`."""
    added = browser.driver.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument", {"source": CLOCK}
    )
    yield
    browser.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


@pytest.fixture
def show(
    browser: Browser,
    settings: Settings,
    sandbox: Sandbox,
    tmp_path: Path,
    hurried_kit: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Show:
    """Run a Dash app with this layout, and put a person in front of it."""
    serve_kit(hurried_kit, monkeypatch)
    # Dash loads every script under it: a test's own kit in tmp_path would be there twice.
    own_assets = tmp_path / "own"
    own_assets.mkdir()
    (own_assets / "own.js").write_text(OWN_SCRIPT)

    @contextmanager
    def show(
        layout: Component,
        wire: Callable[[Dash], None] | None = None,
        *,
        session_seconds: int = 3600,
        recorder: Recorder | None = None,
        user: Callable[[], User] = lambda: User(id="u1"),
    ) -> Iterator[Person]:
        app = Dash("somebody", assets_folder=str(own_assets), suppress_callback_exceptions=True)
        app.layout = layout
        if session_seconds < 3600:
            sandbox.misbehave.expire_after_seconds = session_seconds
        with ShortSessions(sandbox.origin, DEMO_API_KEY) as client:
            client.seconds = session_seconds
            register_embeds(
                app,
                client=client,
                apps=[plain(each) for each in settings.apps],
                user=user,
                recorder=recorder,
            )
            if wire is not None:
                wire(app)
            with running(app.server) as url:
                person = Person(browser, url)
                person.open("/")
                yield person
                browser.driver.get("about:blank")

    return show


def plain(app: AppSettings) -> AppSettings:
    """The same app for everybody, in a host whose people have no claims."""
    return app.model_copy(update={"roles": [], "metadata": {"storeId": 1}})
