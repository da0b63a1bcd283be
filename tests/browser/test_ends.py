"""How an embed ends: nothing of it stays, whoever removed it."""

from collections.abc import Iterator

import pytest
from dash import Dash, Input, Output, html
from dash.testing.browser import Browser

from dashapp import RetoolEmbed
from dashapp.sandbox import Sandbox
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.playground import MOVES, post, rewrite_children

TIMES = 100
# Dash itself keeps 3,000 of every component that was mounted, also of a plain html.Iframe.
HEAP_BYTES_EACH = 6_000

# What the kit's own scripts have under way: timers, observers, and listeners on the page.
WATCH = """
(() => {
  const kit = () => new Error().stack.includes("/_dashapp/");
  const open = (window.underWay = { timers: new Set(), observers: new Set(), listeners: 0 });
  const { setTimeout, clearTimeout } = window;
  window.setTimeout = (run, ms, ...rest) => {
    const ours = kit();
    const id = setTimeout(() => (open.timers.delete(id), run(...rest)), ms);
    if (ours) open.timers.add(id);
    return id;
  };
  window.clearTimeout = (id) => (open.timers.delete(id), clearTimeout(id));
  const { observe, disconnect } = MutationObserver.prototype;
  MutationObserver.prototype.observe = function (...rest) {
    if (kit()) open.observers.add(this);
    return observe.apply(this, rest);
  };
  MutationObserver.prototype.disconnect = function () {
    open.observers.delete(this);
    return disconnect.apply(this);
  };
  for (const target of [window, document]) {
    const { addEventListener, removeEventListener } = target;
    target.addEventListener = function (...rest) {
      if (kit()) open.listeners += 1;
      return addEventListener.apply(this, rest);
    };
    target.removeEventListener = function (...rest) {
      if (kit()) open.listeners -= 1;
      return removeEventListener.apply(this, rest);
    };
  }
})();
"""

# Mounts an embed and takes it away again, `times` over; `named` gives each an id of its own.
MOUNT_AND_UNMOUNT = """
const [times, named, done] = arguments;
const props = (id) => ({ app: "playground", data: { a: 1 }, ...(id ? { id } : {}) });
const embed = (id) => ({ namespace: "dashapp", type: "RetoolEmbed", props: props(id) });
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


@pytest.fixture
def watched(browser: Browser) -> Iterator[None]:
    """Every page that is opened counts what the kit has under way."""
    added = browser.driver.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument", {"source": WATCH}
    )
    yield
    browser.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


def mount_and_unmount(person: Person, times: int, *, named: bool) -> None:
    person.driver.set_script_timeout(60)
    person.driver.execute_async_script(MOUNT_AND_UNMOUNT, times, named)


def under_way(person: Person) -> tuple[int, int, int]:
    """Return how many timers, observers and listeners of the kit there are."""
    script = "const { timers, observers, listeners } = underWay;"
    script += "return [timers.size, observers.size, listeners]"
    timers, observers, listeners = person.driver.execute_script(script)
    return timers, observers, listeners


def memory(person: Person) -> dict[str, float]:
    """Return what the page holds after everything that may go has gone."""
    run = person.driver.execute_cdp_cmd
    run("Performance.enable", {})
    for _ in range(3):
        run("HeapProfiler.collectGarbage", {})
    metrics = run("Performance.getMetrics", {})["metrics"]
    names = ("Documents", "Frames", "JSEventListeners", "JSHeapUsedSize")
    return {metric["name"]: metric["value"] for metric in metrics if metric["name"] in names}


@pytest.mark.usefixtures("watched")
def test_nothing_is_left_of_a_hundred_embeds(show: Show) -> None:
    with show(html.Div(id="room")) as person:
        person.find("#room")
        mount_and_unmount(person, 10, named=False)
        before, idle = memory(person), under_way(person)
        mount_and_unmount(person, TIMES, named=False)
        after = memory(person)
        assert under_way(person) == idle == (0, 0, idle[2])
        assert person.all("iframe") == []
    grown = after.pop("JSHeapUsedSize") - before.pop("JSHeapUsedSize")
    assert after == before
    assert grown < TIMES * HEAP_BYTES_EACH


@pytest.mark.usefixtures("watched")
def test_of_a_hundred_embeds_with_names_eight_are_kept(show: Show) -> None:
    with show(html.Div(id="room")) as person:
        person.find("#room")
        mount_and_unmount(person, 10, named=True)
        before = memory(person)
        mount_and_unmount(person, TIMES, named=True)
        after = memory(person)
        assert len(person.all("#retool-parked iframe")) == 8
    grown = after.pop("JSHeapUsedSize") - before.pop("JSHeapUsedSize")
    assert after == before
    assert grown < TIMES * HEAP_BYTES_EACH


def sentence(person: Person) -> str:
    return str(person.find("#play [role=alert] .retool-embed-sentence").text)


@pytest.mark.usefixtures("watched")
def test_a_frame_that_another_script_removes_is_noticed_and_can_be_had_again(
    show: Show, sandbox: Sandbox
) -> None:
    layout = html.Div([RetoolEmbed(id="play", app="playground"), html.P(id="error")])

    def wire(app: Dash) -> None:
        @app.callback(Output("error", "children"), Input("play", "error"))
        def tell(error: dict[str, str] | None) -> str:
            return str(error and error["code"])

    with show(layout, wire) as person:
        person.reaches("ready", "play")
        person.driver.execute_script("document.querySelector('#play iframe').remove()")
        person.shows("frame_removed", "#error")
        assert sentence(person) == "Something on this page has removed the app."
        assert under_way(person)[0] == 0
        person.find("#play [data-action=retry]").click()
        person.reaches("ready", "play")
    assert sandbox.links_minted == 2


REMOVALS = {
    "its box": "document.querySelector('#play').remove()",
    "all around it": "document.querySelector('#room').innerHTML = ''",
}


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize("what", list(REMOVALS))
def test_a_frame_that_goes_with_its_surroundings_leaves_nothing_under_way(
    show: Show, sandbox: Sandbox, what: str
) -> None:
    layout = html.Div(html.Div(RetoolEmbed(id="play", app="playground"), id="room"))
    with show(layout, session_seconds=1800) as person:
        person.reaches("ready", "play")
        assert under_way(person)[0] == 1, "the timer of the session's renewal"
        person.driver.execute_script(REMOVALS[what])
        person.until(lambda: under_way(person)[0] == 0, "the timers to go")
        assert person.all("iframe") == []
        assert person.console() == []
    assert sandbox.links_minted == 1


def test_a_frame_that_another_script_moves_is_opened_anew(show: Show, sandbox: Sandbox) -> None:
    layout = html.Div([html.Div(RetoolEmbed(id="play", app="playground"), id="room")])
    with show(layout) as person:
        person.reaches("ready", "play")
        # As libraries do that let people arrange tiles: the browser empties a frame that is moved.
        person.driver.execute_script(
            "const { body } = document; body.append(body.firstElementChild)"
        )
        person.until(lambda: sandbox.links_minted == 2, "a new link")
        person.reaches("ready", "play")
        with person.inside("play"):
            person.find("#ask")


def test_a_parked_frame_that_another_script_removes_is_forgotten(
    show: Show, sandbox: Sandbox
) -> None:
    with show(MOVES["children"], rewrite_children) as person:
        person.reaches("ready", "play")
        person.find("#two").click()
        person.until(lambda: not person.all("#play"), "the frame to be out of sight")
        person.driver.execute_script("document.querySelector('#retool-parked').innerHTML = ''")
        person.find("#one").click()
        person.reaches("ready", "play")
        post(person, "play", "post('alive')")
    assert sandbox.links_minted == 2
