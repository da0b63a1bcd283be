"""10,000 events in one burst from a frame to Python: with on_event, and with the latest only."""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dash import Dash, Input, Output, html

from benchmarks.embed_page import isolated_app, isolated_sandbox, probed_chromium
from benchmarks.figure import Figure, run_alone
from dashapp import RetoolEmbed, on_event

EVENTS = 10_000
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
        if math.isinf(self.seconds):
            return f"{len(set(self.numbers)):,}, and not the last one within {PATIENCE_SECONDS} s"
        return f"{len(set(self.numbers)):,}, the last one after {self.seconds:.1f} s"


def measure() -> list[Figure]:
    every, latest = (_burst(wire) for wire in (_with_on_event, _with_latest_event))
    name = f"{EVENTS:,} events in one burst from a frame to Python"
    speed = f"{EVENTS / every.seconds:,.0f} (the last after {every.seconds:.1f} s)"
    return [
        Figure(f"{name}, @on_event: arrived", "all, in order, once", str(every), every.whole),
        Figure(f"{name}, @on_event: events a second", "", speed, None),
        Figure(f'{name}, a callback with Input(id, "event"): arrived', "", str(latest), None),
    ]


def _with_on_event(app: Dash, arrivals: Arrivals) -> None:
    on_event("play", app=app)(arrivals.note)


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
