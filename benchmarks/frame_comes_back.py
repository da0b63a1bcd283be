"""A parked frame of a kit page comes back: how long it takes, and how much of that is a request."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from unittest import mock

from dash import Dash, Input, Output, html
from dash.development.base_component import Component
from selenium import webdriver

from benchmarks.embed_page import isolated_app, isolated_sandbox, probed_chromium
from benchmarks.figure import Figure, run_alone
from dash_retool_embed import RetoolEmbed
from dash_retool_embed import bundles as served
from tests.browser.bundling import OPENED, bundled_kit

RETURNS = 50
TARGET_MS = 10

# From the moment that the box is on the page. An answer from just before does not count.
RETURN = """
const done = arguments[0];
let boxAt;
const look = () => {
  const box = document.querySelector("#play");
  if (!box) return;
  boxAt ??= performance.now();
  const frame = box.querySelector("iframe");
  if (box.dataset.state !== "ready") return;
  if (!frame?.checkVisibility({ visibilityProperty: true })) return;
  if (!frame.getBoundingClientRect().height) return;
  const seenAt = performance.now();
  observer.disconnect();
  // An entry may come a moment after the answer itself.
  setTimeout(() => {
    const requests = performance.getEntriesByType("resource");
    const asked = requests.filter(({ name }) => name.endsWith("/api/embedFrames"));
    done([seenAt - boxAt, asked.at(-1).duration, asked.length]);
  }, 50);
};
const observer = new MutationObserver(look);
observer.observe(document.body, { subtree: true, childList: true, attributes: true });
performance.clearResourceTimings();
dash_retool_embed.page().confirmation.doubt(false);
document.querySelector("#back").click();
"""
LEAVE = """
const done = arguments[0];
const look = () => {
  if (!document.querySelector("#retool-parked iframe")) return;
  observer.disconnect();
  done();
};
const observer = new MutationObserver(look);
observer.observe(document.body, { subtree: true, childList: true });
document.querySelector("#away").click();
"""
READY = """
const done = arguments[0];
const look = () =>
  document.querySelector("#play")?.dataset.state === "ready" ? done() : setTimeout(look, 20);
look();
"""

LAYOUT = html.Div(
    [
        html.Button("away", id="away"),
        html.Button("back", id="back"),
        html.Div(RetoolEmbed(id="play", app="playground", height=300), id="room"),
    ]
)


def wire(app: Dash) -> None:
    @app.callback(
        Output("room", "children"),
        Input("away", "n_clicks"),
        Input("back", "n_clicks"),
        prevent_initial_call=True,
    )
    def rewrite(away: int | None, back: int | None) -> Component:
        if (away or 0) > (back or 0):
            return html.P("nothing here")
        return RetoolEmbed(id="play", app="playground", height=300)


def measure() -> list[Figure]:
    with (
        _opened_kit(),
        isolated_sandbox() as retool,
        isolated_app(retool, LAYOUT, wire) as url,
        probed_chromium() as driver,
    ):
        driver.get(url)
        driver.execute_async_script(READY)
        returns = [_return(driver) for _ in range(RETURNS)]
    seen, request = (median(each[part] for each in returns) for part in (0, 1))
    beyond = median(each[0] - each[1] for each in returns)
    requests = {each[2] for each in returns}
    name = f"a parked frame of a kit page comes back ({RETURNS} times)"
    return [
        Figure(
            f"{name}: requests each", "1", ", ".join(map(str, sorted(requests))), requests == {1}
        ),
        Figure(
            f"{name}: time beyond its one round trip, median",
            f"≤ {TARGET_MS} ms",
            f"{beyond:.1f} ms ({seen:.1f} ms, of which {request:.1f} ms are the request)",
            beyond <= TARGET_MS,
        ),
    ]


@contextmanager
def _opened_kit() -> Iterator[None]:
    """Serve a kit that lets a script of the page forget what the server has confirmed."""
    with tempfile.TemporaryDirectory() as folder:
        bundles = bundled_kit(Path(folder) / "opened", OPENED)
        with mock.patch.multiple(
            served,
            __file__=str(bundles / "__init__.py"),
            __version__=served.version_of(bundles),
        ):
            yield


def _return(driver: webdriver.Chrome) -> tuple[float, float, int]:
    driver.execute_async_script(LEAVE)
    seen, request, count = driver.execute_async_script(RETURN)
    return seen, request, count


if __name__ == "__main__":
    run_alone(measure)
