"""A state as somebody has it before them: in a window of a size, light or dark, magnified, …"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from dash.testing.browser import Browser

from tests.looks.houses import Houses
from tests.looks.states import Scene, State

# Two frames later the window's new size is laid out.
SHOW = """
const [theme, direction, done] = arguments;
document.dispatchEvent(new CustomEvent("dashapp:choose-theme", { detail: theme }));
document.documentElement.dataset.theme = theme;
document.documentElement.dir = direction;
requestAnimationFrame(() => requestAnimationFrame(() => done()));
"""


@dataclass(frozen=True)
class View:
    """How somebody looks at the page; always with less motion.

    `forced`: their system has colours of its own, on black or on white. `media`: where the page
    goes, "print" or "". `direction`: of the language that a browser has translated the page to.
    """

    name: str
    width: int = 1280
    height: int = 800
    theme: str = "light"
    forced: bool = False
    media: str = ""
    direction: str = "ltr"

    def features(self) -> list[dict[str, str]]:
        """What the browser says of its system."""
        return [
            {"name": "prefers-reduced-motion", "value": "reduce"},
            {"name": "prefers-color-scheme", "value": self.theme},
            {"name": "forced-colors", "value": "active" if self.forced else "none"},
        ]


DESK = View("desk")
DARK = View("desk, dark", theme="dark")
TELEPHONE = View("telephone", width=360, height=740)
DARK_TELEPHONE = View("telephone, dark", width=360, height=740, theme="dark")
FORCED_DARK = View("forced colors, dark", theme="dark", forced=True)
FORCED_LIGHT = View("forced colors, light", forced=True)
# What is left of 1280 x 800.
MAGNIFIED = View("400 percent", width=320, height=200)
RTL = View("right to left", direction="rtl")
RTL_TELEPHONE = View("right to left, telephone", width=360, height=740, direction="rtl")
PAPER = View("paper, from the dark", theme="dark", media="print")

EVERY_VIEW = (
    DESK,
    DARK,
    TELEPHONE,
    DARK_TELEPHONE,
    FORCED_DARK,
    FORCED_LIGHT,
    MAGNIFIED,
    RTL,
    RTL_TELEPHONE,
    PAPER,
)


@contextmanager
def scene_of(state: State, browser: Browser, houses: Houses) -> Iterator[Scene]:
    """Go to a state, for somebody who wants less motion; all is as it was afterwards."""
    scene = Scene(browser, houses)
    with scene.after:
        driver = browser.driver
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": DESK.features()})
        scene.after.callback(driver.execute_cdp_cmd, "Emulation.setEmulatedMedia", {"media": ""})
        scene.after.callback(driver.get, "about:blank")
        state.arrive(scene)
        yield scene


def views(state: State, scene: Scene, wanted: Iterable[View]) -> Iterator[View]:
    """Show a state in one view after the other."""
    driver = scene.browser.driver
    for view in wanted:
        metrics = {
            "width": view.width,
            "height": view.height,
            "deviceScaleFactor": 1,
            "mobile": False,
        }
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        said = {"media": view.media, "features": view.features()}
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", said)
        driver.execute_async_script(SHOW, view.theme, view.direction)
        state.hold(scene)
        yield view
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
