"""Batches of events on their way to a Python handler."""

from collections.abc import Callable
from typing import Any

import pytest
from dash.exceptions import PreventUpdate

from dashapp.embed import delivery
from dashapp.embed.delivery import Delivery
from dashapp.embed.handlers import Misfit
from tests.embed.batches import batch


def rejected(reason: str, *numbers: int) -> list[dict[str, Any]]:
    return [{"seq": number, "rejected": f"{reason} {number}"} for number in numbers]


def lost(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [text for text in caplog.messages if "lost" in text]


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


def test_what_the_browser_could_not_carry_is_counted_as_had_and_logged_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    seen: list[str] = []
    deliver = Delivery(seen.append, "sales")
    given = batch(1, 3)
    given["events"][1:1] = rejected("it holds a Blob", 2)
    given["events"] += rejected("it is\ntoo large", 4)
    assert deliver(given) == 4
    assert deliver(given) == 4
    assert seen == ["event 1", "event 3"]
    assert caplog.messages == [
        "sales: the browser could not carry 2 of the events; the first because 'it holds a Blob 2'"
    ]


def test_a_reason_stays_on_its_line(caplog: pytest.LogCaptureFixture) -> None:
    Delivery(list[str]().append, "sales")({"frame": "f1", "events": rejected("a\nb", 1)})
    assert len(caplog.text.splitlines()) == 1


def test_numbers_that_are_missing_are_said_to_be_lost(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[str] = []
    deliver = Delivery(seen.append, "sales")
    deliver(batch(1, 2))
    assert deliver(batch(6, 7)) == 7
    given = {"frame": "f1", "events": rejected("it holds a Blob", 9)}
    assert deliver(given) == 9
    assert seen == ["event 1", "event 2", "event 6", "event 7"]
    assert lost(caplog) == [
        "sales: events lost in the browser: 3, between number 2 and 7",
        "sales: events lost in the browser: 1, between number 7 and 9",
    ]


def test_a_frame_that_is_new_here_may_begin_anywhere(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[str] = []
    deliver = Delivery(seen.append, "sales")
    assert deliver(batch(40, 41)) == 41
    assert seen == ["event 40", "event 41"]
    assert caplog.text == ""
    deliver(batch(44))
    assert lost(caplog) == ["sales: events lost in the browser: 2, between number 41 and 44"]


@pytest.mark.parametrize(
    "forged",
    [
        {},
        [],
        "x",
        {"frame": "f1"},
        {"frame": 1, "events": []},
        {"frame": "f" * 201, "events": [{"seq": 1, "data": 1}]},
        {"frame": "f1", "events": [{}]},
        {"frame": "f1", "events": [{"seq": 1}]},
        {"frame": "f1", "events": [{"seq": "1", "data": 1}]},
        {"frame": "f1", "events": [{"seq": True, "data": 1}]},
        {"frame": "f1", "events": [{"seq": 1, "rejected": "x" * 201}]},
        {"frame": "f1", "events": [{"seq": 1, "rejected": None}]},
        {"frame": "f1", "events": [{"seq": 1, "data": 1}, {"seq": "2", "rejected": "x"}]},
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


def test_the_longest_names_and_reasons_are_taken() -> None:
    given = {"frame": "f" * 200, "events": [{"seq": 1, "rejected": "x" * 200}]}
    assert Delivery(list[object]().append, "sales")(given) == 1
