"""Batches of events on their way from a browser to one Python handler."""

import logging
import time
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Annotated, Any

from dash.exceptions import PreventUpdate
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dash_retool_embed.access import FRAME_PATTERN, Sender
from dash_retool_embed.events.context import EmbedId, EventContext
from dash_retool_embed.events.event_type import InvalidEvent
from dash_retool_embed.events.frames import Frame, FramesByPerson
from dash_retool_embed.events.handlers import TypedHandler
from dash_retool_embed.log_throttling import BoundedLog

log = logging.getLogger(__name__)

# The browser sends again what is not acknowledged within 5 seconds, and a server's thread should
# not be one frame's for long.
SLICE_SECONDS = 1.0

# A batch that waits for its first copy holds a thread of the server.
PATIENCE_SECONDS = 30.0


class _Event(BaseModel):
    model_config = ConfigDict(strict=True)

    seq: int
    data: Any


class _Rejected(BaseModel):
    model_config = ConfigDict(strict=True)

    seq: int
    # It is logged, and comes from a browser.
    rejected: Annotated[str, Field(max_length=200)]


class Batch(BaseModel):
    """What a browser sends.

    An event is ``{"seq": int, "data": any}``, or ``{"seq": int, "rejected": str}`` where the
    browser could not carry it, with the reason.
    """

    model_config = ConfigDict(strict=True)

    frame: Annotated[str, Field(pattern=FRAME_PATTERN)]
    # Hundreds of thousands of mistakes would take a second to be told.
    events: Annotated[list[_Event | _Rejected], Field(fail_fast=True)]


def read_batch(received: object) -> Batch | None:
    """Return what a browser has sent; None: it is malformed."""
    try:
        return Batch.model_validate(received)
    except ValidationError:
        return None


class Delivery:
    """Hands batches to one handler and remembers, by frame, which events it has had."""

    def __init__(
        self,
        handler: TypedHandler,
        embed_id: EmbedId,
        *,
        clock: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        """Describe the delivery.

        Args:
            handler: gets one event at a time.
            embed_id: whose events they are.
            clock: in seconds.
            patience: how many seconds a batch waits for another one of its frame.
        """
        self._handler = handler
        self._embed_id = embed_id
        self._clock = clock
        self._patience = patience
        self._lines = BoundedLog(log)
        self._frames = FramesByPerson(clock)
        self._lock = Lock()

    def __call__(
        self,
        batch: Batch,
        sender: Sender,
        states: Sequence[object] = (),
        sent_to: EmbedId | None = None,
    ) -> int:
        """Handle what is new in a batch; return the newest number that its frame has had.

        A slow handler gets a part of the batch, at least one new event: the number says how far it
        came.

        Args:
            batch: what has been sent.
            sender: who has sent it.
            states: values of the page that the handler takes.
            sent_to: which of the embeds it is that have this handler; None: there is one.

        Raises:
            PreventUpdate: another batch of this frame has been handled for too long already.
            FrameNotYours: the frame has been forgotten, and what it has had with it.
        """
        embed_id = self._embed_id if sent_to is None else sent_to

        def call(event: _Event) -> None:
            said = (sender.user, sender.app, embed_id, sender.frame.id, event.seq)
            self._handler(event.data, EventContext(*said), *states)

        with self._lock:
            frames = self._frames.of(sender.user.id)
            if not batch.events:
                # The browser asks whether anybody is here: no reason to remember it.
                return frames.last_of(sender.frame)
            frame = frames.of(sender.frame)
        # A batch that was sent again waits here for its first copy; then nothing is left to do.
        if not frame.lock.acquire(timeout=self._patience):
            raise PreventUpdate
        try:
            self._take(frame, batch.events, sender, call)
            return frame.last
        finally:
            frame.lock.release()

    def _take(
        self,
        frame: Frame,
        events: Sequence[_Event | _Rejected],
        sender: Sender,
        call: Callable[[_Event], None],
    ) -> None:
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
            self._handle(event, sender, call)
            if self._clock() >= end:
                break
        if lost:
            said = "%s: events lost in the browser: %d, between number %d and %d"
            self._warn(sender, "lost events", said, self._embed_id, lost, before, frame.last)
        if reasons:
            said = "%s: the browser could not carry %d of the events; the first because %r"
            number, first = len(reasons), reasons[0]
            self._warn(sender, "events not carried", said, self._embed_id, number, first)

    def _handle(self, event: _Event, sender: Sender, call: Callable[[_Event], None]) -> None:
        try:
            call(event)
        except PreventUpdate:
            return
        except InvalidEvent as error:
            said = "%s: event %d does not fit: %s"
            self._warn(sender, "misfits", said, self._embed_id, event.seq, error)
        except Exception:  # noqa: BLE001 - it is the caller's code; its traceback is logged below
            said = "the handler of %s failed on event %d"
            self._write(logging.ERROR, sender, "failures", said, self._embed_id, event.seq)

    def _warn(self, sender: Sender, kind: str, text: str, *arguments: object) -> None:
        self._write(logging.WARNING, sender, kind, text, *arguments)

    def _write(self, level: int, sender: Sender, kind: str, text: str, *arguments: object) -> None:
        # Whoever may open the app can post any event, as often as they like.
        kind, failed = f"{kind} of {self._embed_id}", level == logging.ERROR
        self._lines.write(level, kind, sender.user.id, text, *arguments, exc_info=failed)
