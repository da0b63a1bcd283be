"""How an embed ends: nothing of it stays."""

import pytest
from dash import html

from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.under_way import under_way

TIMES = 100
# Dash itself keeps 3,000 of every component that was mounted, also of a plain html.Iframe.
HEAP_BYTES_EACH = 6_000

# Mounts an embed and takes it away again, `times` over; `named` gives each an id of its own.
MOUNT_AND_UNMOUNT = """
const [times, named, done] = arguments;
const props = (id) => ({ app: "playground", data: { a: 1 }, ...(id ? { id } : {}) });
const embed = (id) => ({ namespace: "dash_retool_embed", type: "RetoolEmbed", props: props(id) });
const until = (condition) => new Promise((resolve) => {
  const look = () => (condition() ? resolve() : setTimeout(look, 5));
  look();
});
const shown = () => document.querySelectorAll("#room iframe").length;
(async () => {
  for (let n = 0; n < times; n++) {
    dash_clientside.set_props("room", { children: [embed(named && `embed-${Math.random()}`)] });
    await until(() => shown() === 1);
    dash_clientside.set_props("room", { children: [] });
    await until(() => shown() === 0);
  }
})().then(done);
"""


def mount_and_unmount(person: Person, times: int, *, named: bool) -> None:
    person.driver.execute_async_script(MOUNT_AND_UNMOUNT, times, named)


def memory(person: Person) -> dict[str, float]:
    """Return what the page holds after everything that may go has gone."""
    run = person.driver.execute_cdp_cmd
    run("Performance.enable", {})
    for _ in range(3):
        run("HeapProfiler.collectGarbage", {})
    metrics = run("Performance.getMetrics", {})["metrics"]
    names = ("Documents", "Frames", "JSEventListeners", "JSHeapUsedSize")
    return {metric["name"]: metric["value"] for metric in metrics if metric["name"] in names}


def shrunk(person: Person, before: dict[str, float]) -> bool:
    """Tell whether the page holds no more than before, but for what Dash keeps of each embed."""
    after = memory(person)
    grown = after["JSHeapUsedSize"] - before["JSHeapUsedSize"]
    # Of what came just before, something may have been on its way out still.
    rest = ("Documents", "Frames", "JSEventListeners")
    return all(after[name] <= before[name] for name in rest) and grown < TIMES * HEAP_BYTES_EACH


@pytest.mark.usefixtures("watched")
def test_nothing_is_left_of_a_hundred_embeds(show: Show) -> None:
    with show(html.Div(id="room")) as person:
        person.find("#room")
        mount_and_unmount(person, 10, named=False)
        before, idle = memory(person), under_way(person)
        mount_and_unmount(person, TIMES, named=False)
        person.until(lambda: shrunk(person, before), "the memory to be free again")
        assert under_way(person) == idle == (0, 0, idle[2])
        assert person.all("iframe") == []


@pytest.mark.usefixtures("watched")
def test_of_a_hundred_embeds_with_names_eight_are_kept(show: Show) -> None:
    with show(html.Div(id="room")) as person:
        person.find("#room")
        mount_and_unmount(person, 10, named=True)
        before = memory(person)
        mount_and_unmount(person, TIMES, named=True)
        person.until(lambda: shrunk(person, before), "the memory to be free again")
        assert len(person.all("#retool-parked iframe")) == 8
