"""Batches of events on their way from a browser to one Python handler."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Annotated, Any

from dash.exceptions import PreventUpdate
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dashapp.embed.handlers import Handler, Misfit

log = logging.getLogger(__name__)

# What a frame has had must be known for as long as a batch of it may come again: minutes.
MAX_FRAMES = 10_000

# The browser sends again what is not acknowledged within 5 seconds, and a server's thread should
# not be one frame's for long.
SLICE_SECONDS = 1.0

# A batch that waits for its first copy holds a thread of the server.
PATIENCE_SECONDS = 30.0

# A frame's name is remembered and a reason is logged, and both come from a browser.
Words = Annotated[str, Field(max_length=200)]


class _Event(BaseModel):
    model_config = ConfigDict(strict=True)

    seq: int
    data: Any


class _Rejected(BaseModel):
    model_config = ConfigDict(strict=True)

    seq: int
    rejected: Words


class _Batch(BaseModel):
    model_config = ConfigDict(strict=True)

    frame: Words
    events: list[_Event | _Rejected]


class _Frame:
    def __init__(self) -> None:
        self.last = 0
        self.lock = Lock()


class Delivery:
    """Hands batches to one handler and remembers, by frame, which events it has had.

    A batch is ``{"frame": str, "events": [...]}``, an event ``{"seq": int, "data": any}``, or
    ``{"seq": int, "rejected": str}`` where the browser could not carry it, with the reason.
    """

    def __init__(
        self,
        handler: Handler,
        embed_id: object,
        *,
        clock: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._handler = handler
        self._embed_id = embed_id
        self._clock = clock
        self._patience = patience
        self._frames: OrderedDict[str, _Frame] = OrderedDict()
        self._lock = Lock()

    def __call__(self, received: object) -> int:
        """Handle what is new in a batch; return the newest number that its frame has had.

        A slow handler gets a part of the batch, at least one new event: the number says how far it
        came. The batch comes from a browser: one that is malformed is nobody's, and is 0.

        Raises:
            PreventUpdate: another batch of this frame has been handled for too long already.
        """
        try:
            batch = _Batch.model_validate(received)
        except ValidationError:
            log.warning("%s: a batch of events was malformed", self._embed_id)
            return 0
        if not batch.events:
            # The browser asks whether anybody is here: no reason to remember it.
            known = self._frames.get(batch.frame)
            return known.last if known else 0
        frame = self._frame(batch.frame)
        # A batch that was sent again waits here for its first copy; then nothing is left to do.
        if not frame.lock.acquire(timeout=self._patience):
            raise PreventUpdate
        try:
            self._take(frame, batch.events)
            return frame.last
        finally:
            frame.lock.release()

    def _frame(self, name: str) -> _Frame:
        with self._lock:
            frame = self._frames.setdefault(name, _Frame())
            self._frames.move_to_end(name)
            if len(self._frames) > MAX_FRAMES:
                self._frames.popitem(last=False)
            return frame

    def _take(self, frame: _Frame, events: Sequence[_Event | _Rejected]) -> None:
        end = self._clock() + SLICE_SECONDS
        reasons: list[str] = []
        before, lost = frame.last, 0
        for event in events:
            if event.seq <= frame.last:
                continue
            # A frame that is new here may have begun before this process did, or with another one.
            lost += event.seq - frame.last - 1 if frame.last else 0
            frame.last = event.seq
            if isinstance(event, _Rejected):
                reasons.append(event.rejected)
                continue
            self._handle(event)
            if self._clock() >= end:
                break
        if lost:
            said = "%s: events lost in the browser: %d, between number %d and %d"
            log.warning(said, self._embed_id, lost, before, frame.last)
        if reasons:
            said = "%s: the browser could not carry %d of the events; the first because %r"
            log.warning(said, self._embed_id, len(reasons), reasons[0])

    def _handle(self, event: _Event) -> None:
        try:
            self._handler(event.data)
        except PreventUpdate:
            return
        except Misfit as misfit:
            log.warning("%s: event %d does not fit: %s", self._embed_id, event.seq, misfit)
        # The handler is the caller's code and may raise anything.
        except Exception:
            log.exception("the handler of %s failed on event %d", self._embed_id, event.seq)
