"""Events out of Retool, brought to Python handlers."""

import inspect
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from dash import Dash, Input, Output, callback
from dash.exceptions import PreventUpdate
from pydantic import BaseModel, ConfigDict, ValidationError

log = logging.getLogger(__name__)

Handler = Callable[[Any], None]

# What a frame has had must be known for as long as a batch of it may come again: minutes.
MAX_FRAMES = 10_000


def on_event(
    embed_id: str | dict[str, str | int], *, app: Dash | None = None
) -> Callable[[Handler], Handler]:
    """Call the decorated function with every event of an embed, in order, once.

    The function gets what Retool posted (any JSON value) and runs inside a Dash callback, so it may
    change the page with ``dash.set_props``. When it raises, that is logged and the next event
    follows: one bad event must not hold up those behind it. One function an embed.

    Once holds in one process; with several, a batch that is sent again may reach a second one.
    Events that wait while the component is off the page are delivered when it is back; a reload or
    a closed window loses what has not been delivered yet.

    Args:
        embed_id: the ``id`` of the RetoolEmbed.
        app: whose page it is on. None will do while a process has one Dash app; of several, the
            first to serve a request would take the function.

    Raises:
        TypeError: the decorated function is not a plain one. Calling an async function or a
            generator runs nothing of it, and every event would be lost.
    """

    def register(handler: Handler) -> Handler:
        _check_plain(handler)
        deliver = Delivery(handler, embed_id)

        def receive(batch: object) -> dict[str, int]:
            # The first call, without a batch, tells the browser that there is a handler.
            return {"seq": 0 if batch is None else deliver(batch)}

        add_callback = callback if app is None else app.callback
        add_callback(Output(embed_id, "ack"), Input(embed_id, "events"))(receive)
        return handler

    return register


def _check_plain(handler: Handler) -> None:
    for called in (handler, type(handler).__call__):
        if (
            inspect.iscoroutinefunction(called)
            or inspect.isgeneratorfunction(called)
            or inspect.isasyncgenfunction(called)
        ):
            raise TypeError(f"on_event takes plain functions: no async, no yield, as in {handler}")


class _Event(BaseModel):
    model_config = ConfigDict(strict=True)

    seq: int
    data: Any


class _Batch(BaseModel):
    model_config = ConfigDict(strict=True)

    frame: str
    events: list[_Event]


class _Frame:
    def __init__(self) -> None:
        self.last = 0
        self.lock = threading.Lock()


class Delivery:
    """Hands batches to one handler and remembers, by frame, which events it has had."""

    def __init__(self, handler: Handler, embed_id: object) -> None:
        self._handler = handler
        self._embed_id = embed_id
        self._frames: OrderedDict[str, _Frame] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, received: object) -> int:
        """Handle what is new in a batch; return the newest number that its frame has had.

        The batch comes from a browser: one that is malformed is nobody's, and is 0.
        """
        try:
            batch = _Batch.model_validate(received)
        except ValidationError:
            log.warning("%s: a batch of events was malformed", self._embed_id)
            return 0
        frame = self._frame(batch.frame)
        # A batch that was sent again waits here for its first copy; then nothing is left to do.
        with frame.lock:
            for event in batch.events:
                if event.seq > frame.last:
                    frame.last = event.seq
                    self._handle(event)
            return frame.last

    def _frame(self, name: str) -> _Frame:
        with self._lock:
            frame = self._frames.setdefault(name, _Frame())
            self._frames.move_to_end(name)
            if len(self._frames) > MAX_FRAMES:
                self._frames.popitem(last=False)
            return frame

    def _handle(self, event: _Event) -> None:
        try:
            self._handler(event.data)
        except PreventUpdate:
            return
        # The handler is the caller's code and may raise anything.
        except Exception:
            log.exception("the handler of %s failed on event %s", self._embed_id, event.seq)
