"""Handlers that take their time, and the batches that come meanwhile."""

import random
import threading
import time
from typing import Any

import pytest
from dash.exceptions import PreventUpdate

from dash_retool_embed.events import delivery, frames
from dash_retool_embed.events.delivery import SLICE_SECONDS
from tests.kit.batches import batch, delivering, name_of
from tests.patience import PATIENCE_SECONDS


class Gate:
    """A handler that holds up the first event until it is told to go on."""

    def __init__(self) -> None:
        self.entered, self.go_on = threading.Event(), threading.Event()
        self.seen: list[str] = []

    def __call__(self, event: str) -> None:
        self.entered.set()
        assert self.go_on.wait(PATIENCE_SECONDS)
        self.seen.append(event)


class WatchedLock:
    """A lock that says when somebody has to wait for it."""

    awaited = threading.Event()

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.release = self._lock.release

    def acquire(self, *, timeout: float) -> bool:
        if self._lock.acquire(blocking=False):
            return True
        self.awaited.set()
        return self._lock.acquire(timeout=timeout)


def test_a_batch_that_comes_again_while_the_first_copy_is_handled_waits_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = Gate()
    deliver = delivering(gate, "sales", clock=lambda: 0.0)
    monkeypatch.setattr(WatchedLock, "awaited", threading.Event())
    monkeypatch.setattr(frames, "Lock", WatchedLock)
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(deliver(batch(1, 2)))) for _ in range(2)
    ]
    threads[0].start()
    assert gate.entered.wait(PATIENCE_SECONDS)
    threads[1].start()
    assert WatchedLock.awaited.wait(PATIENCE_SECONDS)
    assert answers == []
    gate.go_on.set()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert answers == [2, 2]
    assert gate.seen == ["event 1", "event 2"]


def test_a_batch_does_not_wait_for_its_first_copy_for_ever() -> None:
    gate = Gate()
    deliver = delivering(gate, "sales", patience=0.01)
    answers: list[int] = []
    first = threading.Thread(target=lambda: answers.append(deliver(batch(1))))
    first.start()
    assert gate.entered.wait(PATIENCE_SECONDS)
    with pytest.raises(PreventUpdate):
        deliver(batch(1))
    gate.go_on.set()
    first.join(PATIENCE_SECONDS)
    assert answers == [1]
    assert deliver(batch(1, 2)) == 2
    assert gate.seen == ["event 1", "event 2"]


def test_a_frame_does_not_wait_for_another_one() -> None:
    gate = Gate()

    def handler(event: str) -> None:
        if event == "event 1":
            gate(event)

    deliver = delivering(handler, "sales", patience=0)
    first = threading.Thread(target=deliver, args=(batch(1, frame="one"),))
    first.start()
    assert gate.entered.wait(PATIENCE_SECONDS)
    assert deliver(batch(2, frame="two")) == 2
    gate.go_on.set()
    first.join(PATIENCE_SECONDS)


class Handling:
    """A handler that takes its time, on a clock of its own."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.now = seconds, 100.0
        self.seen: list[str] = []

    def __call__(self, event: str) -> None:
        self.now += self.seconds
        self.seen.append(event)

    def clock(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("seconds", "acknowledged"),
    [
        (2 * SLICE_SECONDS, [1, 2, 3, 4, 5]),
        (SLICE_SECONDS, [1, 2, 3, 4, 5]),
        (SLICE_SECONDS / 2, [2, 4, 5]),
        (0, [5]),
    ],
)
def test_a_slow_handler_gets_a_batch_in_slices(
    seconds: float, acknowledged: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    handler = Handling(seconds)
    deliver = delivering(handler, "sales", clock=handler.clock)
    answers: list[int] = []
    while answers[-1:] != [5]:
        answers.append(deliver(batch(*range(answers[-1] + 1 if answers else 1, 6))))
    assert answers == acknowledged
    assert handler.seen == [f"event {number}" for number in range(1, 6)]
    assert caplog.text == ""


def test_a_slice_is_measured_in_real_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "SLICE_SECONDS", 1e-6)

    def handler(_event: str) -> None:
        begun = time.monotonic()
        while time.monotonic() < begun + 1e-6:
            pass

    assert delivering(handler, "sales")(batch(1, 2)) == 1


def test_what_is_known_already_takes_nothing_of_a_slice() -> None:
    handler = Handling(2 * SLICE_SECONDS)
    deliver = delivering(handler, "sales", clock=handler.clock)
    answers = [deliver(batch(1, 2, 3)) for _ in range(3)]
    assert answers == [1, 2, 3]
    assert handler.seen == ["event 1", "event 2", "event 3"]


@pytest.mark.parametrize("seed", range(20))
def test_each_event_comes_once_and_in_order_whatever_is_sent_again(seed: int) -> None:
    chance = random.Random(seed)
    handler = Handling(SLICE_SECONDS / 3)
    deliver = delivering(handler, "sales", clock=handler.clock)
    waiting: list[dict[str, Any]] = batch(*range(1, 101))["events"]
    for event in chance.sample(waiting, 20):
        event["rejected"] = event.pop("data")
    carried = [event["data"] for event in waiting if "data" in event]
    while waiting:
        last = deliver({"frame": name_of("f1"), "events": waiting[: chance.randint(1, 10)]})
        # Now and then the answer gets lost, and the same events are sent again.
        if chance.random() < 0.7:
            waiting = [event for event in waiting if event["seq"] > last]
    assert handler.seen == carried
