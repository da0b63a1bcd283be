"""Somebody who uses a Dash app in a real browser."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests.patience import PATIENCE_SECONDS

if TYPE_CHECKING:
    # Not in the environment of tests/engines.
    from dash.testing.browser import Browser

T = TypeVar("T")


class Person:
    """Somebody who uses a Dash app in a real browser."""

    def __init__(self, browser: "Browser", url: str) -> None:
        self.driver = browser.driver
        self.url = url
        # Dash's two seconds for every element that is rightly absent would add up.
        self.driver.implicitly_wait(0)

    def open(self, path: str) -> None:
        """Type an address of the host."""
        self.driver.get(f"{self.url}{path}")

    def sign_in(self, who: str, path: str = "/") -> None:
        """Open a page and choose one of the demo's people on the way."""
        self.open(path)
        self.click(f"button[value={who}]")
        self.find("[data-shown] h1")

    def go(self, tab: str) -> None:
        """Click a tab."""
        self.click(f"[data-tab={tab}] a")

    def sign_out(self) -> None:
        """Open the menu of the person and sign out; a question that comes first is left open."""
        self.driver.execute_script("window.isHere = true")
        self.click(".host-account > summary")
        self.click(".host-account form button")
        left = "return !window.isHere || document.querySelector('.retool-question') !== null"
        self.until(lambda: self.driver.execute_script(left), "another page, or a question")

    def heading(self) -> str:
        """Return the page's heading."""
        return str(self.find("[data-shown] h1").text)

    def find(self, css: str) -> WebElement:
        """Wait for an element and return it."""
        return self.until(lambda: next(iter(self.all(css)), None), f"{css} to appear")

    def click(self, css: str) -> None:
        """Click an element: the one in its place, if the page makes it anew meanwhile."""

        def clicked() -> bool:
            self.find(css).click()
            return True

        self.until(clicked, f"{css} to be clicked")

    def all(self, css: str) -> list[WebElement]:
        """Return the elements that are there now."""
        return list(self.driver.find_elements(By.CSS_SELECTOR, css))

    def shows(self, text: str, css: str = "body") -> None:
        """Wait until an element has a text."""
        self.until(lambda: text in self.find(css).text, f"{css} to say {text!r}")

    def until(self, condition: Callable[[], T | None], what: str) -> T:
        """Wait for a condition and return its value."""
        wait = WebDriverWait(self.driver, PATIENCE_SECONDS, 0.05, [StaleElementReferenceException])
        value: T = wait.until(
            lambda _driver: condition(), f"waited {PATIENCE_SECONDS} s for {what}"
        )
        return value

    def state(self, embed: str) -> str:
        """Return the state of an embed, or nothing where it is not on the page."""
        box = next(iter(self.all(f"#{embed}")), None)
        return (box and box.get_attribute("data-state")) or ""

    def reaches(self, state: str, embed: str) -> None:
        """Wait until an embed has a state."""
        self.until(lambda: self.state(embed) == state, f"{embed} to be {state}")

    @contextmanager
    def inside(self, embed: str) -> Iterator[None]:
        """Look into an embed's frame."""
        self.driver.switch_to.frame(self.find(f"#{embed} iframe"))
        try:
            yield
        finally:
            self.driver.switch_to.default_content()

    def console(self) -> list[str]:
        """Return the errors that the browser has logged since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def warnings(self) -> list[str]:
        """Return what the kit has warned of in the console of `show`'s page."""
        warned: list[str] = self.driver.execute_script("return warned")
        return [line for line in warned if line.startswith("Retool: ")]
