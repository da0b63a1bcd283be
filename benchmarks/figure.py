"""A figure, its target, and the table of them."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

import click

ENOUGH_FOR_A_MEDIAN = 200
HEADER = "| figure | target | measured | met? |\n|---|---|---|---|"


@dataclass(frozen=True)
class Figure:
    """One row: `met` is None for a figure that is only told, without a target."""

    name: str
    target: str
    measured: str
    met: bool | None

    def row(self) -> str:
        met = {True: "yes", False: "**no**", None: ""}[self.met]
        return f"| {self.name} | {self.target} | {self.measured} | {met} |"


def table(figures: Iterable[Figure]) -> str:
    return "\n".join([HEADER, *(figure.row() for figure in figures)])


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least this share of the values does not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def compare_medians(
    name: str, ours: Sequence[float], theirs: Sequence[float], target: float | None = None
) -> Figure:
    """Compare what two sides took, in milliseconds; the figure is the ratio of their medians."""
    assert min(len(ours), len(theirs)) >= ENOUGH_FOR_A_MEDIAN
    ratio = median(ours) / median(theirs)
    return Figure(
        name,
        "" if target is None else f"≤ {target:g}x",
        f"{ratio:.2f}x ({median(ours):.2f} ms against {median(theirs):.2f} ms)",
        None if target is None else ratio <= target,
    )


def run_alone(measure: Callable[[], list[Figure]]) -> None:
    """What `python -m benchmarks.<name>` does."""
    click.echo(table(measure()))
