"""What is said of an event that is not of its handler's type."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import pytest
from pydantic import BaseModel, ConfigDict, Field, GetPydanticSchema, Json, field_validator
from pydantic_core import PydanticCustomError, core_schema

from dash_retool_embed.events.event_type import InvalidEvent
from dash_retool_embed.events.handlers import typed
from tests.kit.models import CONTEXT, Either, Order, Point, Row, Strict, Visit, taking

SECRET = "s3cr3t"


def where(annotation: object, event: object) -> str:
    """Return what is said of an event that does not fit."""
    handler, seen = taking(annotation)
    with pytest.raises(InvalidEvent) as caught:
        handler(event)
    assert seen == []
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    return str(caught.value)


def test_a_misfit_says_where_and_why() -> None:
    assert where(list[Order], [{"amount": 1}, {}]) == "'[1].amount': Field required"
    assert where(int, [SECRET]) == "the event: Input should be a valid integer"


def test_a_misfit_says_a_few_places_and_how_many_more() -> None:
    said = where(list[int], [SECRET] * 1000).split("; ")
    assert [part.partition(":")[0] for part in said[:3]] == ["'[0]'", "'[1]'", "'[2]'"]
    assert said[3:] == ["and 997 more"]
    assert where(list[int], [SECRET] * 3).count(";") == 2


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


def test_the_keys_of_a_sender_are_short_and_on_one_line() -> None:
    said = where(Closed, {"a\nb" * 10_000: 1})
    assert len(said) < 120
    assert "\n" not in said
    assert said.endswith("Extra inputs are not permitted")


def test_long_words_of_pydantic_are_cut() -> None:
    assert len(where(Literal[tuple(f"choice {n}" for n in range(1000))], "x")) < 250


class Quoting(BaseModel):
    value: str

    @field_validator("value")
    @classmethod
    def check(cls, value: str) -> str:
        if value.startswith("1"):
            raise PydanticCustomError("own", f"{value} is wrong")
        if value.startswith("2"):
            raise PydanticCustomError("value_error", f"{value} is wrong")
        assert not value.startswith("3"), value
        raise ValueError(f"{value} is wrong")


class Hex(BaseModel):
    model_config = ConfigDict(val_json_bytes="hex")

    value: bytes


InUtc = Annotated[
    datetime, GetPydanticSchema(lambda *_: core_schema.datetime_schema(tz_constraint=0))
]


@pytest.mark.parametrize(
    ("annotation", "event", "said"),
    [
        (Quoting, {"value": "1" + SECRET}, "'value': own"),
        (Quoting, {"value": "2" + SECRET}, "'value': value_error"),
        (Quoting, {"value": "3" + SECRET}, "'value': assertion_error"),
        (Quoting, {"value": "4" + SECRET}, "'value': value_error"),
        (Either, {"kind": SECRET}, "the event: union_tag_invalid"),
        (UUID, SECRET, "the event: uuid_parsing"),
        (date, SECRET, "the event: date_from_datetime_parsing"),
        (Json[int], SECRET, "the event: json_invalid"),
        (Hex, {"value": SECRET}, "'value': bytes_invalid_encoding"),
        (InUtc, "2026-01-02T03:04:05+06:00", "the event: timezone_offset"),
    ],
)
def test_words_that_may_quote_the_event_are_left_out(
    annotation: object, event: object, said: str
) -> None:
    assert where(annotation, event) == said


Short = Annotated[str, Field(max_length=2)]
Matching = Annotated[str, Field(pattern="a")]
Few = Annotated[list[str], Field(max_length=0)]


@pytest.mark.parametrize(
    "annotation",
    [
        *(int, float, bool, date, UUID, Literal["a"], Short, Matching),
        *(list[int], dict[str, int], tuple[int, int], Few, Json[int]),
        *(Order, Strict, Row, Point, Either, Order | Visit),
    ],
)
def test_no_value_of_an_event_is_said(annotation: object) -> None:
    values = [SECRET, [SECRET], {"kind": SECRET, "amount": SECRET, "id": SECRET, "x": SECRET}]
    said = []
    for value in [*values, {"a": SECRET, "day": SECRET, "place": [SECRET]}, [[SECRET], SECRET]]:
        try:
            taking(annotation)[0](value)
        except InvalidEvent as error:
            said.append(str(error))
    assert said
    assert SECRET not in "".join(said)


def test_an_error_of_the_handler_is_its_own_also_where_pydantic_raises_it() -> None:
    def handler(_event: int) -> None:
        Order.model_validate({})

    with pytest.raises(ValueError, match="1 validation error for Order"):
        typed(handler)(1, CONTEXT)
