"""Types of events, and handlers that take them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from dash_retool_embed.events.context import EventContext
from dash_retool_embed.events.handlers import typed
from dash_retool_embed.people import User


class Order(BaseModel):
    kind: Literal["order"] = "order"
    amount: int


class Visit(BaseModel):
    kind: Literal["visit"]
    day: date


class Strict(BaseModel):
    model_config = ConfigDict(strict=True)

    day: date
    place: tuple[int, int]


class Row(TypedDict):
    id: int


@dataclass
class Point:
    x: int


CONTEXT = EventContext(User(id="ada"), "sales", "orders", "f" * 32, 7)

Either = Annotated[Order | Visit, Field(discriminator="kind")]


def taking(annotation: object) -> tuple[Callable[[Any], None], list[Any]]:
    """Return a typed handler whose parameter has this annotation, and what it is called with."""
    seen: list[Any] = []

    def handler(event: Any) -> None:
        seen.append(event)

    handler.__annotations__["event"] = annotation
    call = typed(handler)
    return lambda event: call(event, CONTEXT), seen
