"""Dash apps with embeds, and a browser with a probe, for what the bridge is measured with.

All is isolated from other origins: only then does a browser's clock tell microseconds.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from dash import Dash
from dash.development.base_component import Component
from flask import Flask, Response
from selenium import webdriver

from benchmarks.browser import chromium
from benchmarks.kit_page import apps_for_everybody
from dash_retool_embed import RetoolClient, User, register_embeds
from dash_retool_embed.testing.sandbox import DEMO_API_KEY, create_sandbox, sandbox_of
from tests.servers import running

PROBE = (Path(__file__).parent / "probe.js").read_text()
# So many links at a time: the pages of the benchmarks open many frames at once.
MINTS_IN_FLIGHT = 16
SCRIPT_SECONDS = 60
# Less than anything that is measured across a frame's border.
CLOCKS_APART_MS = 0.1

ISOLATION = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "cross-origin",
}

# What `adopt` returns is the bridge without the component: `window.adopted[id].setData(data)`.
KEEP_ADOPTED = """
window.adopted = {};
const { frames } = window.dash_retool_embed;
const { adopt } = frames;
frames.adopt = (key, options, viewer) =>
  (window.adopted[viewer.box.closest("[id]").id] = adopt(key, options, viewer));
"""

CLOCKS_APART = """
const ids = arguments[0];
async function apart() {
  let most = 0;
  for (const id of ids) most = Math.max(most, Math.abs(await probes.of[id].clockAhead()));
  return most;
}
return apart();
"""


@contextmanager
def isolated_sandbox() -> Iterator[str]:
    """Serve Retool's stand-in from this process, and yield its origin."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    retool = create_sandbox(DEMO_API_KEY)
    with running(isolated(retool)) as origin:
        sandbox_of(retool).origin = origin
        yield origin


@contextmanager
def isolated_app(
    retool: str,
    layout: Component,
    wire: Callable[[Dash], None] | None = None,
    scripts: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[str]:
    """Serve this layout from this process, with these scripts by name, and yield its origin."""
    with RetoolClient(retool, DEMO_API_KEY, max_in_flight=MINTS_IN_FLIGHT) as client:
        app = embed_app(client, layout)
        for name, text in scripts.items():
            _add_script(app, name, text)
        if wire is not None:
            wire(app)
        with running(app.server) as origin:
            yield origin


def embed_app(client: RetoolClient, layout: Component) -> Dash:
    """Return a Dash app whose page keeps what the bridge returns, and has a `#root` for SDKs."""
    # Without a folder of its own it would load the sources of this checkout, in assets/.
    app = Dash("embed_page", assets_folder="none", suppress_callback_exceptions=True)
    app.layout = layout
    app.index_string = app.index_string.replace(
        "{%app_entry%}", '{%app_entry%}<div id="root"></div>'
    )
    register_embeds(app, client=client, apps=apps_for_everybody(), user=lambda: User(id="jane"))
    _add_script(app, "adopted.js", KEEP_ADOPTED)
    isolated(app.server)
    return app


def _add_script(app: Dash, name: str, text: str) -> None:
    """Load a script after those of the kit and before the page begins."""
    path = f"/benchmark/{name}"
    answer = Response(text, mimetype="text/javascript")
    app.server.add_url_rule(path, name.replace(".", "-"), lambda: answer)
    app.index_string = app.index_string.replace(
        "{%scripts%}", f'{{%scripts%}}<script src="{path}"></script>'
    )


def isolated(server: Flask) -> Flask:
    @server.after_request
    def isolate(response: Response) -> Response:
        response.headers.update(ISOLATION)
        return response

    return server


@contextmanager
def probed_chromium() -> Iterator[webdriver.Chrome]:
    with chromium() as driver:
        driver.set_script_timeout(SCRIPT_SECONDS)
        put_probes(driver)
        yield driver


def put_probes(driver: webdriver.Chrome) -> None:
    """Put `probe.js` into every document that this window will open."""
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": PROBE})


def check_clocks(driver: webdriver.Chrome, ids: Iterable[str]) -> None:
    """Make sure that a page and these frames have one clock: what is measured is not corrected."""
    apart = driver.execute_script(CLOCKS_APART, list(ids))
    assert apart < CLOCKS_APART_MS, f"the clocks of the page and a frame are {apart} ms apart"
