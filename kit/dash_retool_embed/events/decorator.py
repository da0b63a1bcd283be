"""Events out of Retool, brought to Python handlers."""

from collections.abc import Callable, Collection
from typing import Any, TypeVar, overload

from dash import Dash, Input, Output, State, callback

from dash_retool_embed.dash_internals import unpublished
from dash_retool_embed.events.apps import app_names, check_app
from dash_retool_embed.events.context import EmbedId
from dash_retool_embed.events.delivery import Delivery
from dash_retool_embed.events.handlers import (
    AnyHandler,
    Handler,
    HandlerOfOne,
    HandlerOfTwo,
    typed,
)
from dash_retool_embed.events.ids import check_id, check_states
from dash_retool_embed.events.receiver import Receiver
from dash_retool_embed.events.repeated import Place, caller, register_once

H = TypeVar("H", bound=Handler)
H1 = TypeVar("H1", bound=HandlerOfOne)
H2 = TypeVar("H2", bound=HandlerOfTwo)
HN = TypeVar("HN", bound=AnyHandler)


@overload
def on_event(
    embed_id: EmbedId,
    *,
    retool_app: str | Collection[str] | None = None,
    app: Dash | None = None,
) -> Callable[[H], H]: ...


@overload
def on_event(
    embed_id: EmbedId,
    state: State,
    /,
    *,
    retool_app: str | Collection[str] | None = None,
    app: Dash | None = None,
) -> Callable[[H1], H1]: ...


@overload
def on_event(
    embed_id: EmbedId,
    state: State,
    second: State,
    /,
    *,
    retool_app: str | Collection[str] | None = None,
    app: Dash | None = None,
) -> Callable[[H2], H2]: ...


@overload
def on_event(
    embed_id: EmbedId,
    state: State,
    second: State,
    third: State,
    /,
    *more: State,
    retool_app: str | Collection[str] | None = None,
    app: Dash | None = None,
) -> Callable[[HN], HN]: ...


def on_event(
    embed_id: EmbedId,
    *states: State,
    retool_app: str | Collection[str] | None = None,
    app: Dash | None = None,
) -> Callable[[Any], Any]:
    """Call the decorated function with every event of an embed, in order, once.

    The function gets one event at a time and runs inside a Dash callback, so it may change the page
    with ``dash.set_props``. To the page that callback is nothing that loads. One function an embed.

    Events come from the browser, and anybody can send a callback's request. So before the function
    runs, the server makes sure of three things: somebody is signed in, they may open the Retool
    app, and the frame is one whose link was minted for them and for this app. What an event says is
    still the browser's word: whoever may open the app can post any event out of it. Check a value
    that matters as you would check a form's. A plain ``Input(embed_id, "event")`` has none of these
    checks; it is the browser's word altogether, as every Dash input is.

    A second parameter gets the `EventContext`: the person, the app, the frame, and a ``key`` that
    makes effects idempotent.

        @on_event("orders", retool_app="sales")
        def approve(order: Order, context: EventContext) -> None:
            approvals.add(order.id, by=context.user.id, once=context.key)

    After these come the values of the states, in their order, as the page has them when it sends
    the events. They are the browser's word.

        @on_event("sales", State("store", "data"))
        def react(event: object, data: dict[str, object]) -> None: ...

    With ``dash.MATCH`` in the id, one function gets the events of each embed that fits; its context
    says which one. A state's MATCH is the same as the embed's.

        @on_event({"type": "embed", "row": MATCH}, State({"type": "note", "row": MATCH}, "value"),
                  retool_app="sales")
        def react(event: object, context: EventContext, note: str) -> None:
            print(context.embed_id["row"], note)

    Events wait while the component of a state is not on the page, and the browser's console says
    which one it is.

    The annotation of its first parameter says what an event is: a pydantic model, a union of
    models, a ``TypedDict``, a dataclass, ``list[int]``, whatever pydantic's ``TypeAdapter`` takes.
    Events are read as JSON: a strict model takes a date from text, and half an emoji, which is no
    text, becomes a "?". Without an annotation, or with ``Any`` or ``object``, an event is what
    Retool posted, any JSON value.

    One bad event must not hold up those behind it. So these are logged, naming the embed, and the
    next event follows:

    - an event that does not fit the annotation: a warning with its number, the places and what is
      wrong there. An event's values are not logged, and therefore not what a validator of your own
      says either, only the kind of its error; keys that the sender chose may be, shortened.
    - an event on which the function raises: an error with the traceback. ``PreventUpdate`` is none.
    - events that the browser could not carry, because of what they hold or because they are too
      large: a warning for a batch, with their count and the first one's reason.
    - events whose numbers are missing, because more than ``eventLimit`` waited in the browser: a
      warning with their count.

    Each of these gets 30 lines a minute from one person; then the log says how many more there
    were.

    Once holds in one process; with several, a batch that is sent again may reach a second one, and
    what another one has had looks lost: use the context's ``key`` there. Events that wait while the
    component is off the page are delivered when it is back; a reload or a closed window loses what
    has not been delivered yet.

    A batch is interrupted between two events after a second, and the browser sends the rest at
    once: what a slow function has done is acknowledged, and not done again.

    Args:
        embed_id: the ``id`` of the RetoolEmbed; with ``dash.MATCH`` in it, of each that fits.
        states: what else of the page the function gets; in an id, ``MATCH`` and ``ALL`` will do.
        retool_app: the configured app that it shows, or all that it may show; None: the one that is
            called like the embed's id.
        app: the Dash app whose page it is on. None will do while a process has one Dash app; of
            several, the first to serve a request would take the function.

    Raises:
        ValueError: the id is empty or has ``ALL`` in it, or a state has a ``MATCH`` that the id has
            not; ``retool_app`` names no app; or another function gets the events of this embed
            already. One whose lines run again, as in a reload, takes its own place.
        TypeError: there is no id, such as in ``@on_event`` without parentheses; something else than
            states follows it; ``retool_app`` is no name, or missing although the embed's id is no
            text; ``app`` is no Dash app; or the
            decorated function is not a plain one (calling an async function or a generator runs
            nothing of it, and every event would be lost), can't be called with an event, its
            context if it asks for that, and the values of the states, or has an annotation that
            can't be resolved here or that pydantic can't read.
            The text says what to do.
    """
    check_id(embed_id)
    check_states(embed_id, states)
    apps = app_names(embed_id, retool_app)
    check_app(embed_id, app)
    dash_id = embed_id if isinstance(embed_id, str) else dict(embed_id)
    output, input_ = Output(dash_id, "ack"), Input(dash_id, "events")
    wanted = [state.to_dict() for state in states]

    def register(handler: AnyHandler) -> AnyHandler:
        deliver = Delivery(typed(handler, len(states)), embed_id)
        receiver = Receiver(embed_id, apps, deliver, handler_name=str(output), states=wanted)

        # A function of its own for each handler: Dash keeps it, and `register_once` marks it.
        def receive(received: object, *values: object) -> dict[str, object]:
            return receiver(received, values)

        register_once(app, str(output), Place(handler, caller(1)), receive)
        add_callback = callback if app is None else app.callback
        # Both said, because an app may be set to make no first calls, and to publish its callbacks
        # as tools for language models.
        options = {"prevent_initial_call": False, **unpublished()}
        add_callback(output, input_, *states, **options)(receive)
        return handler

    return register
