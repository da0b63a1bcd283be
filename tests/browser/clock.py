"""A clock of the page that a test can put forward: what the kit does after a time is then due."""

import time

from selenium.webdriver.chrome.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

from dash_retool_embed.testing.sandbox import Sandbox
from tests.patience import PATIENCE_SECONDS

# The page's time runs as ever, ahead by what has been skipped. A frame's time is its own.
SCRIPT = """
(() => {
  if (window !== top) return;
  const { setTimeout, clearTimeout } = window;
  const LONGEST_MS = 2 ** 31 - 1;
  const timers = new Map();
  let aheadMs = 0;
  for (const each of [performance, Date]) {
    const now = each.now.bind(each);
    each.now = () => now() + aheadMs;
  }
  function arm(timer) {
    clearTimeout(timer.real);
    const left = Math.max(0, timer.due - performance.now());
    timer.real = setTimeout(() => {
      timers.delete(timer.id);
      timer.run(...timer.rest);
    }, left >= window.standsMs ? LONGEST_MS : left);
    return timer.real;
  }
  window.setTimeout = (run, ms = 0, ...rest) => {
    const timer = { run, ms, rest, due: performance.now() + Math.max(0, ms) };
    timer.id = arm(timer);
    timers.set(timer.id, timer);
    return timer.id;
  };
  window.clearTimeout = (id) => {
    clearTimeout(timers.get(id)?.real ?? id);
    timers.delete(id);
  };
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController();
    const why = new DOMException("It took too long.", "TimeoutError");
    window.setTimeout(() => controller.abort(why), ms);
    return controller.signal;
  };
  window.pageClock = {
    waits: (from, to) => [...timers.values()].some(({ ms }) => from <= ms && ms <= to),
    forward: (ms) => (aheadMs += ms),
    run(done) {
      [...timers.values()].sort((one, other) => one.due - other.due).forEach(arm);
      // Behind all that is due now.
      setTimeout(done, 0);
    },
  };
})();
"""

WAITS = "return pageClock.waits(...arguments)"
FORWARD = "pageClock.forward(...arguments)"
RUN = "pageClock.run(...arguments)"

# Of a time that is counted from earlier on, some has passed before the page begins to wait.
SHARE_SPENT = 0.05


class PageClock:
    """The time of every page that is opened from now on in the windows that it watches."""

    def __init__(self, driver: WebDriver, sandbox: Sandbox | None = None) -> None:
        self._driver = driver
        self._sandbox = sandbox
        self._ahead = 0.0
        self._watched: dict[str, str] = {}
        self.watch()

    def watch(self) -> None:
        """Give the pages of the current window a clock, from the next one on."""
        added = self._driver.execute_cdp_cmd(
            "Page.addScriptToEvaluateOnNewDocument", {"source": SCRIPT}
        )
        self._watched[self._driver.current_window_handle] = added["identifier"]

    def unwatch(self) -> None:
        """Leave the next page of the current window to the browser's own clock."""
        identifier = self._watched.pop(self._driver.current_window_handle)
        self._driver.execute_cdp_cmd(
            "Page.removeScriptToEvaluateOnNewDocument", {"identifier": identifier}
        )

    def stand(self) -> None:
        """Let nothing become due by itself, from the next page on, that is a second away."""
        self._driver.execute_cdp_cmd(
            "Page.addScriptToEvaluateOnNewDocument", {"source": "window.standsMs = 900"}
        )

    def forward(self, seconds: float) -> None:
        """Let time pass, in all windows and at Retool; what is due has run when this returns."""
        if self._sandbox is not None:
            self._ahead += seconds
            self._sandbox.clock = lambda: time.time() + self._ahead
        current = self._driver.current_window_handle
        # In two rounds: it is later in every window before anything happens in the first.
        for window in self._watched:
            self._driver.switch_to.window(window)
            self._driver.execute_script(FORWARD, 1000 * seconds)
        for window in self._watched:
            self._driver.switch_to.window(window)
            self._driver.execute_async_script(RUN)
        self._driver.switch_to.window(current)

    def skip(self, seconds: float) -> None:
        """Wait until the page has something to do in so many seconds, and let them pass."""
        least = (1 - SHARE_SPENT) * seconds
        WebDriverWait(self._driver, PATIENCE_SECONDS, 0.02).until(
            lambda driver: driver.execute_script(WAITS, 1000 * least, 1000 * seconds),
            f"the page does not wait for {seconds} s",
        )
        self.forward(seconds)
