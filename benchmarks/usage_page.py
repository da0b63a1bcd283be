"""What the usage page asks of a log with a million links: `python -m benchmarks.usage_page`."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click
from sqlalchemy import select

from benchmarks.figure import Figure
from benchmarks.usage_rows import APPS, DAYS, fill
from dashapp.database import Store
from dashapp.usage.active import active_now
from dashapp.usage.figures import Days, by_day, first_day, lost, mint_times_by_day, totals
from dashapp.usage.link_records import link_record, link_records_of
from dashapp.usage.listing import MOST_ROWS, Sort, count, page
from dashapp.usage.rows import day_of
from dashapp.usage.selection import Selection
from dashapp.usage.tables import links
from tests.postgres import running_postgres

LINKS = 1_000_000
TARGET_MS = 300
TIMES = 9

Ask = Callable[[], object]


@dataclass(frozen=True)
class Asked:
    """One query in both databases: the first time and the median, in ms, and rows that came."""

    name: str
    is_first_paint: bool
    sqlite: tuple[float, float]
    postgresql: tuple[float, float]
    rows: int


def measure() -> list[Figure]:
    asked = compare(LINKS)
    worst = max(max(each.sqlite + each.postgresql) for each in asked if each.is_first_paint)
    slowest = max(asked, key=lambda each: max(each.sqlite[1], each.postgresql[1]))
    took = f"{slowest.sqlite[1]:.0f} ms in SQLite, {slowest.postgresql[1]:.0f} ms in PostgreSQL"
    return [
        Figure(
            f"/usage with {LINKS:,} records, slowest query of the first paint, both databases",
            f"≤ {TARGET_MS} ms",
            f"{worst:.0f} ms",
            worst <= TARGET_MS,
        ),
        Figure(f"The same, slowest of all that was tried: {slowest.name}", "", took, None),
    ]


def compare(number: int) -> list[Asked]:
    """Fill both databases, and ask each of them everything."""
    now = int(time.time() * 1000)
    with tempfile.TemporaryDirectory() as folder, running_postgres() as server:
        sqlite = _filled(f"sqlite:///{Path(folder)}/usage.sqlite3", number, now)
        postgresql = _filled(server.create_database("usage"), number, now)
        ours, theirs = _questions(sqlite, now), _questions(postgresql, now)
        asked = [
            Asked(
                name,
                is_first_paint,
                _milliseconds(ask),
                _milliseconds(theirs[name, is_first_paint]),
                _rows(ask()),
            )
            for (name, is_first_paint), ask in ours.items()
        ]
        sqlite.close()
        postgresql.close()
    return asked


def table(asked: list[Asked]) -> str:
    lines = [
        "| query | SQLite: first, then | PostgreSQL: first, then | rows read |",
        "|---|---|---|---|",
    ]
    for each in asked:
        ours, theirs = (
            f"{first:.1f} ms, {then:.1f} ms" for first, then in (each.sqlite, each.postgresql)
        )
        name = f"{each.name} (first paint)" if each.is_first_paint else each.name
        lines.append(f"| {name} | {ours} | {theirs} | {each.rows:,} |")
    return "\n".join(lines)


def _filled(url: str, number: int, now: int) -> Store:
    store = Store(url)
    fill(store, number, now)
    return store


def _questions(store: Store, now: int) -> dict[tuple[str, bool], Ask]:
    today = day_of(now)
    week, quarter = Days(today - 6, today), Days(today + 1 - DAYS, today)
    with store.reading() as connection:
        link = str(
            connection.scalar(select(links.c.link_id).where(links.c.person == "person-0000"))
        )
    newest = Selection(since=week.since)

    def rows(selection: Selection, sort: Sort | None = None, start: int = 0) -> Ask:
        return lambda: page(store, selection, sort or Sort(), start, start + 100)

    def all_days(**chosen: object) -> Selection:
        return Selection(since=quarter.since, **chosen)  # type: ignore[arg-type]

    first: dict[str, Ask] = {
        "who is active now": lambda: active_now(store, now).people,
        "sums of 7 days": lambda: totals(store, week),
        "figures of 7 days": lambda: by_day(store, week, APPS),
        "times to mint of 7 days": lambda: mint_times_by_day(store, week, APPS),
        "losses of 7 days": lambda: lost(store, week),
        "newest rows": rows(newest),
        "how many rows": lambda: count(store, newest, Sort()),
    }
    later: dict[str, Ask] = {
        "first day": lambda: first_day(store),
        "sums of 90 days": lambda: totals(store, quarter),
        "figures of 90 days": lambda: by_day(store, quarter, APPS),
        "times to mint of 90 days": lambda: mint_times_by_day(store, quarter, APPS),
        "rows sorted by person": rows(all_days(), Sort("person", False)),
        "rows sorted by app": rows(all_days(), Sort("app", False)),
        "rows sorted by outcome": rows(all_days(), Sort("outcome", False)),
        "rows sorted by Retool's time": rows(all_days(), Sort("retool_ms")),
        "last rows of the table": rows(all_days(), start=MOST_ROWS - 100),
        "the same by Retool's time": rows(all_days(), Sort("retool_ms"), MOST_ROWS - 100),
        "the same of an app by outcome": rows(
            all_days(app=APPS[1]), Sort("outcome"), MOST_ROWS - 100
        ),
        "failed rows": rows(all_days(failed=True)),
        "rows of an outcome": rows(all_days(outcome="no_sign_of_life")),
        "rows of a person": rows(all_days(person_contains="doe.4242")),
        "rows of many people": rows(all_days(person_contains="jane")),
        "rows of nobody": rows(all_days(person_contains="nobody")),
        "rows of people in an app": rows(all_days(person_contains="doe.42", app=APPS[1])),
        "how many of people in an app": lambda: count(
            store, all_days(person_contains="doe.42", app=APPS[1]), Sort()
        ),
        "how many failed in an app": lambda: count(
            store, all_days(failed=True, app=APPS[1]), Sort()
        ),
        "one link": lambda: link_record(store, link),
        "links of a busy person": lambda: link_records_of(store, "person-0000"),
    }
    return {(name, kind is first): ask for kind in (first, later) for name, ask in kind.items()}


def _milliseconds(ask: Ask) -> tuple[float, float]:
    took = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        ask()
        took.append(1000 * (time.perf_counter() - begun))
    return took[0], median(took[1:])


def _rows(answer: object) -> int:
    return len(answer) if isinstance(answer, list) else 1


if __name__ == "__main__":
    click.echo(table(compare(LINKS)))
