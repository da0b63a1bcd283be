"""10,000 events in one burst from a frame to Python: with on_event, and with the latest only."""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from dash import Dash, Input, Output, html

from benchmarks.embed_page import isolated_app, isolated_sandbox, probed_chromium
from benchmarks.figure import Figure, run_alone
from dash_retool_embed import RetoolEmbed, on_event

EVENTS = 10_000
BURSTS = 3
PATIENCE_SECONDS = 30

CONNECT = "return probes.connect('play').then(() => null)"
# Not waited for: a page that is busy with the burst would not answer.
BURST = "void probes.of.play.ask('burst', arguments[0])"


class Arrivals:
    """The numbers of the events that Python was given, in its order, until the last has come."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self._last = threading.Event()

    def note(self, event: dict[str, int]) -> None:
        self.numbers.append(event["n"])
        if event["n"] == EVENTS:
            self._last.set()

    def wait_for_the_last(self) -> bool:
        return self._last.wait(PATIENCE_SECONDS)


@dataclass(frozen=True)
class Burst:
    """What became of one: the numbers in the order of their arrival, and the seconds it took.

    Infinite seconds: the last event was still missing when patience was at its end.
    """

    numbers: list[int]
    seconds: float

    @property
    def whole(self) -> bool:
        return self.numbers == list(range(1, EVENTS + 1))

    def __str__(self) -> str:
        if self.whole:
            return f"{EVENTS:,}, in order, once"
        different = set(self.numbers)
        order = "" if self.numbers == sorted(different) else ", not in order or more than once"
        if math.isinf(self.seconds):
            end = f"and not the last one within {PATIENCE_SECONDS} s"
        else:
            end = f"the last one after {self.seconds:.1f} s"
        return f"{len(different):,}{order}, {end}"


def measure() -> list[Figure]:
    bursts = [_burst(_with_on_event) for _ in range(BURSTS)]
    whole = all(burst.whole for burst in bursts)
    arrived = str(next((burst for burst in bursts if not burst.whole), bursts[0]))
    seconds = median(burst.seconds for burst in bursts)
    latest = _burst(_with_latest_event)
    name = f"{EVENTS:,} events in one burst from a frame to Python"
    return [
        Figure(
            f"{name}, @on_event: arrived in each of {BURSTS} bursts",
            "all, in order, once",
            arrived,
            whole,
        ),
        Figure(
            f"{name}, @on_event: events a second",
            "",
            f"{EVENTS / seconds:,.0f} (the last one after {seconds:.1f} s)",
            None,
        ),
        Figure(f'{name}, a callback with Input(id, "event"): arrived', "", str(latest), None),
    ]


def _with_on_event(app: Dash, arrivals: Arrivals) -> None:
    on_event("play", retool_app="playground", app=app)(arrivals.note)


def _with_latest_event(app: Dash, arrivals: Arrivals) -> None:
    @app.callback(Output("latest", "children"), Input("play", "event"), prevent_initial_call=True)
    def latest(event: dict[str, Any]) -> str:
        arrivals.note(event["data"])
        return str(event["seq"])


def _burst(wire: Callable[[Dash, Arrivals], None]) -> Burst:
    arrivals = Arrivals()
    layout = html.Div([RetoolEmbed(id="play", app="playground"), html.P(id="latest")])
    with (
        isolated_sandbox() as retool,
        isolated_app(retool, layout, lambda app: wire(app, arrivals)) as url,
        probed_chromium() as driver,
    ):
        driver.get(url)
        driver.execute_script(CONNECT)
        start = time.perf_counter()
        driver.execute_script(BURST, EVENTS)
        ended = arrivals.wait_for_the_last()
        seconds = time.perf_counter() - start if ended else math.inf
        return Burst(arrivals.numbers.copy(), seconds)


if __name__ == "__main__":
    run_alone(measure)
