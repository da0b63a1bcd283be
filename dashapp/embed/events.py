"""Events out of Retool, brought to Python handlers."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from dash import Input, Output, callback
from dash.exceptions import PreventUpdate

log = logging.getLogger(__name__)

Handler = Callable[[Any], None]

# A frame's number is needed for as long as a batch of it may come again: seconds.
MAX_FRAMES = 10_000


def on_event(embed_id: str) -> Callable[[Handler], Handler]:
    """Call the decorated function with every event of an embed, in order, once.

    The function gets what Retool posted (any JSON value) and runs inside a Dash callback, so it may
    change the page with ``dash.set_props``. When it raises, that is logged and the next event
    follows: one bad event must not hold up those behind it. One function an embed.

    Args:
        embed_id: the ``id`` of the RetoolEmbed.
    """

    def register(handler: Handler) -> Handler:
        deliver = _once(handler, embed_id)

        @callback(Output(embed_id, "ack"), Input(embed_id, "events"))
        def receive(batch: Mapping[str, Any] | None) -> dict[str, int]:
            # The first call, without a batch, tells the browser that there is a handler.
            return {"seq": deliver(batch) if batch else 0}

        return handler

    return register


def _once(handler: Handler, embed_id: str) -> Callable[[Mapping[str, Any]], int]:
    frames: OrderedDict[str, _Frame] = OrderedDict()
    guard = threading.Lock()

    def deliver(batch: Mapping[str, Any]) -> int:
        with guard:
            frame = frames.setdefault(str(batch["frame"]), _Frame())
            frames.move_to_end(str(batch["frame"]))
            if len(frames) > MAX_FRAMES:
                frames.popitem(last=False)
        # A batch that was sent again waits here for its first copy; then nothing is left to do.
        with frame.lock:
            for event in batch["events"]:
                if event["seq"] > frame.last:
                    frame.last = event["seq"]
                    _handle(handler, embed_id, event)
        return frame.last

    return deliver


class _Frame:
    def __init__(self) -> None:
        self.last = 0
        self.lock = threading.Lock()


def _handle(handler: Handler, embed_id: str, event: Mapping[str, Any]) -> None:
    try:
        handler(event["data"])
    except PreventUpdate:
        return
    except Exception:
        log.exception("the handler of %s failed on event %s", embed_id, event["seq"])
