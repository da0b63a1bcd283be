"""What the benchmarks rest on. Their figures are no tests: `make bench` measures them."""

import json
from pathlib import Path

import pytest
from dash.testing.browser import Browser

from benchmarks import bridge_weight, people
from benchmarks.burst_of_events import EVENTS, Burst
from benchmarks.embed_page import isolated_app, isolated_sandbox, put_probes
from benchmarks.figure import Figure, compare_medians, percentile, table
from dash_retool_embed import RetoolEmbed, bundles

SESSION = Path(__file__).parents[1] / "assets/kit/session"
LINKS = "".join((SESSION / name).read_text() for name in ("mint.js", "waits.js"))


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([3.0], 0.99, 3.0), (list(range(1, 101)), 0.99, 99), (list(range(1, 102)), 0.99, 100)],
)
def test_a_percentile_is_one_of_the_values(
    values: list[float], share: float, expected: float
) -> None:
    assert percentile(values, share) == expected


def test_a_figure_that_falls_short_says_so() -> None:
    figures = [Figure("a", "≤ 2x", "3x", False), Figure("b", "", "5", None)]
    assert table(figures).splitlines()[2:] == ["| a | ≤ 2x | 3x | **no** |", "| b |  | 5 |  |"]


def test_people_ask_again_as_the_browser_does() -> None:
    for name, seconds in {
        "BUDGET_MS": people.BUDGET_SECONDS,
        "FIRST_WAIT_MS": people.FIRST_WAIT_SECONDS,
        "LONGEST_WAIT_MS": people.LONGEST_WAIT_SECONDS,
    }.items():
        assert f"const {name} = {1000 * seconds:.0f};" in LINKS


@pytest.mark.parametrize(("target", "met"), [(1.5, True), (1.4, False), (None, None)])
def test_two_sides_are_compared_by_the_ratio_of_their_medians(
    target: float | None, met: bool | None
) -> None:
    ours, theirs = [3.0] * 199 + [90.0], [2.0] * 199 + [0.0]
    figure = compare_medians("a", ours, theirs, target)
    assert (figure.measured, figure.met) == ("1.50x (3.00 ms against 2.00 ms)", met)


def test_a_median_of_few_is_none() -> None:
    with pytest.raises(AssertionError):
        compare_medians("a", [1.0] * 199, [1.0] * 200)


ALL_EVENTS = list(range(1, EVENTS + 1))


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (ALL_EVENTS, "10,000, in order, once"),
        (ALL_EVENTS[1:], "9,999, the last one after 1.0 s"),
        ([2, 1, *ALL_EVENTS[2:]], "10,000, not in order or more than once, the last one after"),
        ([1, *ALL_EVENTS], "10,000, not in order or more than once, the last one after"),
    ],
)
def test_a_burst_is_whole_only_if_each_event_came_in_order_and_once(
    numbers: list[int], told: str
) -> None:
    burst = Burst(numbers, 1.0)
    assert burst.whole is (numbers == ALL_EVENTS)
    assert told in str(burst)


def test_what_is_weighed_as_the_bridge_is_part_of_the_kit() -> None:
    of_the_kit = json.loads((Path(bundles.__file__).parent / "kit.js.map").read_text())["sources"]
    assert {f"assets/{name}" for name in bridge_weight.BRIDGE} < set(of_the_kit)


CHANGE_ONE = """
async function change() {
  const probe = await probes.connect("play");
  await probe.watch("page of the test", { a: 1, b: 2 });
  const took = await probe.timed("new", () => adopted.play.setData({ a: "new", b: 2 }));
  return [window.crossOriginIsolated, await probe.takeHeard(), took];
}
return change();
"""


def test_the_probe_hears_what_the_bridge_tells_a_frame_and_when(browser: Browser) -> None:
    layout = RetoolEmbed(id="play", app="playground", data={"a": 1, "b": 2})
    with isolated_sandbox() as retool, isolated_app(retool, layout) as url:
        put_probes(browser.driver)
        browser.driver.get(url)
        microseconds, heard, took = browser.driver.execute_script(CHANGE_ONE)
        browser.driver.get("about:blank")
    assert microseconds is True
    assert heard == [1, 2, "new"]
    assert 0 < took < 1000
