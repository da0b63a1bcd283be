"""A real Chromium, as dash[testing] starts it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dash.testing.browser import Browser
from selenium.webdriver.chrome.options import Options

from tests.patience import PATIENCE_SECONDS

# Chromium's own calls home would only fail in a closed network, and fill the log.
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A desk: what does not fit a smaller window is in menus.
    "--window-size=1280,800",
)


@contextmanager
def running_chromium(downloads: Path, *, headless: bool = True) -> Iterator[Browser]:
    """Start a browser; what it downloads is in a folder."""
    options = Options()
    for flag in FLAGS:
        options.add_argument(flag)
    with Browser(
        browser="Chrome",
        headless=headless,
        options=[options],
        download_path=str(downloads),
        percy_run=False,
    ) as browser:
        browser.driver.set_script_timeout(PATIENCE_SECONDS)
        yield browser


def fresh_window(browser: Browser) -> None:
    """Leave one window that nobody has used: without cookies, and without a past."""
    driver = browser.driver
    former = driver.window_handles
    driver.switch_to.new_window("tab")
    fresh = driver.current_window_handle
    for window in former:
        driver.switch_to.window(window)
        driver.close()
    driver.switch_to.window(fresh)
    driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    driver.get_log("browser")
