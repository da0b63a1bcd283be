"""Batches of events on their way to a Python handler."""

from collections.abc import Callable
from typing import Any

import pytest
from dash.exceptions import PreventUpdate

from dashapp.embed import delivery
from dashapp.embed.delivery import Delivery
from dashapp.embed.handlers import Misfit
from tests.embed.batches import batch


def test_each_event_is_handled_once_although_its_batch_comes_twice() -> None:
    seen: list[str] = []
    deliver = Delivery(seen.append, "sales")
    assert deliver(batch(1, 2)) == 2
    assert deliver(batch(1, 2)) == 2
    assert deliver(batch(2, 3)) == 3
    assert seen == ["event 1", "event 2", "event 3"]


def test_frames_count_for_themselves(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[str] = []
    deliver = Delivery(seen.append, "sales")
    deliver(batch(1, 2, frame="one"))
    deliver(batch(1, frame="two"))
    deliver(batch(3, frame="one"))
    assert seen == ["event 1", "event 2", "event 1", "event 3"]
    assert caplog.text == ""


def test_only_the_frames_of_late_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "MAX_FRAMES", 2)
    seen: list[str] = []
    deliver = Delivery(seen.append, "sales")
    for frame in ("one", "two", "one", "three"):
        deliver(batch(1, frame=frame))
    assert len(seen) == 3
    deliver(batch(1, frame="one"))
    assert len(seen) == 3
    deliver(batch(1, frame="two"))
    assert len(seen) == 4


def failing(error: Exception) -> tuple[Callable[[str], None], list[str]]:
    seen: list[str] = []

    def handler(event: str) -> None:
        if event == "event 1":
            raise error
        seen.append(event)

    return handler, seen


def test_a_handler_that_fails_is_logged_and_the_next_event_follows(
    caplog: pytest.LogCaptureFixture,
) -> None:
    handler, seen = failing(ZeroDivisionError("of the handler"))
    assert Delivery(handler, "sales")(batch(1, 2)) == 2
    assert seen == ["event 2"]
    assert caplog.messages == ["the handler of sales failed on event 1"]
    assert "ZeroDivisionError: of the handler" in caplog.text


def test_an_event_that_does_not_fit_is_one_warning_and_the_next_one_follows(
    caplog: pytest.LogCaptureFixture,
) -> None:
    handler, seen = failing(Misfit("'amount': Field required"))
    assert Delivery(handler, "sales")(batch(1, 2)) == 2
    assert seen == ["event 2"]
    assert caplog.messages == ["sales: event 1 does not fit: 'amount': Field required"]
    assert caplog.records[0].levelname == "WARNING"
    assert caplog.records[0].exc_info is None


def test_prevent_update_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    handler, seen = failing(PreventUpdate())
    assert Delivery(handler, "sales")(batch(1, 2)) == 2
    assert seen == ["event 2"]
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
        {"frame": "f1", "events": [{"seq": 1}]},
        {"frame": "f1", "events": [{"seq": "1", "data": 1}]},
        {"frame": "f1", "events": [{"seq": True, "data": 1}]},
        {"frame": "f1", "events": "x"},
    ],
)
def test_a_forged_batch_is_acknowledged_as_nothing(
    forged: Any, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[object] = []
    assert Delivery(seen.append, "sales")(forged) == 0
    assert seen == []
    assert caplog.messages == ["sales: a batch of events was malformed"]
