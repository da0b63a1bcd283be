"""Who gets a link, and when, while one person floods, forty come at once, or one app is sick."""

import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.demo_host import EXAMPLE
from benchmarks.figure import Figure, run_alone
from benchmarks.people import Opened, Person
from benchmarks.processes import serve, slow_retool

# As a self-hosted Retool limits everybody's calls together.
LIMIT_A_MINUTE = 300
FLOOD_RETOOL_SECONDS = 0.3
LINKS_A_SECOND = 24
CALM_SECONDS, FLOOD_SECONDS = 30.0, 60.0
MEDIAN_TARGET, FIRST_TRY_TARGET = 1.5, 0.95

PEOPLE = 40
PEOPLE_RETOOL_SECONDS = 1.0
ROUNDS = 3
LAST_TARGET_SECONDS = 6.0

APPS = 20
SICK_SECONDS = 30.0
SICK_RETOOL_SECONDS = 0.05
UUID = "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a{:02d}"


def measure() -> list[Figure]:
    return [*_flood(), *_forty(), _sick_app()]


def _flood() -> list[Figure]:
    retool = slow_retool(FLOOD_RETOOL_SECONDS, LIMIT_A_MINUTE)
    with retool as origin, serve(origin, EXAMPLE) as host:
        victim, mallory = Person(host, "victim"), Person(host, "mallory")
        victim.open()
        calm = _opens(victim, CALM_SECONDS)
        with _flooding(mallory):
            flooded = _opens(victim, FLOOD_SECONDS)
    waits, without = ([each.seconds for each in opens if each] for opens in (flooded, calm))
    ratio = median(waits) / median(without)
    first = sum(each is not None and each.requests == 1 for each in flooded) / len(flooded)
    name = f"one person asks for {LINKS_A_SECOND} links a second"
    told = ", ".join(f"{count} {kind}" for kind, count in mallory.answers.most_common())
    return [
        Figure(
            f"{name}: another's median wait, against no attack",
            f"≤ {MEDIAN_TARGET:g}x",
            f"{ratio:.2f}x ({median(waits):.2f} s against {median(without):.2f} s; the worst "
            f"{max(waits):.2f} s against {max(without):.2f} s)",
            ratio <= MEDIAN_TARGET,
        ),
        Figure(
            "the same: the other's opens at the first try",
            f"≥ {FIRST_TRY_TARGET:.0%}",
            f"{first:.0%} of {len(flooded)}",
            first >= FIRST_TRY_TARGET,
        ),
        Figure("the same: what the one was told", "", told, None),
    ]


def _opens(person: Person, seconds: float) -> list[Opened | None]:
    """Open an app each second, whether the last one is there or not."""
    with ThreadPoolExecutor(64) as pool:
        opening = []
        for _ in _paced(1.0, seconds):
            opening.append(pool.submit(person.open))
        return [each.result() for each in opening]


@contextmanager
def _flooding(person: Person) -> Iterator[None]:
    over = threading.Event()

    def flood() -> None:
        with ThreadPoolExecutor(64) as pool:
            for _ in _paced(1 / LINKS_A_SECOND, float("inf"), over):
                pool.submit(person.ask)

    thread = threading.Thread(target=flood)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _paced(apart: float, seconds: float, over: threading.Event | None = None) -> Iterator[int]:
    began = time.monotonic()
    for number in range(1_000_000):
        due = began + number * apart
        if due > began + seconds or (over and over.is_set()):
            return
        time.sleep(max(0.0, due - time.monotonic()))
        yield number


def _forty() -> list[Figure]:
    lasts: list[float] = []
    shown: Counter[str] = Counter()
    asked = 0
    with slow_retool(PEOPLE_RETOOL_SECONDS) as origin, serve(origin, EXAMPLE) as host:
        Person(host, "somebody").open()
        for turn in range(ROUNDS):
            people = [Person(host, f"person-{turn}-{n}") for n in range(PEOPLE)]
            together = threading.Barrier(PEOPLE)

            def open_at_once(person: Person, together: threading.Barrier = together) -> float:
                together.wait()
                opened = person.open()
                return opened.seconds if opened else float("inf")

            with ThreadPoolExecutor(PEOPLE) as pool:
                lasts.append(max(pool.map(open_at_once, people)))
            for person in people:
                shown += person.shown
                asked += person.answers.total()
    name = f"{PEOPLE} people at once, Retool takes {PEOPLE_RETOOL_SECONDS:g} s, 8 in flight"
    times = ", ".join(f"{last:.1f}" for last in lasts)
    return [
        Figure(
            f"{name}: shown to somebody as busy or failed",
            "0",
            str(shown.total()),
            shown.total() == 0,
        ),
        Figure(
            f"the same, {ROUNDS} times: the last one served",
            f"≤ {LAST_TARGET_SECONDS:g} s",
            f"{times} s ({asked / PEOPLE / ROUNDS:.1f} requests a person)",
            max(lasts) <= LAST_TARGET_SECONDS,
        ),
    ]


def _sick_app() -> Figure:
    over = threading.Event()
    retool = slow_retool(SICK_RETOOL_SECONDS, sick=UUID.format(0))
    with _many_apps() as config, retool as origin, serve(origin, config) as host:
        # Two, each within their own limit.
        mallory = [Person(host, f"mallory-{n}") for n in range(2)]

        def keep_asking(person: Person) -> None:
            for _ in _paced(0.1, SICK_SECONDS, over):
                person.ask("app0")

        others: Counter[str] = Counter()
        with ThreadPoolExecutor(len(mallory)) as pool:
            asking = [pool.submit(keep_asking, person) for person in mallory]
            for number in _paced(0.1, SICK_SECONDS):
                other = Person(host, f"person-{number % 30}")
                other.ask(f"app{1 + number % (APPS - 1)}")
                others += other.answers
            over.set()
            for each in asking:
                each.result()
    refused = others.total() - others["link"]
    sick = sum((person.answers for person in mallory), Counter[str]())
    told = ", ".join(f"{count} {kind}" for kind, count in sick.most_common())
    return Figure(
        f"one app of {APPS} fails always, and is asked for 20 times a second: others refused",
        "0",
        f"{refused} of {others.total()} (for the sick one: {told})",
        refused == 0,
    )


@contextmanager
def _many_apps() -> Iterator[Path]:
    """Write a configuration with so many apps."""
    sections = EXAMPLE.read_text().partition("[[apps]]")[0]
    apps = [
        f'[[apps]]\nname = "app{n}"\nuuid = "{UUID.format(n)}"\ngroups = [12]\n'
        for n in range(APPS)
    ]
    with tempfile.TemporaryDirectory(prefix="apps-") as folder:
        config = Path(folder) / "dashapp.toml"
        config.write_text("\n".join([sections, *apps]))
        yield config


if __name__ == "__main__":
    run_alone(measure)
