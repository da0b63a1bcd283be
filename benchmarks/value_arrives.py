"""From a changed value to its arrival in the frame: bare postMessage, this bridge, react-retool."""

import tempfile
from pathlib import Path

from dash import html

from benchmarks.embed_page import check_clocks, isolated_app, isolated_sandbox, probed_chromium
from benchmarks.figure import Figure, compare_medians, run_alone
from benchmarks.other_components import LEAST_SCRIPT, Least, ReactRetool
from dash_retool_embed import RetoolEmbed
from tests.interop.building import build, dash_component, mint_link

ROUNDS = 240
WATCHERS = 20
# Six sides take turns, so a value of each changes about every 50 ms.
PAUSE_MS = 10
BRIDGE_TARGET = 1.5
SDK_TARGET = 1.0

DATA = {f"key{n}": n + 1 for n in range(WATCHERS)}

BARE = "a bare postMessage"
BRIDGE = "the bridge alone (setData)"
COMPONENT = "the component (set_props)"
SDK = "react-retool"
SDK_IN_DASH = "react-retool as a Dash component (set_props)"
LEAST = "set_props on a component that only posts"
SIDES = {
    BARE: "bare",
    BRIDGE: "bridge",
    COMPONENT: "component",
    SDK: "sdk",
    SDK_IN_DASH: "sdkInDash",
    LEAST: "least",
}
FRAMES = (SIDES[BARE], SIDES[BRIDGE], SIDES[COMPONENT], SIDES[SDK], SIDES[SDK_IN_DASH])

# All in one page, with the same watchers in each frame but the bare one: nobody would answer it.
MOUNT = """
const [data, bareLink, sdkLink, sdkInDashLink] = arguments;
async function mount() {
  const bare = document.createElement("div");
  bare.id = "bare";
  const frame = document.createElement("iframe");
  frame.src = bareLink;
  bare.append(frame);
  document.getElementById("root").append(bare);
  harness.mount("sdk", sdkLink, data);
  dash_clientside.set_props("sdkInDash", { url: sdkInDashLink });
  await probes.connect("bare");
  for (const id of ["bridge", "component", "sdk", "sdkInDash"]) {
    await (await probes.connect(id)).watch("page of the benchmark", data);
  }
}
return mount();
"""
CHANGE = """
const [data, rounds, pauseMs] = arguments;
const { of, pause } = probes;
const { contentWindow, src } = of.bare.frame;
const origin = new URL(src).origin;
let key;

function post(next) {
  const message = { type: "PARENT_WINDOW_RESULT", result: next[key], id: `query of ${key}` };
  contentWindow.postMessage({ ...message, pageName: "page of the benchmark" }, origin);
}

const tell = {
  bare: post,
  bridge: (next) => window.adopted.bridge.setData(next),
  component: (next) => dash_clientside.set_props("component", { data: next }),
  sdk: (next) => harness.setData("sdk", next),
  sdkInDash: (next) => dash_clientside.set_props("sdkInDash", { data: next }),
  least: (next) => dash_clientside.set_props("least", { data: next }),
};
const sides = Object.keys(tell);
const latest = Object.fromEntries(sides.map((side) => [side, data]));
const keys = Object.keys(data);

async function change() {
  window.postLeast = post;
  const took = Object.fromEntries(sides.map((side) => [side, []]));
  for (let n = 0; n < rounds; n += 1) {
    key = keys[n % keys.length];
    for (let turn = 0; turn < sides.length; turn += 1) {
      await pause(pauseMs);
      const side = sides[(n + turn) % sides.length];
      const value = `${side} ${n}`;
      const next = (latest[side] = { ...latest[side], [key]: value });
      const probe = of[side] ?? of.bare;
      took[side].push(await probe.timed(value, () => tell[side](next)));
    }
  }
  return took;
}
return change();
"""


def measure() -> list[Figure]:
    took = _took()
    return [
        _compare(took, BRIDGE, BARE, BRIDGE_TARGET),
        _compare(took, COMPONENT, SDK, SDK_TARGET),
        _compare(took, COMPONENT, SDK_IN_DASH, SDK_TARGET),
        _compare(took, BRIDGE, SDK, SDK_TARGET),
        _compare(took, COMPONENT, BARE),
        _compare(took, COMPONENT, LEAST),
    ]


def _compare(
    took: dict[str, list[float]], ours: str, theirs: str, target: float | None = None
) -> Figure:
    name = f"a changed value arrives in the frame ({WATCHERS} watchers, {ROUNDS} changes)"
    return compare_medians(
        f"{name}: {ours}, against {theirs}", took[SIDES[ours]], took[SIDES[theirs]], target
    )


def _took() -> dict[str, list[float]]:
    """Return milliseconds by side."""
    embeds = [
        RetoolEmbed(id=id_, app="playground", data=DATA, eager=True)
        for id_ in ("bridge", "component")
    ]
    others = [Least(id="least", data=DATA), ReactRetool(id="sdkInDash", data=DATA)]
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        sdk = (Path(folder) / "react-retool-harness.js").read_text()
    scripts = {"sdk.js": sdk, "least.js": LEAST_SCRIPT, "sdk-in-dash.js": dash_component()}
    with (
        isolated_sandbox() as retool,
        isolated_app(retool, html.Div([*embeds, *others]), scripts=scripts) as url,
        probed_chromium() as driver,
    ):
        driver.get(url)
        links = [mint_link(retool, "playground") for _ in range(3)]
        driver.execute_script(MOUNT, DATA, *links)
        check_clocks(driver, FRAMES)
        took: dict[str, list[float]] = driver.execute_script(CHANGE, DATA, ROUNDS, PAUSE_MS)
        return took


if __name__ == "__main__":
    run_alone(measure)
