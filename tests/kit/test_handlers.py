"""What may be a handler of events."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial, wraps
from typing import TYPE_CHECKING, Any

import pytest

from dash_retool_embed.events.context import EventContext
from dash_retool_embed.events.handlers import typed
from dash_retool_embed.people import User
from tests.kit.decorators import logged, with_user
from tests.kit.models import CONTEXT, Order

if TYPE_CHECKING:
    from decimal import Decimal


class Page:
    """All the ways to be called with an order; what else they take is not looked at."""

    def __init__(self) -> None:
        self.seen: list[object] = []

    def method(self, order: "Order") -> None:
        self.seen.append(order)

    def __call__(self, order: "Order", *, count: int = 1) -> None:
        self.seen += [order] * count

    def after(self, user: str, order: "Order", total: "Decimal | None" = None) -> None:
        assert (user, total) == ("jane", None)
        self.seen.append(order)

    def many(self, *orders: "Order") -> None:
        self.seen += orders


Handler = Callable[[Any], None]


@pytest.mark.parametrize(
    "handler_of",
    [
        lambda page: page,
        lambda page: page.method,
        lambda page: page.many,
        lambda page: partial(page.after, "jane"),
        lambda page: partial(partial(page), count=1),
        lambda page: logged(page.method),
        lambda page: logged(partial(page)),
        lambda page: partial(logged(page.after), "jane"),
        lambda page: with_user(page.after),
    ],
)
def test_whatever_takes_one_argument_may_be_a_handler(
    handler_of: Callable[[Page], Handler],
) -> None:
    page = Page()
    typed(handler_of(page))({"amount": 1}, CONTEXT)
    assert page.seen == [Order(amount=1)]


@pytest.mark.parametrize("decorated", [lambda handler: handler, logged])
def test_a_built_in_function_that_does_not_say_what_it_takes_may_be_a_handler(
    decorated: Callable[[Handler], Handler],
) -> None:
    seen: dict[str, int] = {}
    typed(decorated(seen.update))({"amount": 1}, CONTEXT)
    assert seen == {"amount": 1}


def one(_event: object) -> None: ...
def two(_event: object, _more: object) -> None: ...
def order_and_text(_event: object, _more: str) -> None: ...
def none() -> None: ...
def by_name(*, _event: object) -> None: ...
def event_and_name(_event: object, *, _more: object) -> None: ...


class Lazy:
    """A function of Python 3.14, whose annotations are evaluated when somebody asks."""

    @property
    def __signature__(self) -> object:
        raise NameError("name 'Missing' is not defined")

    def __call__(self, _event: object) -> None: ...


@pytest.mark.parametrize(
    "handler",
    [
        order_and_text,
        none,
        by_name,
        event_and_name,
        Page.method,
        partial(two, 1, 2),
        partial(two, _event=1),
        wraps(one)(lambda _event, _more: None),
        Order,
        Lazy(),
        "no function",
    ],
)
def test_what_can_not_be_called_with_an_event_and_its_context_is_refused(handler: Any) -> None:
    with pytest.raises(TypeError, match="on_event calls a handler with an event, or with"):
        typed(handler)


def test_a_second_parameter_gets_the_context() -> None:
    seen: list[object] = []

    def bare(event, context) -> None:  # type: ignore[no-untyped-def]
        seen.extend([event, context])

    def annotated(event: Order, context: EventContext) -> None:
        seen.extend([event, context])

    def with_default(event: "Order", context: "EventContext | None" = None) -> None:
        seen.extend([event, context])

    def optional(event: Order, context: EventContext = CONTEXT, *, more: int = 1) -> None:
        seen.extend([event, context])

    order = Order(amount=1)
    other = EventContext(User(id="bob"), "sales", "orders", "e" * 32, 1)
    for handler, expected in (
        (bare, [{"amount": 1}, other]),
        (annotated, [order, other]),
        (with_default, [order, other]),
        (optional, [order, other]),
    ):
        seen.clear()
        typed(handler)({"amount": 1}, other)
        assert seen == expected


def test_an_event_has_one_key_however_often_it_is_handed_over() -> None:
    assert CONTEXT.key == replace(CONTEXT).key
    others = [
        replace(CONTEXT, seq=8),
        replace(CONTEXT, frame="e" * 32),
        replace(CONTEXT, embed_id="refunds"),
        replace(CONTEXT, embed_id={"type": "orders", "index": 1}),
    ]
    assert CONTEXT.key not in {other.key for other in others}
