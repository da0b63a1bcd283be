"""Somebody's Dash app with embeds on one page, whose sessions at Retool last seconds."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from dash import Dash
from dash.development.base_component import Component
from selenium import webdriver

from benchmarks.browser import chromium
from benchmarks.demo_host import EXAMPLE
from dash_retool_embed import RetoolClient, User, register_embeds
from dash_retool_embed.retool import EmbedRequest, EmbedUrl
from dash_retool_embed.testing.sandbox import DEMO_API_KEY, Sandbox, create_sandbox, sandbox_of
from dashapp import AppSettings, load_settings
from tests.servers import running

SECRET = "a secret of the benchmarks, longer than 32 bytes"


class ShortSessions(RetoolClient):
    """Retool whose sessions last seconds, which its contract does not allow."""

    seconds = 0

    def mint(self, request: EmbedRequest, **turn: Any) -> EmbedUrl:
        return replace(super().mint(request, **turn), expires_in=self.seconds)


@dataclass(frozen=True)
class KitPage:
    """The page in a browser, and the sandbox in Retool's place."""

    driver: webdriver.Chrome
    url: str
    sandbox: Sandbox

    def open(self) -> None:
        self.driver.get(self.url)


@contextmanager
def kit_page(layout: Component, session_seconds: int) -> Iterator[KitPage]:
    """Serve this layout, and have a browser ready to open it."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    logging.getLogger("dash_retool_embed").setLevel(logging.ERROR)
    retool = create_sandbox(DEMO_API_KEY)
    sandbox = sandbox_of(retool)
    sandbox.misbehave.expire_after_seconds = session_seconds
    # Without a folder of its own it would load the kit twice, from this checkout.
    app = Dash("kit_page", assets_folder="none")
    app.layout = layout
    with running(retool) as origin, ShortSessions(origin, DEMO_API_KEY) as client:
        sandbox.origin = origin
        client.seconds = session_seconds
        register_embeds(app, client=client, apps=apps_for_everybody(), user=lambda: User(id="jane"))
        with running(app.server) as url, chromium() as driver:
            yield KitPage(driver, url, sandbox)


def apps_for_everybody() -> list[AppSettings]:
    secrets = {"retool_api_key": DEMO_API_KEY, "jwt_secret": SECRET}
    for_everybody = {"roles": [], "metadata": {"storeId": 1}}
    apps = load_settings(EXAMPLE, overrides=secrets).apps
    return [app.model_copy(update=for_everybody) for app in apps]
