"""How many messages one changed value costs, on pages with one, two and three embeds."""

import tempfile
from contextlib import ExitStack
from pathlib import Path

from dash import html
from dash.development.base_component import Component
from selenium import webdriver

from benchmarks.embed_page import isolated, isolated_app, isolated_sandbox, probed_chromium
from benchmarks.figure import Figure, run_alone
from dash_retool_embed import RetoolEmbed
from tests.interop.building import build, mint_link, web_site
from tests.servers import running

EMBEDS = (1, 2, 3)
WATCHERS = 20
CHANGES = 10

DATA = {f"key{n}": n + 1 for n in range(WATCHERS)}

MOUNT = "for (const [id, link] of arguments[0]) harness.mount(id, link, arguments[1])"
# Each frame has a page of its own, so that an SDK can tell their queries apart, if it wants to.
WATCH = """
const [ids, data] = arguments;
async function watch() {
  for (const id of ids) await (await probes.connect(id)).watch(`page of ${id}`, data);
  for (const id of ids) await probes.of[id].takeHeard();
}
return watch();
"""
# One key of the first embed changes. Then all keys of all embeds do, and what arrives in a frame
# until it has all of them, without themselves, is what the one change has cost.
COUNT = """
const [ids, data, changes] = arguments;
const { of } = probes;
const setProps = (id, next) => dash_clientside.set_props(id, { data: next });
const setData = window.harness?.setData ?? setProps;
const keys = Object.keys(data);

function everywhere(next) {
  const arrivals = ids.flatMap((id) => Object.values(next).map(of[id].arrival));
  for (const id of ids) setData(id, next);
  return Promise.all(arrivals);
}

async function count() {
  const counts = [];
  let latest = data;
  for (let n = 0; n < changes; n += 1) {
    const value = `change ${n}`;
    const there = of[ids[0]].arrival(value);
    setData(ids[0], { ...latest, [keys[n % keys.length]]: value });
    await there;
    latest = Object.fromEntries(keys.map((key) => [key, `${key} after ${n}`]));
    await everywhere(latest);
    const fence = new Set(Object.values(latest));
    const heard = await Promise.all(ids.map((id) => of[id].takeHeard()));
    counts.push(heard.flat().filter((each) => !fence.has(each)).length);
  }
  return counts;
}
return count();
"""


def measure() -> list[Figure]:
    with ExitStack() as stack:
        built = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        build(built)
        retool = stack.enter_context(isolated_sandbox())
        site = stack.enter_context(running(isolated(web_site(built))))
        driver = stack.enter_context(probed_chromium())
        figures = []
        for embeds in EMBEDS:
            ids = [f"embed{n}" for n in range(1, embeds + 1)]
            with isolated_app(retool, _page(ids)) as url:
                driver.get(url)
                ours = _messages(driver, ids)
            theirs = {}
            for sdk in ("react-retool", "retool-embed"):
                driver.get(f"{site}/{sdk}-harness")
                links = [(id_, mint_link(retool, "playground")) for id_ in ids]
                driver.execute_script(MOUNT, links, DATA)
                theirs[sdk] = _messages(driver, ids)
            figures.append(_figure(embeds, ours, theirs))
        return figures


def _page(ids: list[str]) -> Component:
    return html.Div(
        [RetoolEmbed(id=id_, app="playground", data=DATA, height=300, eager=True) for id_ in ids]
    )


def _messages(driver: webdriver.Chrome, ids: list[str]) -> str:
    """Return how many messages one change costs: a number, or all numbers if changes differ."""
    driver.execute_script(WATCH, ids, DATA)
    counts = driver.execute_script(COUNT, ids, DATA, CHANGES)
    return " or ".join(str(count) for count in sorted(set(counts)))


def _figure(embeds: int, ours: str, theirs: dict[str, str]) -> Figure:
    name = "one embed" if embeds == 1 else f"{embeds} embeds"
    told = ", ".join(f"{sdk} {messages}" for sdk, messages in theirs.items())
    return Figure(
        f"messages when one of {WATCHERS} watched keys changes, page with {name}",
        "1",
        f"{ours} ({told})",
        ours == "1",
    )


if __name__ == "__main__":
    run_alone(measure)
