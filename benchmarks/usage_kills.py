"""kill -9 of a real host under load, again and again: what the database has not got."""

import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from statistics import median

from sqlalchemy import select

from benchmarks.figure import Figure, run_alone
from benchmarks.processes import sandbox
from dashapp.database import Store
from dashapp.usage.tables import links
from tests.postgres import running_postgres
from tests.usage.hosts import Host, Hosts, Load, hosts

KILLS = 12
LONGEST_LIFE_SECONDS = 1.0
# Rather a busy host than one that does nothing else.
PAUSE_SECONDS = 0.01


def measure() -> list[Figure]:
    figures = []
    with sandbox() as retool, hosts(retool) as made, databases() as urls:
        for name, url in urls.items():
            flushed = _killed(made, url, "flushed")
            told = _killed(made, url, "told")
            # What a killed host had said is known once the next one has spoken.
            made.start(url, "silent").kill()
            kept = _kept(url)
            figures += [_missing(name, flushed, kept), _window(name, told, kept)]
    return figures


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """Empty databases, as they are in life: what is committed is on the disk."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="usage-"))
        postgres = stack.enter_context(running_postgres(fsync=True))
        yield {
            "SQLite": f"sqlite:///{folder}/usage.sqlite3",
            "PostgreSQL": postgres.create_database("killed"),
        }


def _killed(made: Hosts, url: str, how: str) -> list[Host]:
    killed = []
    for _ in range(KILLS):
        host = made.start(url, how)
        with Load(host.origin, PAUSE_SECONDS) as load:
            while not load.answers or (how == "flushed" and not host.flushed):
                time.sleep(0.01)
            time.sleep(LONGEST_LIFE_SECONDS * random.random())
            host.kill()
        killed.append(host)
    return killed


def _kept(url: str) -> set[str]:
    with Store(url).reading() as connection:
        return set(connection.scalars(select(links.c.link_id)))


def _missing(name: str, killed: list[Host], kept: set[str]) -> Figure:
    acknowledged = {id_ for host in killed for id_ in list(host.asked)[: host.flushed]}
    missing = len(acknowledged - kept)
    return Figure(
        f"{KILLS} times kill -9 of a host under load, {name}: records that a flush acknowledged "
        "and that are missing",
        "0",
        f"{missing} of {len(acknowledged):,}",
        missing == 0 and len(acknowledged) >= KILLS,
    )


def _window(name: str, killed: list[Host], kept: set[str]) -> Figure:
    ages, lost, asked = [], 0, 0
    for host in killed:
        missing = [at for id_, at in host.asked.items() if id_ not in kept]
        ages.append(1000 * (host.killed_at - min(missing, default=host.killed_at)))
        lost, asked = lost + len(missing), asked + len(host.asked)
    return Figure(
        f"the same without a flush, {name}: age of the oldest record that was lost, of each kill",
        "",
        f"median {median(ages):.0f} ms, at most {max(ages):.0f} ms ({lost} of {asked:,} records)",
        None,
    )


if __name__ == "__main__":
    run_alone(measure)
