"""The type of an event is what its handler names."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict

from dash_retool_embed.events.handlers import typed
from tests.kit.models import CONTEXT, Either, Order, Point, Row, Strict, Visit, taking

DAY = date(2026, 1, 2)


class Early(BaseModel):
    model_config = ConfigDict(defer_build=True)

    later: "Later | None" = None


class Later(BaseModel):
    early: Early


@pytest.mark.parametrize(
    ("annotation", "event", "typed_event"),
    [
        (Order, {"amount": 1}, Order(amount=1)),
        (Order | Visit, {"kind": "visit", "day": "2026-01-02"}, Visit(kind="visit", day=DAY)),
        (Either, {"kind": "order", "amount": 1}, Order(amount=1)),
        (Strict, {"day": "2026-01-02", "place": [1, 2]}, Strict(day=DAY, place=(1, 2))),
        (Early, {"later": {"early": {}}}, Early(later=Later(early=Early()))),
        (Row, {"id": 1, "more": 2}, {"id": 1}),
        (Point, {"x": 1}, Point(1)),
        (list[int], [1, 2], [1, 2]),
        (dict[str, Any], {"a": None}, {"a": None}),
        (Order | None, None, None),
        (None, None, None),
        ("Order", {"amount": 1}, Order(amount=1)),
        ("list[Order]", [{"amount": 1}], [Order(amount=1)]),
        (list["Order"], [{"amount": 1}], [Order(amount=1)]),
        (str, "half an emoji: \ud83d", "half an emoji: ?"),
        (str, "a whole one: 😀", "a whole one: 😀"),
    ],
)  # fmt: skip
def test_an_event_has_the_type_that_the_handler_names(
    annotation: object, event: object, typed_event: object
) -> None:
    handler, seen = taking(annotation)
    handler(event)
    assert seen == [typed_event]
    assert type(seen[0]) is type(typed_event)


@pytest.mark.parametrize("annotation", [Any, object, "Any", "object"])
def test_an_event_of_any_type_is_handed_on_as_it_is(annotation: object) -> None:
    handler, seen = taking(annotation)
    for event in ({"a": [1, None]}, "\ud83d", 1.5, None):
        handler(event)
        assert seen[-1] is event


def test_without_an_annotation_an_event_is_handed_on_as_it_is() -> None:
    seen: list[object] = []
    event = {"amount": "1"}
    typed(lambda event: seen.append(event))(event, CONTEXT)
    assert seen[0] is event


class Unknown:
    """Not a type that pydantic knows."""


class Undefined(BaseModel):
    what: "Missing"  # type: ignore[name-defined]  # noqa: F821


@pytest.mark.parametrize(
    "annotation",
    [
        *("Missing", "list[Missing]", "no expression", "Order.missing", Undefined),
        *(Unknown, Order | Unknown, Iterator[int], 5, {}),
    ],
)
def test_an_annotation_that_is_no_type_for_an_event_is_refused(annotation: object) -> None:
    with pytest.raises(TypeError, match="Annotate the event with a type that pydantic knows"):
        taking(annotation)


def test_a_type_inside_of_a_function_can_not_be_named_in_a_string() -> None:
    class Local(BaseModel):
        amount: int

    handler, seen = taking(Local)
    handler({"amount": 1})
    assert seen == [Local(amount=1)]
    with pytest.raises(TypeError, match=r"'Local'.*name 'Local' is not defined.*not in a function"):
        taking("Local")
