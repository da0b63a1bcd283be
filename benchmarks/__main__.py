"""`python -m benchmarks`: every figure, in one run, as one table."""

import click

from benchmarks import client_throughput, retool_hangs
from benchmarks.figure import table
from benchmarks.machine import machine

ALL = (retool_hangs, client_throughput)


def main() -> None:
    figures = []
    for benchmark in ALL:
        click.echo(f"{benchmark.__name__} …", err=True)
        figures += benchmark.measure()
    click.echo(f"{machine()}\n\n{table(figures)}")


if __name__ == "__main__":
    main()
