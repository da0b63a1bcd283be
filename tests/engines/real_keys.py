"""A person at a real keyboard: a window on a display, and keys that its server sends to it.

What a driver types goes where the driver looks, and `document.activeElement` may say otherwise.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle, islice
from shutil import which
from string import ascii_lowercase

from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

from tests.engines.engines import GECKODRIVER, display
from tests.engines.house import House
from tests.engines.visitor import Visitor

FLAGS = ("--no-sandbox", "--no-first-run", "--window-size=1280,900", "--window-position=0,0")
BETWEEN_KEYS_MS = 12
SECONDS_FOR_THE_LAST = 3

# In an app: it can grab the keyboard in many ways, and counts the keys that it gets.
THIEF = """
window.keys = 0;
addEventListener("keydown", () => (window.keys += 1), true);
const add = (tag, more) => Object.assign(document.createElement(tag), more);
const fields = document.body.appendChild(add("form"));
const field = fields.appendChild(add("input", { id: "grabber" }));
const label = fields.appendChild(add("label", { htmlFor: "grabber", textContent: "Grab" }));
const box = fields.appendChild(add("div", { tabIndex: 0, textContent: "Grab" }));
const dialog = document.body.appendChild(add("dialog"));
dialog.append(add("input", { autofocus: true }));
const popover = document.body.appendChild(add("div", { popover: "auto" }));
popover.append(add("input", { autofocus: true }));
const nested = document.body.appendChild(add("iframe", { srcdoc: "<input>" }));
nested.onload = () =>
  nested.contentWindow.addEventListener("keydown", () => (window.keys += 1), true);
const WAYS = {
  focus: () => field.focus(),
  "blur and focus": () => (document.activeElement?.blur(), field.focus()),
  select: () => (field.select(), field.focus()),
  label: () => label.click(),
  box: () => (getSelection().selectAllChildren(box), box.focus()),
  "new field": () => fields.appendChild(add("input", { autofocus: true })).focus(),
  dialog: () => (dialog.close(), dialog.showModal()),
  popover: () => (popover.hidePopover(), popover.showPopover()),
  "nested frame": () => nested.focus(),
  "field of a nested frame": () => nested.contentDocument.querySelector("input").focus(),
  "the whole window": () => window.focus(),
};
addEventListener("message", ({ data }) => WAYS[data?.grab]?.());
"""
WAYS = (
    *("focus", "blur and focus", "select", "label", "box", "new field"),
    *("dialog", "popover", "nested frame", "field of a nested frame"),
)
WHOLE_WINDOW = "the whole window"
# In the page: has its hidden frames grab the keyboard, one after the other.
GRAB = """
const [ways, most] = arguments;
const isHidden = (frame) => !frame.closest("[data-shown]") && !frame.closest("#room");
const hidden = [...document.querySelectorAll("iframe")].filter(isHidden);
window.grabs = 0;
clearInterval(window.grabbing);
window.grabbing = setInterval(() => {
  if (window.grabs === most) return clearInterval(window.grabbing);
  const way = ways[window.grabs % ways.length];
  for (const frame of hidden) frame.contentWindow?.postMessage({ grab: way }, "*");
  window.grabs += 1;
}, 100);
return hidden.length;
"""


class Typist(Visitor):
    """Somebody at a real keyboard."""

    display = ""
    browser = ""

    @property
    def ways(self) -> tuple[str, ...]:
        """How hidden frames grab the keyboard."""
        # In Firefox a dialog that closes there takes the keyboard from the page, to the frame that
        # had it before: one that is seen, which nothing tells from a click.
        return tuple(way for way in WAYS if (self.browser, way) != ("firefox", "dialog"))

    def type_really(self, keys: int) -> str:
        """Press that many keys, one after the other, and return them."""
        text = "".join(islice(cycle(ascii_lowercase), keys))
        command = ["xdotool", "type", "--delay", str(BETWEEN_KEYS_MS), text]
        subprocess.run(command, env={**os.environ, "DISPLAY": self.display}, check=True)
        return text

    def empty(self, css: str) -> None:
        """Empty a field and click into it."""
        field = self.find(css)
        self.driver.execute_script("arguments[0].value = ''", field)
        field.click()

    def arrived(self, css: str, typed: str) -> str:
        """Return what is in a field once all has arrived, or nothing more comes."""
        field = self.find(css)

        def value() -> str:
            return str(field.get_property("value"))

        with suppress(TimeoutException):
            WebDriverWait(self.driver, SECONDS_FOR_THE_LAST).until(lambda _: value() == typed)
        return value()

    def outside(self) -> None:
        """Look at the page again."""
        self.driver.switch_to.default_content()


def chromium(environment: dict[str, str]) -> WebDriver:
    """Start Chromium with a window."""
    options = webdriver.ChromeOptions()
    for flag in FLAGS:
        options.add_argument(flag)
    options.binary_location = which("chromium") or ""
    service = webdriver.ChromeService(which("chromedriver"), env=environment)
    return webdriver.Chrome(options, service)


def firefox(environment: dict[str, str]) -> WebDriver:
    """Start Firefox with a window."""
    options = webdriver.FirefoxOptions()
    for flag in ("-width=1280", "-height=900"):
        options.add_argument(flag)
    options.binary_location = which("firefox-esr") or ""
    service = webdriver.FirefoxService(str(GECKODRIVER), env=environment)
    return webdriver.Firefox(options, service)


BROWSERS = {"chromium": chromium, "firefox": firefox}


@contextmanager
def typist(browser: str, house: House) -> Iterator[Typist]:
    """Seat somebody at a display with a real browser."""
    with (
        display() as name,
        BROWSERS[browser]({**os.environ, "DISPLAY": name}) as driver,
    ):
        someone = Typist(driver, house)
        someone.display, someone.browser = name, browser
        yield someone
