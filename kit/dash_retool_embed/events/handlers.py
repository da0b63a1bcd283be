"""Handlers of events: what may be one, and what it is called with."""

import inspect
from collections.abc import Callable
from typing import Any, get_args

from dash_retool_embed.events.context import EventContext
from dash_retool_embed.events.event_type import event_reader, function_of

Handler = Callable[[Any], None] | Callable[[Any, EventContext], None]
HandlerOfOne = Callable[[Any, Any], None] | Callable[[Any, EventContext, Any], None]
HandlerOfTwo = Callable[[Any, Any, Any], None] | Callable[[Any, EventContext, Any, Any], None]
AnyHandler = Callable[..., None]
"""Of more than two states."""

TypedHandler = Callable[..., None]
"""It gets the event, its `EventContext`, and the values of the states."""

POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def typed(handler: AnyHandler, states: int = 0) -> TypedHandler:
    """Return a function that calls the handler with an event, read as what the handler takes.

    That is the annotation of the parameter that gets the event. Without one, or with ``Any`` or
    ``object``, the event is handed on as it is. The returned function raises InvalidEvent for an
    event that does not fit, and whatever the handler or a validator of its type raises.

    The handler gets the event's context too if it has a second positional parameter that is
    annotated as an `EventContext`, or that is needed and has no annotation. The values of the
    states come after that.

    Args:
        handler: the function.
        states: how many there are.

    Raises:
        TypeError: the handler is not a plain function, can't be called with an event and the
            states' values, or with an event, its context and these values; or it has an annotation
            that can't be resolved, or of which pydantic can't make a type.
    """
    _check_plain(handler)
    has_context = takes_context(handler, states)
    read = event_reader(handler, states + has_context)

    def call(event: object, context: EventContext, *values: object) -> None:
        handler(event, *([context] if has_context else []), *values)

    if read is None:
        return call

    def read_and_call(event: object, context: EventContext, *values: object) -> None:
        call(read(event), context, *values)

    return read_and_call


def takes_context(handler: AnyHandler, states: int = 0) -> bool:
    """Tell whether a handler is to be called with an event, its context and that many states."""
    try:
        own = inspect.signature(handler, follow_wrapped=False)
        parameters = inspect.signature(handler).parameters.values()
    # NameError: Python 3.14 evaluates the annotations here.
    except (TypeError, ValueError, NameError):
        return False
    positional = [each for each in parameters if each.kind in POSITIONAL]
    if len(positional) < 2:
        return False
    second = positional[1]
    if not _takes(own, 2 + states):
        if states and _names_context(second.annotation):
            raise TypeError(
                f"on_event calls {handler} with an event, its context and the value of each State: "
                f"it needs {2 + states} parameters"
            )
        return False
    if _names_context(second.annotation):
        return True
    # Anything else that has to be given would be somebody's mistake, such as a method without self.
    is_bare = second.default is second.annotation is inspect.Parameter.empty
    return is_bare and not _takes(own, 1 + states)


def _takes(signature: inspect.Signature, count: int) -> bool:
    try:
        signature.bind(*[object()] * count)
    except TypeError:
        return False
    return True


def _names_context(annotation: Any) -> bool:
    if isinstance(annotation, str):
        return EventContext.__name__ in annotation
    return EventContext in (annotation, *get_args(annotation))


def _check_plain(handler: AnyHandler) -> None:
    called = function_of(handler)
    if (
        inspect.iscoroutinefunction(called)
        or inspect.isgeneratorfunction(called)
        or inspect.isasyncgenfunction(called)
    ):
        raise TypeError(f"on_event takes plain functions: no async, no yield, as in {handler}")
