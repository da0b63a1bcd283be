"""Batches of events on their way to a Python handler."""

import threading
from typing import Any

import pytest
from dash.exceptions import PreventUpdate

from dashapp.embed.events import Delivery


def batch(*numbers: int, frame: str = "f1") -> dict[str, Any]:
    return {"frame": frame, "events": [{"seq": n, "data": f"event {n}"} for n in numbers]}


def test_each_event_is_handled_once_although_its_batch_comes_twice() -> None:
    seen: list[str] = []
    delivery = Delivery(seen.append, "sales")
    assert delivery(batch(1, 2)) == 2
    assert delivery(batch(1, 2)) == 2
    assert delivery(batch(2, 3)) == 3
    assert seen == ["event 1", "event 2", "event 3"]


def test_frames_count_for_themselves() -> None:
    seen: list[str] = []
    delivery = Delivery(seen.append, "sales")
    delivery(batch(1, 2, frame="one"))
    delivery(batch(1, frame="two"))
    assert seen == ["event 1", "event 2", "event 1"]


def test_a_batch_that_comes_again_while_the_first_copy_is_handled_waits_for_it() -> None:
    entered, go_on = threading.Event(), threading.Event()
    seen: list[str] = []

    def slow(event: str) -> None:
        entered.set()
        assert go_on.wait(5)
        seen.append(event)

    delivery = Delivery(slow, "sales")
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(delivery(batch(1, 2)))) for _ in range(2)
    ]
    threads[0].start()
    assert entered.wait(5)
    threads[1].start()
    go_on.set()
    for thread in threads:
        thread.join(5)
    assert answers == [2, 2]
    assert seen == ["event 1", "event 2"]


def test_a_handler_that_fails_is_logged_and_the_next_event_follows(
    caplog: pytest.LogCaptureFixture,
) -> None:
    seen: list[str] = []

    def fragile(event: str) -> None:
        if event == "event 1":
            raise ZeroDivisionError("of the handler")
        seen.append(event)

    assert Delivery(fragile, "sales")(batch(1, 2)) == 2
    assert seen == ["event 2"]
    assert "the handler of sales failed on event 1" in caplog.text


def test_prevent_update_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    def unwilling(_event: str) -> None:
        raise PreventUpdate

    assert Delivery(unwilling, "sales")(batch(1)) == 1
    assert caplog.text == ""


@pytest.mark.parametrize(
    "forged",
    [
        {},
        [],
        "x",
        {"frame": "f1"},
        {"frame": 1, "events": []},
        {"frame": "f1", "events": [{}]},
        {"frame": "f1", "events": [{"seq": "1", "data": 1}]},
        {"frame": "f1", "events": [{"seq": True, "data": 1}]},
        {"frame": "f1", "events": "x"},
    ],
)
def test_a_forged_batch_is_acknowledged_as_nothing(forged: Any) -> None:
    seen: list[object] = []
    assert Delivery(seen.append, "sales")(forged) == 0
    assert seen == []
