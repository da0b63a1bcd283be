"""A state in a window of a size, in light or dark."""

from collections.abc import Iterator
from contextlib import contextmanager

from dash.testing.browser import Browser

from tests.looks.houses import Houses
from tests.looks.states import Scene, State

THEMES = ("light", "dark")

LESS_MOTION = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}

# Two frames later the window's new size is laid out.
SHOW = """
const [theme, done] = arguments;
document.dispatchEvent(new CustomEvent("dashapp:choose-theme", { detail: theme }));
document.documentElement.dataset.theme = theme;
requestAnimationFrame(() => requestAnimationFrame(() => done()));
"""


@contextmanager
def scene_of(state: State, browser: Browser, houses: Houses) -> Iterator[Scene]:
    """Go to a state, for somebody who wants less motion; all is as it was afterwards."""
    scene = Scene(browser, houses)
    with scene.after:
        driver = browser.driver
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", LESS_MOTION)
        scene.after.callback(driver.get, "about:blank")
        state.arrive(scene)
        yield scene


def views(
    state: State, scene: Scene, sizes: tuple[tuple[int, int], ...]
) -> Iterator[tuple[str, int]]:
    """Show a state in each theme and size, as its name and width."""
    driver = scene.browser.driver
    for width, height in sizes:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        for theme in THEMES:
            driver.execute_async_script(SHOW, theme)
            state.hold(scene)
            yield theme, width
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
