"""What the benchmarks rest on. Their figures are no tests: `make bench` measures them."""

from pathlib import Path

import pytest

from benchmarks import crowd
from benchmarks.figure import Figure, percentile, table

LINKS = (Path(__file__).parents[1] / "assets" / "links.js").read_text()


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


def test_the_crowd_asks_again_as_the_browser_does() -> None:
    for name, seconds in {
        "BUDGET_MS": crowd.BUDGET_SECONDS,
        "FIRST_WAIT_MS": crowd.FIRST_WAIT_SECONDS,
        "LONGEST_WAIT_MS": crowd.LONGEST_WAIT_SECONDS,
    }.items():
        assert f"const {name} = {1000 * seconds:.0f};" in LINKS
