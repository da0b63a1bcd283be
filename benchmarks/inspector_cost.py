"""What the inspector costs where it is off: this bridge, against one without a hook for it."""

import tempfile
from pathlib import Path

from dash import html
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from benchmarks.browser import chromium
from benchmarks.embed_page import isolated_app, isolated_sandbox, probed_chromium
from benchmarks.figure import Figure, compare_medians, run_alone
from benchmarks.processes import gunicorn, sandbox
from dash_retool_embed.bundles import SCRIPT as KIT
from tests.browser.attack.mutation import Change
from tests.browser.bundling import bundled_kit

ROUNDS = 400
WARM_UP = 40
TARGET = 1.1
PATIENCE_SECONDS = 20

NO_HOOKS = (
    Change("bridge.js", 'bridge.tap?.({ direction: "in", verdict, data, origin, speaker });', ""),
    Change(
        "kit/frame/messaging.js",
        'inspect({ direction: "out", verdict, data: message, selector });',
        "",
    ),
    Change(
        "kit/frame/messaging.js",
        'if (!isAnswered) inspect({ direction: "out", verdict: "no such key", selector });',
        "",
    ),
    Change(
        "kit/frame/messaging.js", '() => inspect({ direction: "in", verdict: "lost" })', "() => {}"
    ),
)
WITH, WITHOUT = "withHook", "withoutHook"

# How many messages a round has: enough of each kind for a clock that tells microseconds.
KINDS = {
    "an event of a frame": ("event", 1000),
    "a query and its answer": ("query", 100),
    "a message of a stranger": ("stranger", 10_000),
}

# Each copy of the kit is given the messages by itself: on the page both would hear those of each.
PLAY = """
const [sides, kinds, rounds, warmUp] = arguments;
const state = Object.fromEntries(sides.map((side) => [side, ""]));

function mount(side) {
  const box = document.getElementById(side);
  const options = {
    app: "playground",
    title: side,
    height: "10rem",
    width: "100%",
    nestedFrames: false,
    queriesOnLoad: false,
    push: window[side].queues.of(side, 100).push,
    onClose() {},
    askForLink: window[side].askForLink.bind(null, "playground"),
  };
  const viewer = { box, onState: (next) => (state[side] = next), onEvent() {}, onOpen() {} };
  window[side].frames.adopt(side, options, viewer).setData({ number: 1 });
}

function messageOf(side, kind) {
  const frame = document.querySelector(`#${side} iframe`);
  const { origin } = new URL(frame.src);
  const query = { type: "PARENT_WINDOW_QUERY", selector: "number", pageName: "page", id: "query" };
  const source = kind === "stranger" ? window : frame.contentWindow;
  return { source, origin, data: kind === "query" ? query : { n: 1 } };
}

function timed(side, kind, times) {
  const message = messageOf(side, kind);
  const listen = window.listeners[side];
  const start = performance.now();
  for (let n = 0; n < times; n += 1) listen(message);
  return performance.now() - start;
}

async function play() {
  sides.forEach(mount);
  while (sides.some((side) => state[side] !== "ready")) await probes.pause(20);
  const took = {};
  for (const [kind, times] of kinds) {
    const ofKind = (took[kind] = Object.fromEntries(sides.map((side) => [side, []])));
    for (let n = 0; n < warmUp + rounds; n += 1) {
      await probes.pause(0);
      for (let turn = 0; turn < sides.length; turn += 1) {
        const side = sides[(n + turn) % sides.length];
        const ms = timed(side, kind, times);
        if (n >= warmUp) ofKind[side].push(ms);
      }
    }
  }
  return took;
}
return play();
"""

DOWNLOADED = """
const [inspector] = arguments;
const files = performance.getEntriesByType("resource");
const own = files.filter(({ name }) => name.includes(inspector));
return own.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
"""


def measure() -> list[Figure]:
    took = _took()
    costs = [
        compare_medians(
            f"{name} through the bridge, the inspector off, against a bridge without its hook "
            f"({times:,} at a time)",
            took[kind][WITH],
            took[kind][WITHOUT],
            TARGET,
        )
        for name, (kind, times) in KINDS.items()
    ]
    off, on = _downloaded()
    weight = Figure(
        "bytes of the inspector that a page downloads where it is off (where it is on)",
        "0",
        f"{off} ({on:,})",
        off == 0 < on,
    )
    return [*costs, weight]


def _took() -> dict[str, dict[str, list[float]]]:
    """Return milliseconds by kind of message and side."""
    copies = {"with.js": _kit(WITH), "without.js": _kit(WITHOUT, *NO_HOOKS)}
    layout = html.Div([html.Div(id=WITH), html.Div(id=WITHOUT)])
    with (
        isolated_sandbox() as retool,
        isolated_app(retool, layout, scripts=copies) as url,
        probed_chromium() as driver,
    ):
        driver.get(url)
        driver.execute_script(f"return probes.appears('#{WITHOUT}')")
        kinds = list(KINDS.values())
        took: dict[str, dict[str, list[float]]] = driver.execute_script(
            PLAY, [WITH, WITHOUT], kinds, ROUNDS, WARM_UP
        )
        return took


def _kit(name: str, *changes: Change) -> str:
    """Return a page's kit as `window[name]`; it hears what `window.listeners[name]` is told."""
    own = (
        Change(
            "bridge.js",
            'window.addEventListener("message", hear)',
            f"window.listeners.{name} = hear",
        ),
        Change(
            "bridge.js",
            "dash_retool_embed: { ...left, ...kit }",
            f"listeners: window.listeners ?? {{}}, {name}: createPage(createBridge())",
        ),
    )
    with tempfile.TemporaryDirectory() as folder:
        bundles = bundled_kit(Path(folder) / "changed", *own, *changes)
        return (bundles / KIT).read_text("utf-8")


def _downloaded() -> tuple[int, int]:
    """Return bytes on an administrator's page, without and with the inspector."""
    with (
        sandbox() as retool,
        gunicorn("benchmarks.demo_host:create()", retool) as host,
        chromium() as driver,
    ):
        driver.get(host)
        driver.find_element(By.CSS_SELECTOR, "button[value=ada]").click()
        return _bytes(driver, f"{host}/playground"), _bytes(driver, f"{host}/playground?inspect")


def _bytes(driver: webdriver.Chrome, url: str) -> int:
    driver.get(url)
    ready = lambda _: driver.find_elements(By.CSS_SELECTOR, "#playground[data-state=ready]")  # noqa: E731
    WebDriverWait(driver, PATIENCE_SECONDS, 0.05).until(ready)
    return int(driver.execute_script(DOWNLOADED, "/inspector."))


if __name__ == "__main__":
    run_alone(measure)
