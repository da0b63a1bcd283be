"""An app that computes for five seconds: how long the page around it stands still."""

from flask import Flask, Response
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from benchmarks import demo_host
from benchmarks.browser import chromium
from benchmarks.figure import Figure, run_alone
from benchmarks.processes import gunicorn, sandbox

BUSY_SECONDS = 5
TARGET_SECONDS = 0.5
PATIENCE_SECONDS = 20

HEADER = "Origin-Agent-Cluster"

WORK = """
const milliseconds = 1000 * arguments[0];
addEventListener("message", ({ data }) => {
  if (data !== "work") return;
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
  parent.postMessage("done", "*");
});
"""

# The longest time between two turns of a timer, until the frame says that it is done.
LONGEST_STALL = """
const [done] = arguments;
let last = performance.now();
let longest = 0;
const timer = setInterval(look, 10);
function look() {
  longest = Math.max(longest, performance.now() - last);
  last = performance.now();
}
addEventListener("message", ({ data }) => {
  if (data !== "done") return;
  look();
  clearInterval(timer);
  done(longest / 1000);
});
document.querySelector("#sales iframe").contentWindow.postMessage("work", "*");
"""


def measure() -> list[Figure]:
    with sandbox() as retool:
        with gunicorn("benchmarks.demo_host:create()", retool) as origin:
            ours = _longest_stall(origin)
        with gunicorn("benchmarks.busy_frame:create_without_header()", retool) as origin:
            bare = _longest_stall(origin)
    return [
        Figure(
            f"an app computes for {BUSY_SECONDS} s: the page's longest stall",
            f"≤ {TARGET_SECONDS} s",
            f"{ours:.2f} s ({bare:.1f} s without {HEADER})",
            ours <= TARGET_SECONDS,
        )
    ]


def create_without_header() -> Flask:
    server = demo_host.create()

    def forget(response: Response) -> Response:
        response.headers.pop(HEADER, None)
        return response

    # The first in the list is the last to run.
    server.after_request_funcs[None].insert(0, forget)
    return server


def _longest_stall(origin: str) -> float:
    with chromium() as driver:
        wait = WebDriverWait(driver, PATIENCE_SECONDS, 0.05)
        driver.get(f"{origin}/sales")
        driver.find_element(By.CSS_SELECTOR, "button[value=anton]").click()
        ready = (By.CSS_SELECTOR, "#sales[data-state=ready] iframe")
        frame = wait.until(lambda driver: driver.find_element(*ready))
        driver.switch_to.frame(frame)
        driver.execute_script(WORK, BUSY_SECONDS)
        driver.switch_to.default_content()
        return float(driver.execute_async_script(LONGEST_STALL))


if __name__ == "__main__":
    run_alone(measure)
