"""One value changes on a page with 100 embeds of 20 watchers each, and on a page with one embed."""

from contextlib import ExitStack

from dash import html
from selenium import webdriver

from benchmarks.embed_page import check_clocks, isolated_app, isolated_sandbox, probed_chromium
from benchmarks.figure import Figure, compare_medians, run_alone
from dash_retool_embed import RetoolEmbed

EMBEDS = 100
WATCHERS = 20
CHANGES = 240
BLOCKS = 6
# Further apart than what the bridge may send together.
PAUSE_MS = 20
TARGET = 2.0
LEVELS = {"setData": "the bridge alone (setData)", "setProps": "the component (set_props)"}

DATA = {f"key{n}": n + 1 for n in range(WATCHERS)}

CONNECT = """
const [ids, data] = arguments;
async function watch(id) {
  const probe = await probes.connect(id);
  await probe.watch("page of the benchmark", data);
  window.latest = { ...window.latest, [id]: data };
}
return Promise.all(ids.map(watch)).then(() => null);
"""
CHANGE = """
const [ids, level, first, changes, pauseMs] = arguments;
const tell = {
  setData: (id, data) => window.adopted[id].setData(data),
  setProps: (id, data) => dash_clientside.set_props(id, { data }),
}[level];

async function change() {
  const took = [];
  for (let n = first; n < first + changes; n += 1) {
    await probes.pause(pauseMs);
    const id = ids[n % ids.length];
    const value = `${level} ${n}`;
    const keys = Object.keys(window.latest[id]);
    const data = { ...window.latest[id], [keys[n % keys.length]]: value };
    window.latest[id] = data;
    took.push(await probes.of[id].timed(value, () => tell(id, data)));
  }
  return took;
}
return change();
"""


class Page:
    """A page with so many embeds, open in a browser of its own."""

    def __init__(self, driver: webdriver.Chrome, ids: list[str], url: str) -> None:
        self._driver = driver
        self._ids = ids
        driver.get(url)
        driver.execute_script(CONNECT, ids, DATA)
        check_clocks(driver, ids)
        self.took: dict[str, list[float]] = {level: [] for level in LEVELS}

    def change(self, level: str, times: int) -> None:
        first = len(self.took[level])
        self.took[level] += self._driver.execute_script(
            CHANGE, self._ids, level, first, times, PAUSE_MS
        )


def measure() -> list[Figure]:
    with ExitStack() as stack:
        retool = stack.enter_context(isolated_sandbox())
        many, one = (_page(stack, retool, embeds) for embeds in (EMBEDS, 1))
        for _ in range(BLOCKS):
            for level in LEVELS:
                for page in (many, one):
                    page.change(level, CHANGES // BLOCKS)
    name = f"one value of one embed changes on a page with {EMBEDS} x {WATCHERS} watchers"
    return [
        compare_medians(
            f"{name}, against one embed ({CHANGES} times): {what}",
            many.took[level],
            one.took[level],
            TARGET,
        )
        for level, what in LEVELS.items()
    ]


def _page(stack: ExitStack, retool: str, embeds: int) -> Page:
    ids = [f"embed{n}" for n in range(embeds)]
    # Small enough that all are in sight.
    style = {"display": "inline-block"}
    layout = html.Div(
        [
            RetoolEmbed(
                id=id_, app="playground", data=DATA, height=50, width="9%", style=style, eager=True
            )
            for id_ in ids
        ]
    )
    url = stack.enter_context(isolated_app(retool, layout))
    return Page(stack.enter_context(probed_chromium()), ids, url)


if __name__ == "__main__":
    run_alone(measure)
