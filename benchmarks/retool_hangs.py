"""Retool hangs while 50 people open a tab: what the others of this host notice."""

import time

import requests

from benchmarks.crowd import Crowd
from benchmarks.figure import Figure, percentile, run_alone
from benchmarks.others import Others
from benchmarks.processes import gunicorn, sandbox

PEOPLE = 50
ROUNDS = 3
PHASE_SECONDS = 15.0
TARGET = 2.0
ENOUGH_FOR_P99 = 500


def measure() -> list[Figure]:
    with sandbox() as retool, gunicorn("benchmarks.demo_host:create()", retool) as host:
        crowd = Crowd(host, PEOPLE)
        others = Others(host)
        others.during(lambda: time.sleep(2))  # to warm up
        nobody: list[float] = []
        healthy: list[float] = []
        hanging: list[float] = []
        told: dict[str, int] = {}
        for _ in range(ROUNDS):
            nobody += others.during(lambda: time.sleep(PHASE_SECONDS))
            healthy += others.during(lambda: crowd.open_tabs(PHASE_SECONDS))
            _switch(retool, hang=True)
            hanging += others.during(lambda: crowd.open_tabs(PHASE_SECONDS))
            told = dict(crowd.answers)
            _switch(retool, hang=False)
            crowd.until_a_tab_opens()
    assert min(len(nobody), len(healthy), len(hanging)) >= ENOUGH_FOR_P99
    name = "p99 of sign-in, Home and health while Retool hangs and 50 people open a tab"
    told_text = ", ".join(f"{count} {code}" for code, count in sorted(told.items()))
    return [
        _compared(f"{name}, against the 50 with a healthy Retool", hanging, healthy),
        _compared(f"{name}, against nobody opening a tab", hanging, nobody),
        Figure("What the 50 were told in the last hang", "", told_text, None),
    ]


def _compared(name: str, hanging: list[float], without: list[float]) -> Figure:
    p99, reference = percentile(hanging, 0.99), percentile(without, 0.99)
    ratio = p99 / reference
    counts = f"{len(hanging)} and {len(without)} requests"
    measured = f"{ratio:.2f}x ({1000 * p99:.0f} ms against {1000 * reference:.0f} ms; {counts})"
    return Figure(name, f"≤ {TARGET:g}x", measured, ratio <= TARGET)


def _switch(retool: str, *, hang: bool) -> None:
    requests.post(f"{retool}/misbehave", data={"hang": str(int(hang))}, timeout=10)


if __name__ == "__main__":
    run_alone(measure)
