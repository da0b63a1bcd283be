"""Batches of events on their way to a Python handler."""

from collections.abc import Callable
from typing import Any

import pytest
from dash.exceptions import PreventUpdate
from pydantic import ValidationError

from dash_retool_embed.access.frame_tokens import MAX_AGE_SECONDS
from dash_retool_embed.errors import FrameNotYours
from dash_retool_embed.events import delivery, frames
from dash_retool_embed.events.delivery import Delivery, read_batch
from dash_retool_embed.events.event_type import InvalidEvent
from tests.kit.batches import batch, delivering, delivering_by, name_of


def rejected(reason: str, *numbers: int) -> list[dict[str, Any]]:
    return [{"seq": number, "rejected": f"{reason} {number}"} for number in numbers]


def lost(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [text for text in caplog.messages if "lost" in text]


def test_each_event_is_handled_once_although_its_batch_comes_twice() -> None:
    seen: list[str] = []
    deliver = delivering(seen.append, "sales")
    assert deliver(batch(1, 2)) == 2
    assert deliver(batch(1, 2)) == 2
    assert deliver(batch(2, 3)) == 3
    assert seen == ["event 1", "event 2", "event 3"]


def test_frames_count_for_themselves(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[str] = []
    deliver = delivering(seen.append, "sales")
    deliver(batch(1, 2, frame="one"))
    deliver(batch(1, frame="two"))
    deliver(batch(3, frame="one"))
    assert seen == ["event 1", "event 2", "event 1", "event 3"]
    assert caplog.text == ""


def test_a_frame_that_was_forgotten_is_not_handled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "MAX_FRAMES_PER_PERSON", 2)
    seen: list[str] = []
    deliver = delivering(seen.append)
    first, *others = sorted(("one", "two", "three"), key=name_of)
    for frame in (first, *others):
        deliver(batch(1, frame=frame))
    assert len(seen) == 3
    with pytest.raises(FrameNotYours):
        deliver(batch(1, frame=first))
    for frame in others:
        assert deliver(batch(1, frame=frame)) == 1
    assert len(seen) == 3


def test_the_frames_of_late_are_those_used_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "MAX_FRAMES_PER_PERSON", 2)
    seen: list[str] = []
    deliver = delivering(seen.append)
    for frame in ("one", "two", "one", "three"):
        deliver(batch(1, frame=frame))
    assert deliver(batch(1, 2, frame="one")) == 2
    assert len(seen) == 4


def test_nobody_has_another_person_s_frames_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "MAX_FRAMES_PER_PERSON", 2)
    seen: list[str] = []
    deliver = Delivery(lambda event, _context: seen.append(str(event)), "sales")
    ada, mallory = delivering_by(deliver, "ada"), delivering_by(deliver, "mallory")
    ada(batch(1))
    for frame in sorted((f"of mallory's {number}" for number in range(100)), key=name_of):
        mallory(batch(1, frame=frame))
    seen.clear()
    assert ada(batch(1, 2)) == 2
    assert seen == ["event 2"]


def test_people_are_remembered_as_long_as_the_names_of_their_frames_are_good() -> None:
    now = [0.0]
    deliver = Delivery(lambda _event, _context: None, "sales", clock=lambda: now[0])
    ada, bob = delivering_by(deliver, "ada"), delivering_by(deliver, "bob")
    ada(batch(1))
    now[0] = MAX_AGE_SECONDS
    bob(batch(1))
    assert list(deliver._frames._people) == ["ada", "bob"]
    now[0] += 1
    bob(batch(2))
    assert list(deliver._frames._people) == ["bob"]


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
    assert delivering(handler, "sales")(batch(1, 2)) == 2
    assert seen == ["event 2"]
    assert caplog.messages == ["the handler of sales failed on event 1"]
    assert "ZeroDivisionError: of the handler" in caplog.text


def test_an_event_that_does_not_fit_is_one_warning_and_the_next_one_follows(
    caplog: pytest.LogCaptureFixture,
) -> None:
    handler, seen = failing(InvalidEvent("'amount': Field required"))
    assert delivering(handler, "sales")(batch(1, 2)) == 2
    assert seen == ["event 2"]
    assert caplog.messages == ["sales: event 1 does not fit: 'amount': Field required"]
    assert caplog.records[0].levelname == "WARNING"
    assert caplog.records[0].exc_info is None


def test_prevent_update_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    handler, seen = failing(PreventUpdate())
    assert delivering(handler, "sales")(batch(1, 2)) == 2
    assert seen == ["event 2"]
    assert caplog.text == ""


def test_what_the_browser_could_not_carry_is_counted_as_had_and_logged_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    seen: list[str] = []
    deliver = delivering(seen.append, "sales")
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
    delivering(list[str]().append, "sales")({"frame": name_of("f1"), "events": rejected("a\nb", 1)})
    assert len(caplog.text.splitlines()) == 1


def test_numbers_that_are_missing_are_said_to_be_lost(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[str] = []
    deliver = delivering(seen.append, "sales")
    deliver(batch(1, 2))
    assert deliver(batch(6, 7)) == 7
    given = {"frame": name_of("f1"), "events": rejected("it holds a Blob", 9)}
    assert deliver(given) == 9
    assert seen == ["event 1", "event 2", "event 6", "event 7"]
    assert lost(caplog) == [
        "sales: events lost in the browser: 3, between number 2 and 7",
        "sales: events lost in the browser: 1, between number 7 and 9",
    ]


def test_a_frame_that_is_new_here_may_begin_anywhere(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[str] = []
    deliver = delivering(seen.append, "sales")
    assert deliver(batch(40, 41)) == 41
    assert seen == ["event 40", "event 41"]
    assert caplog.text == ""
    deliver(batch(44))
    assert lost(caplog) == ["sales: events lost in the browser: 2, between number 41 and 44"]


NAME = name_of("f1")


@pytest.mark.parametrize(
    "forged",
    [
        {},
        [],
        "x",
        {"frame": NAME},
        {"frame": 1, "events": []},
        {"frame": "f" * 63, "events": [{"seq": 1, "data": 1}]},
        {"frame": "F" * 64, "events": [{"seq": 1, "data": 1}]},
        {"frame": f"{'f' * 64}\n", "events": [{"seq": 1, "data": 1}]},
        {"frame": NAME, "events": [{}]},
        {"frame": NAME, "events": [{"seq": 1}]},
        {"frame": NAME, "events": [{"seq": "1", "data": 1}]},
        {"frame": NAME, "events": [{"seq": True, "data": 1}]},
        {"frame": NAME, "events": [{"seq": 1, "rejected": "x" * 201}]},
        {"frame": NAME, "events": [{"seq": 1, "rejected": None}]},
        {"frame": NAME, "events": [{"seq": 1, "data": 1}, {"seq": "2", "rejected": "x"}]},
        {"frame": NAME, "events": "x"},
    ],
)
def test_a_malformed_batch_is_none(forged: Any) -> None:
    assert read_batch(forged) is None


def test_a_batch_of_nothing_that_fits_is_read_to_its_first_mistake() -> None:
    with pytest.raises(ValidationError) as raised:
        delivery.Batch.model_validate(batch(1) | {"events": [1] * 1000})
    # It is neither an event nor one that was rejected.
    assert raised.value.error_count() == 2


def test_the_longest_reasons_are_taken() -> None:
    given = {"frame": NAME, "events": [{"seq": 1, "rejected": "x" * 200}]}
    assert delivering(list[object]().append, "sales")(given) == 1
