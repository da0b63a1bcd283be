"""A visit to a state of the catalogue, in a browser that moves nothing and leaves nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from dash.testing.browser import Browser
from selenium.webdriver.chrome.webdriver import WebDriver

from tests.browser.person import Person
from tests.looks.hosts import Hosts
from tests.looks.states import OFFLINE, State

SIZES = {1280: 800, 360: 740}
THEMES = ("light", "dark")

DRESS = """
const theme = window.dashapp && window.dashapp.theme;
if (theme) theme.choose(arguments[0]);
else document.documentElement.dataset.bsTheme = arguments[0];
"""
SETTLED = """
const done = arguments[0];
requestAnimationFrame(() => requestAnimationFrame(() =>
  Promise.allSettled(document.getAnimations().filter(({ effect }) =>
    effect.getComputedTiming().endTime < 5000).map(({ finished }) => finished)).then(done)));
"""


@contextmanager
def visit(browser: Browser, hosts: Hosts, state: State) -> Iterator[Person]:
    """Bring somebody who is not signed in to a state, and put everything back after."""
    driver = browser.driver
    driver.set_script_timeout(30)
    driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    reduced = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": reduced})
    resize(driver, 1280)
    person = Person(browser, hosts.url(state.kind))
    try:
        state.reach(person, hosts)
        yield person
    finally:
        hosts.sandbox.misbehave.reset()
        hosts.away = False
        online = {**OFFLINE, "offline": False, "downloadThroughput": -1, "uploadThroughput": -1}
        driver.execute_cdp_cmd("Network.emulateNetworkConditions", online)
        # What a page keeps, its theme too, would change the next one.
        driver.execute_cdp_cmd(
            "Storage.clearDataForOrigin", {"origin": person.url, "storageTypes": "all"}
        )
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
        driver.get("about:blank")


def resize(driver: WebDriver, width: int) -> None:
    """Have the window show so many CSS pixels, of the height that goes with them."""
    metrics = {"width": width, "height": SIZES[width], "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    driver.execute_async_script(SETTLED)


def dress(driver: WebDriver, theme: str) -> None:
    """Show the page in light or dark; what moves has come to rest when this returns."""
    driver.execute_script(DRESS, theme)
    driver.execute_async_script(SETTLED)
