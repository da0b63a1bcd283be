"""What a browser asks for when it opens a page, and how long each answer is on the wire."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

PATIENCE_SECONDS = 20
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--window-size=1280,800",
)


@dataclass
class Asked:
    """One request: seconds of the browser's clock, and bytes with headers; 0 from its cache."""

    url: str
    method: str
    kind: str
    by: str
    start: float
    end: float = 0.0
    size: int = 0

    @property
    def path(self) -> str:
        return urlsplit(self.url).path


@dataclass
class Visit:
    """The requests of one visit, in the order in which they were made."""

    requests: list[Asked] = field(default_factory=list)

    def of(self, origin: str) -> "Visit":
        return Visit([each for each in self.requests if each.url.startswith(origin)])

    @property
    def bytes(self) -> int:
        return sum(each.size for each in self.requests)


@contextmanager
def watched_chromium() -> Iterator[webdriver.Chrome]:
    """A browser whose requests are kept; `visit` reads them."""
    options = webdriver.ChromeOptions()
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    driver = webdriver.Chrome(options=options)
    try:
        yield driver
    finally:
        driver.quit()


def visit(
    driver: webdriver.Chrome, url: str, is_there: Callable[[webdriver.Chrome], object]
) -> Visit:
    """Open a page, wait until it is there and quiet, and return what was asked for."""
    driver.get("about:blank")
    _messages(driver)
    driver.get(url)
    WebDriverWait(driver, PATIENCE_SECONDS, 0.05).until(is_there)
    requests: dict[str, Asked] = {}

    def is_quiet(_driver: webdriver.Chrome) -> bool:
        fresh = _messages(driver)
        for message in fresh:
            _note(requests, message["method"], message["params"])
        return not fresh

    # A second without news.
    WebDriverWait(driver, PATIENCE_SECONDS, 1).until(is_quiet)
    return Visit([each for each in requests.values() if each.url.startswith("http")])


def _note(requests: dict[str, Asked], method: str, params: dict[str, Any]) -> None:
    if method == "Network.requestWillBeSent":
        initiator = params["initiator"]
        stack = initiator.get("stack", {}).get("callFrames", [])
        requests[params["requestId"]] = Asked(
            params["request"]["url"],
            params["request"]["method"],
            params.get("type", ""),
            initiator.get("url") or (stack[0]["url"] if stack else ""),
            params["timestamp"],
        )
    elif method == "Network.loadingFinished" and params["requestId"] in requests:
        asked = requests[params["requestId"]]
        asked.end, asked.size = params["timestamp"], int(params["encodedDataLength"])


def _messages(driver: webdriver.Chrome) -> list[dict[str, Any]]:
    entries = (json.loads(entry["message"])["message"] for entry in driver.get_log("performance"))
    return [entry for entry in entries if entry["method"].startswith("Network.")]
