"""A figure, its target, and the table of them."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import click

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


def run_alone(measure: Callable[[], list[Figure]]) -> None:
    """What `python -m benchmarks.<name>` does."""
    click.echo(table(measure()))
