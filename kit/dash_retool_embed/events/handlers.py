"""Handlers of events: what may be one, and the type of the event that it takes."""

import inspect
import json
from collections.abc import Callable
from functools import partial
from typing import Any, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from dash_retool_embed.events.context import EventContext
from dash_retool_embed.mistakes import key_text, shown

Handler = Callable[[Any], None] | Callable[[Any, EventContext], None]
HandlerOfOne = Callable[[Any, Any], None] | Callable[[Any, EventContext, Any], None]
HandlerOfTwo = Callable[[Any, Any, Any], None] | Callable[[Any, EventContext, Any, Any], None]
AnyHandler = Callable[..., None]
"""Of more than two states."""

TypedHandler = Callable[..., None]
"""It gets the event, its `EventContext`, and the values of the states."""

POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)

# Of one event: a list of the wrong things would fill the log.
MAX_FAULTS = 3
MAX_MESSAGE = 200

PYDANTICS_OWN = frozenset(get_args(ErrorType))
# What an author's validator says, or a message's part of this name, may quote the value.
QUOTING_TYPES = frozenset({"value_error", "assertion_error"})
QUOTING_PARTS = frozenset({"error", "encoding_error", "tag", "tz_actual"})


class InvalidEvent(Exception):
    """An event is not of its handler's type; the text says where, without the event's values."""


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
    adapter = _adapter(handler, states + has_context)

    def call(event: object, context: EventContext, *values: object) -> None:
        handler(event, *([context] if has_context else []), *values)

    if adapter is None:
        return call

    def read_and_call(event: object, context: EventContext, *values: object) -> None:
        # JavaScript cuts emojis in half, and halves can't be encoded: each becomes a "?".
        text = json.dumps(event, ensure_ascii=False).encode(errors="replace")
        try:
            # As JSON, because a strict type takes a date or a tuple from JSON only.
            value = adapter.validate_json(text)
        except ValidationError as error:
            raise InvalidEvent(_where(error)) from None
        call(value, context, *values)

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
    called = _function_of(handler)
    if (
        inspect.iscoroutinefunction(called)
        or inspect.isgeneratorfunction(called)
        or inspect.isasyncgenfunction(called)
    ):
        raise TypeError(f"on_event takes plain functions: no async, no yield, as in {handler}")


def _function_of(handler: Any) -> Any:
    while isinstance(handler, partial):
        handler = handler.func
    return handler if inspect.isroutine(handler) else type(handler).__call__


def _adapter(handler: AnyHandler, more: int) -> TypeAdapter[Any] | None:
    annotation = _annotation(handler, more)
    if annotation is inspect.Parameter.empty:
        return None
    try:
        wanted = _resolved(annotation, _names_around(handler))
        if wanted in (Any, object):
            return None
        adapter = TypeAdapter[Any](wanted)
        # A model that names something unknown would else fail on the first event.
        adapter.rebuild(raise_errors=True)
        return adapter
    # An annotation is any expression, evaluated here, and may raise anything.
    except Exception as error:
        reason = str(error).partition("\n")[0].rstrip(".")
        raise TypeError(
            f"on_event can't read events as {annotation!r}, which {handler} takes: {reason}. "
            "Annotate the event with a type that pydantic knows, or with Any. Where annotations "
            "are strings, the type has to be in the handler's module by now: not in a function, "
            "not under TYPE_CHECKING."
        ) from error


def _annotation(handler: AnyHandler, more: int) -> Any:
    count = 1 + more
    try:
        own = _annotation_in(inspect.signature(handler, follow_wrapped=False), count)
    except ValueError:
        # Some built-in functions do not say what they take.
        return inspect.Parameter.empty
    # NameError: Python 3.14 evaluates the annotations here.
    except (TypeError, NameError) as error:
        raise TypeError(
            "on_event calls a handler with an event, or with an event and its context, and with "
            f"the value of each State, which {handler} does not take: {error}"
        ) from error
    try:
        return _annotation_in(inspect.signature(handler), count)
    except (TypeError, ValueError):
        # What a decorator wraps takes more than that, or does not say what it takes.
        return own


def _annotation_in(signature: inspect.Signature, count: int) -> Any:
    name = next(iter(signature.bind(*[object()] * count).arguments))
    return signature.parameters[name].annotation


def _resolved(annotation: Any, names: dict[str, Any]) -> Any:
    # Of the one parameter alone: what else the handler mentions need not exist when it runs.
    def probe() -> None: ...

    probe.__annotations__ = {"event": annotation}
    return get_type_hints(probe, globalns=names, include_extras=True)["event"]


def _names_around(handler: AnyHandler) -> dict[str, Any]:
    function = inspect.unwrap(_function_of(inspect.unwrap(handler)))
    names: dict[str, Any] = getattr(function, "__globals__", {})
    return names


def _where(error: ValidationError) -> str:
    faults = error.errors(include_url=False, include_input=False)
    told = [f"{_place(fault)}: {_words(fault)}" for fault in faults[:MAX_FAULTS]]
    if len(faults) > MAX_FAULTS:
        told.append(f"and {len(faults) - MAX_FAULTS} more")
    return "; ".join(told)


def _place(fault: ErrorDetails) -> str:
    # The sender chose some of the keys: shown() keeps them short and on one line.
    return shown(key_text(fault["loc"])) if fault["loc"] else "the event"


def _words(fault: ErrorDetails) -> str:
    kind = fault["type"]
    quotes = kind in QUOTING_TYPES or QUOTING_PARTS & fault.get("ctx", {}).keys()
    return kind if quotes or kind not in PYDANTICS_OWN else fault["msg"][:MAX_MESSAGE]
