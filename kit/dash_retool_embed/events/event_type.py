"""The type of the events that a handler takes, and reading an event as one."""

import inspect
import json
from collections.abc import Callable
from functools import partial
from typing import Any, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from dash_retool_embed.validation_errors import format_path, redacted

# Of one event: a list of the wrong things would fill the log.
MAX_FAULTS = 3
MAX_MESSAGE = 200

PYDANTICS_OWN = frozenset(get_args(ErrorType))
# What an author's validator says, or a message's part of this name, may quote the value.
QUOTING_TYPES = frozenset({"value_error", "assertion_error"})
QUOTING_PARTS = frozenset({"error", "encoding_error", "tag", "tz_actual"})


class InvalidEvent(Exception):
    """An event is not of its handler's type; the text says where, without the event's values."""


class EventReader:
    """Reads events as one type."""

    def __init__(self, adapter: TypeAdapter[Any]) -> None:
        """Read them with pydantic's adapter of the type."""
        self._adapter = adapter

    def __call__(self, event: object) -> Any:
        """Return an event as what its handler takes.

        Raises:
            InvalidEvent: it does not fit.
            Exception: whatever a validator of the type raises.
        """
        # JavaScript cuts emojis in half, and halves can't be encoded: each becomes a "?".
        text = json.dumps(event, ensure_ascii=False).encode(errors="replace")
        try:
            # As JSON, because a strict type takes a date or a tuple from JSON only.
            return self._adapter.validate_json(text)
        except ValidationError as error:
            raise InvalidEvent(_where(error)) from None


def function_of(handler: Any) -> Any:
    """Return what runs when a handler is called, below any `functools.partial`."""
    while isinstance(handler, partial):
        handler = handler.func
    return handler if inspect.isroutine(handler) else type(handler).__call__


def event_reader(handler: Callable[..., Any], more: int) -> EventReader | None:
    """Return what reads an event as the handler's annotation has it; None: it takes anything.

    Args:
        handler: takes the event first.
        more: how many other arguments it is called with.

    Raises:
        TypeError: the annotation can't be resolved, or pydantic can't make a type of it; or the
            handler can't be called in this way.
    """
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
        return EventReader(adapter)
    # An annotation is any expression, evaluated here, and may raise anything.
    except Exception as error:
        reason = str(error).partition("\n")[0].rstrip(".")
        raise TypeError(
            f"on_event can't read events as {annotation!r}, which {handler} takes: {reason}. "
            "Annotate the event with a type that pydantic knows, or with Any. Where annotations "
            "are strings, the type has to be in the handler's module by now: not in a function, "
            "not under TYPE_CHECKING."
        ) from error


def _annotation(handler: Callable[..., Any], more: int) -> Any:
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


def _names_around(handler: Callable[..., Any]) -> dict[str, Any]:
    function = inspect.unwrap(function_of(inspect.unwrap(handler)))
    names: dict[str, Any] = getattr(function, "__globals__", {})
    return names


def _where(error: ValidationError) -> str:
    faults = error.errors(include_url=False, include_input=False)
    told = [f"{_place(fault)}: {_words(fault)}" for fault in faults[:MAX_FAULTS]]
    if len(faults) > MAX_FAULTS:
        told.append(f"and {len(faults) - MAX_FAULTS} more")
    return "; ".join(told)


def _place(fault: ErrorDetails) -> str:
    # The sender chose some of the keys: redacted() keeps them short and on one line.
    return redacted(format_path(fault["loc"])) if fault["loc"] else "the event"


def _words(fault: ErrorDetails) -> str:
    kind = fault["type"]
    quotes = kind in QUOTING_TYPES or QUOTING_PARTS & fault.get("ctx", {}).keys()
    return kind if quotes or kind not in PYDANTICS_OWN else fault["msg"][:MAX_MESSAGE]
