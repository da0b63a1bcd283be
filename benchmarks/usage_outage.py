"""PostgreSQL is stopped for half a minute while people open apps, then comes back."""

import subprocess
import sys
import time

from sqlalchemy import func, select

from benchmarks.figure import Figure, percentile, run_alone
from benchmarks.processes import sandbox
from dashapp.database import Store
from dashapp.usage.tables import links, losses
from tests.postgres import PostgresServer, running_postgres
from tests.usage.hosts import Answer, Load, hosts

OUTAGE_SECONDS = 30.0
BEFORE_SECONDS = 15.0
ARRIVAL_SECONDS = 60.0
CATCHING_UP_SECONDS = 6.0
PAUSE_SECONDS = 0.02
NOISE = 1.5
HOSTS_AT_ONCE = 2


def measure() -> list[Figure]:
    with running_postgres(fsync=True) as postgres:
        return [_started_at_once(postgres), *_outage(postgres)]


def _started_at_once(postgres: PostgresServer) -> Figure:
    url = postgres.create_database("started")
    command = [sys.executable, "-m", "tests.usage.starting", url, str(HOSTS_AT_ONCE)]
    said = subprocess.run(command, check=False, stderr=subprocess.PIPE, text=True)
    records, _ = _in_database(url)
    well = (said.returncode, said.stderr, records) == (0, "", HOSTS_AT_ONCE)
    errors = said.stderr.count("\n")
    return Figure(
        f"{HOSTS_AT_ONCE} hosts start at once on an empty PostgreSQL",
        "one schema, no error",
        f"{records} of {HOSTS_AT_ONCE} record, {errors} lines of errors or warnings",
        well,
    )


def _outage(postgres: PostgresServer) -> list[Figure]:
    url = postgres.create_database("stopped")
    with sandbox() as retool, hosts(retool) as made:
        host = made.start(url, "kept")
        with Load(host.origin, PAUSE_SECONDS) as load:
            time.sleep(2)  # to warm up
            begun = time.monotonic()
            time.sleep(BEFORE_SECONDS)
            stopped = time.monotonic()
            postgres.stop()
            time.sleep(OUTAGE_SECONDS)
            back = time.monotonic()
            postgres.start()
            time.sleep(BEFORE_SECONDS)
        arrived, lost, took = _arrivals(url, len(load.answers))
    # What waited is written in the time after, which is part of it.
    over = back + CATCHING_UP_SECONDS
    up = [each for each in load.answers if begun < each.at < stopped or each.at > over]
    down = [each for each in load.answers if stopped < each.at < over]
    return [_worked(load.answers, down), _not_slower(up, down), _arrived(load, arrived, lost, took)]


def _arrivals(url: str, expected: int) -> tuple[int, int, float]:
    begun = time.monotonic()
    arrived, lost = _in_database(url)
    while arrived + lost < expected and time.monotonic() < begun + ARRIVAL_SECONDS:
        time.sleep(0.1)
        arrived, lost = _in_database(url)
    return arrived, lost, time.monotonic() - begun


def _in_database(url: str) -> tuple[int, int]:
    with Store(url).reading() as connection:
        arrived = connection.scalar(select(func.count()).select_from(links)) or 0
        lost = connection.scalar(select(func.coalesce(func.sum(losses.c.records), 0))) or 0
    return arrived, lost


def _worked(answers: list[Answer], down: list[Answer]) -> Figure:
    opened = sum(each.status == 200 for each in answers)
    return Figure(
        f"PostgreSQL stopped for {OUTAGE_SECONDS:.0f} s under load, then back: embeds that worked",
        "all",
        f"{opened:,} of {len(answers):,} ({len(down):,} of them until what waited is written)",
        opened == len(answers) and len(down) > 0,
    )


def _not_slower(up: list[Answer], down: list[Answer]) -> Figure:
    with_it, without = (percentile([each.seconds for each in some], 0.99) for some in (up, down))
    return Figure(
        "the same: p99 of a link from then until what waited is written, against while it ran",
        f"≤ {NOISE:g}x",
        f"{without / with_it:.2f}x ({1000 * without:.1f} ms against {1000 * with_it:.1f} ms)",
        without / with_it <= NOISE,
    )


def _arrived(load: Load, arrived: int, lost: int, took: float) -> Figure:
    asked = len(load.answers)
    return Figure(
        "the same: records that arrived or are counted as lost",
        "all",
        f"{arrived:,} and {lost:,} of {asked:,}, {took:.1f} s after the load's end",
        arrived + lost == asked,
    )


if __name__ == "__main__":
    run_alone(measure)
