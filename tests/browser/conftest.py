"""A person at a browser."""

from collections.abc import Callable
from typing import TypeVar

from dash.testing.browser import Browser
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

PATIENCE_SECONDS = 10

T = TypeVar("T")


class Person:
    """Uses the host in a real browser."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser = browser
        self.driver = browser.driver
        self.url = url

    def open(self, path: str) -> None:
        self.driver.get(f"{self.url}{path}")

    def sign_in(self, who: str, path: str = "/") -> None:
        self.open(path)
        self.find(f"button[value={who}]").click()
        self.find("#host_page > *")

    def find(self, css: str) -> WebElement:
        """Wait for an element and return it."""
        return self.until(lambda: next(iter(self.all(css)), None), f"{css} to appear")

    def all(self, css: str) -> list[WebElement]:
        return list(self.driver.find_elements(By.CSS_SELECTOR, css))

    def until(self, condition: Callable[[], T | None], what: str) -> T:
        """Wait for a condition and return its value."""
        value: T = WebDriverWait(self.driver, PATIENCE_SECONDS, 0.05).until(
            lambda _driver: condition(), f"waited {PATIENCE_SECONDS} s for {what}"
        )
        return value
