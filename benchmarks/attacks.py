"""What an embedding page withstands: this bridge beside the official SDKs, in one browser."""

import logging
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.browser import chromium
from benchmarks.figure import Figure, table
from tests.browser.attack.case import Case
from tests.browser.attack.stage import world
from tests.browser.attack.table import COLUMNS, side_by_side
from tests.interop.building import build, web_site
from tests.servers import running

Played = Sequence[tuple[Case, tuple[bool, ...]]]


def play() -> Played:
    """Return every case with whether it held, as in COLUMNS."""
    # Pages that break say so in their servers' logs, too.
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder, chromium() as driver, world(driver) as stage:
        build(Path(folder))
        with running(web_site(Path(folder))) as site:
            played = side_by_side(stage, site)
    logging.disable(logging.NOTSET)
    return played


def figures(played: Played) -> list[Figure]:
    held = [sum(column) for column in zip(*(outcomes for _, outcomes in played), strict=True)]
    others = ", ".join(f"{name} {n}" for name, n in zip(COLUMNS[1:], held[1:], strict=True))
    measured, all_held = f"{held[0]} ({others})", held[0] == len(played)
    return [Figure("attacks that the page withstands", str(len(played)), measured, all_held)]


def outcome_table(played: Played) -> str:
    rows = [f"| attack | security | {' | '.join(COLUMNS)} |", "|---" * (2 + len(COLUMNS)) + "|"]
    for case, outcomes in played:
        words = ["holds" if held else "**fails**" for held in outcomes]
        rows.append(f"| {case.name} | {'yes' if case.security else ''} | {' | '.join(words)} |")
    return "\n".join(rows)


if __name__ == "__main__":
    result = play()
    click.echo(f"{table(figures(result))}\n\n{outcome_table(result)}")
