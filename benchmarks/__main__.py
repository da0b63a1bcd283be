"""Every figure, in one run, as one table: `python -m benchmarks > benchmarks/results.md`."""

import click

from benchmarks import (
    client_throughput,
    every_second_mint_fails,
    retool_hangs,
    session_of_ten_seconds,
    tab_shown_again,
)
from benchmarks.figure import table
from benchmarks.machine import machine

ALL = (
    retool_hangs,
    client_throughput,
    tab_shown_again,
    every_second_mint_fails,
    session_of_ten_seconds,
)


def main() -> None:
    figures = []
    for benchmark in ALL:
        click.echo(benchmark.__name__, err=True)
        figures += benchmark.measure()
    click.echo(f"{machine()}\n\n{table(figures)}")


if __name__ == "__main__":
    main()
