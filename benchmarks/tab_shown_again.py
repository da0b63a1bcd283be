"""A tab with a Retool app is left and shown again: this host, against Dash Pages with an iframe."""

from dataclasses import dataclass
from statistics import median

import requests
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from benchmarks.browser import chromium
from benchmarks.figure import Figure, run_alone
from benchmarks.processes import gunicorn, sandbox

SWITCHES = 30
SLOW_SWITCHES = 10
SLOW_SECONDS = 1
TARGET = 0.1
PATIENCE_SECONDS = 20

# From the click until the frame is laid out in its place with its document loaded. Both ways of
# noticing run in the task in which it happens; neither waits for a paint.
KEPT = """
const [link, done] = arguments;
const look = () => {
  const box = document.querySelector("#sales");
  const frame = box?.querySelector("iframe");
  if (box?.dataset.state !== "ready") return;
  if (!frame?.checkVisibility({ visibilityProperty: true })) return;
  if (!frame.getBoundingClientRect().height) return;
  observer.disconnect();
  done(performance.now() - start);
};
const observer = new MutationObserver(look);
observer.observe(document.body, { subtree: true, childList: true, attributes: true });
const start = performance.now();
document.querySelector(link).click();
"""
LOADED_ANEW = """
const [link, done] = arguments;
const loaded = ({ target }) => {
  if (target.localName !== "iframe" || !target.src || !target.checkVisibility()) return;
  if (!target.getBoundingClientRect().height) return;
  document.removeEventListener("load", loaded, true);
  done(performance.now() - start);
};
document.addEventListener("load", loaded, true);
const start = performance.now();
document.querySelector(link).click();
"""


@dataclass(frozen=True)
class Side:
    """One of the two applications, open in a browser of its own."""

    driver: webdriver.Chrome
    home_link: str
    home: str
    app_link: str
    script: str

    def leave(self) -> None:
        self.driver.find_element(By.CSS_SELECTOR, self.home_link).click()
        self._wait(self.home)

    def show(self) -> float:
        """Show the tab and return how many milliseconds it took."""
        return float(self.driver.execute_async_script(self.script, self.app_link))

    def _wait(self, css: str) -> None:
        found = lambda driver: driver.find_elements(By.CSS_SELECTOR, css)  # noqa: E731
        WebDriverWait(self.driver, PATIENCE_SECONDS, 0.02).until(found)


@dataclass(frozen=True)
class Shown:
    """What showing the tab so many times took: milliseconds each, links and loads in all."""

    times: list[float]
    links: int
    loads: int

    def __add__(self, other: "Shown") -> "Shown":
        return Shown(self.times + other.times, self.links + other.links, self.loads + other.loads)


def measure() -> list[Figure]:
    with (
        sandbox() as retool,
        gunicorn("benchmarks.demo_host:create()", retool) as host,
        gunicorn("benchmarks.iframe_app:create()", retool) as iframe_app,
        chromium() as first,
        chromium() as second,
    ):
        ours, theirs = _our_side(first, host), _their_side(second, iframe_app)
        kept, anew = _side_by_side(ours, theirs, retool, SWITCHES)
        switch = {"slow_frames": str(SLOW_SECONDS)}
        requests.post(f"{retool}/misbehave", data=switch, timeout=10)
        slow_kept, slow_anew = _side_by_side(ours, theirs, retool, SLOW_SWITCHES)
    ratio, slow_ratio = _ratio(kept, anew), _ratio(slow_kept, slow_anew)
    name = f"a tab shown again ({SWITCHES} times), against an iframe minted in a callback"
    slow = f"the same with a Retool page that takes {SLOW_SECONDS} s ({SLOW_SWITCHES} times)"
    return [
        Figure(f"{name}: links", "0 against 1", _each("links", kept, anew), kept.links == 0),
        Figure(f"{name}: loads", "0 against 1", _each("loads", kept, anew), kept.loads == 0),
        Figure(
            f"{name}: median time until it is there",
            f"≤ {TARGET:g}x",
            _medians(ratio, kept, anew),
            ratio <= TARGET,
        ),
        Figure(slow, "", _medians(slow_ratio, slow_kept, slow_anew), None),
    ]


def _side_by_side(ours: Side, theirs: Side, retool: str, times: int) -> tuple[Shown, Shown]:
    kept = anew = Shown([], 0, 0)
    for _ in range(times):
        kept += _shown_again(ours, retool)
        anew += _shown_again(theirs, retool)
    return kept, anew


def _our_side(driver: webdriver.Chrome, host: str) -> Side:
    side = Side(driver, "[data-tab=home] a", "[data-shown] .host-home", "[data-tab=sales] a", KEPT)
    driver.get(f"{host}/sign-in")
    driver.find_element(By.CSS_SELECTOR, "button[value=anton]").click()
    side._wait(side.home)
    side.show()
    return side


def _their_side(driver: webdriver.Chrome, url: str) -> Side:
    side = Side(driver, "#to-home", "#home", "#to-sales", LOADED_ANEW)
    driver.get(url)
    side._wait(side.home)
    side.show()
    return side


def _shown_again(side: Side, retool: str) -> Shown:
    side.leave()
    before = requests.get(f"{retool}/_counts", timeout=10).json()
    took = side.show()
    after = requests.get(f"{retool}/_counts", timeout=10).json()
    links = after["links_minted"] - before["links_minted"]
    return Shown([took], links, after["frame_loads"] - before["frame_loads"])


def _ratio(kept: Shown, anew: Shown) -> float:
    return median(kept.times) / median(anew.times)


def _medians(ratio: float, kept: Shown, anew: Shown) -> str:
    return f"{ratio:.3f}x ({median(kept.times):.0f} ms against {median(anew.times):.0f} ms)"


def _each(what: str, kept: Shown, anew: Shown) -> str:
    ours, theirs = (getattr(side, what) / len(side.times) for side in (kept, anew))
    return f"{ours:g} against {theirs:g}"


if __name__ == "__main__":
    run_alone(measure)
