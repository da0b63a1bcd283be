"""Handlers that take their time, and the batches that come meanwhile."""

import threading

import pytest

from dashapp.embed import delivery
from dashapp.embed.delivery import Delivery
from tests.embed.batches import batch


class Gate:
    """A handler that holds up the first event until it is told to go on."""

    def __init__(self) -> None:
        self.entered, self.go_on = threading.Event(), threading.Event()
        self.seen: list[str] = []

    def __call__(self, event: str) -> None:
        self.entered.set()
        assert self.go_on.wait(5)
        self.seen.append(event)


class WatchedLock:
    """A lock that says when somebody has to wait for it."""

    awaited = threading.Event()

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        if not self._lock.acquire(blocking=False):
            self.awaited.set()
            self._lock.acquire()

    def __exit__(self, *_raised: object) -> None:
        self._lock.release()


def test_a_batch_that_comes_again_while_the_first_copy_is_handled_waits_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = Gate()
    deliver = Delivery(gate, "sales")
    monkeypatch.setattr(WatchedLock, "awaited", threading.Event())
    monkeypatch.setattr(delivery, "Lock", WatchedLock)
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(deliver(batch(1, 2)))) for _ in range(2)
    ]
    threads[0].start()
    assert gate.entered.wait(5)
    threads[1].start()
    assert WatchedLock.awaited.wait(5)
    assert answers == []
    gate.go_on.set()
    for thread in threads:
        thread.join(5)
    assert answers == [2, 2]
    assert gate.seen == ["event 1", "event 2"]
