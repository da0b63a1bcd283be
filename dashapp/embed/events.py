"""Events out of Retool, brought to Python handlers."""

from collections.abc import Callable

from dash import Dash, Input, Output, callback

from dashapp.embed.delivery import Delivery
from dashapp.embed.handlers import Handler, typed

# The property whose value is a batch: hundreds of kilobytes, where others have a few.
EVENTS = "events"


def on_event(
    embed_id: str | dict[str, str | int], *, app: Dash | None = None
) -> Callable[[Handler], Handler]:
    """Call the decorated function with every event of an embed, in order, once.

    The function gets one event at a time and runs inside a Dash callback, so it may change the page
    with ``dash.set_props``. One function an embed.

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

    Once holds in one process; with several, a batch that is sent again may reach a second one, and
    what another one has had looks lost. Events that wait while the component is off the page are
    delivered when it is back; a reload or a closed window loses what has not been delivered yet.

    A batch is interrupted between two events after a second, and the browser sends the rest at
    once: what a slow function has done is acknowledged, and not done again.

    Args:
        embed_id: the ``id`` of the RetoolEmbed.
        app: whose page it is on. None will do while a process has one Dash app; of several, the
            first to serve a request would take the function.

    Raises:
        TypeError: the decorated function is not a plain one (calling an async function or a
            generator runs nothing of it, and every event would be lost), can't be called with one
            positional argument, or has an annotation that can't be resolved here or that pydantic
            can't read. The text says what to do.
    """

    def register(handler: Handler) -> Handler:
        deliver = Delivery(typed(handler), embed_id)

        def receive(batch: object) -> dict[str, object]:
            # The first call, without a batch, tells the browser that there is a handler.
            frame = batch.get("frame") if isinstance(batch, dict) else None
            return {"frame": frame, "seq": 0 if batch is None else deliver(batch)}

        add_callback = callback if app is None else app.callback
        output, input_ = Output(embed_id, "ack"), Input(embed_id, EVENTS)
        # Said, because an app may be set to make no first calls.
        add_callback(output, input_, prevent_initial_call=False)(receive)
        return handler

    return register
