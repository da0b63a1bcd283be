"""What a browser sends, and who it is sent by."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from dash_retool_embed.access.access import Sender
from dash_retool_embed.access.frame_tokens import FrameToken
from dash_retool_embed.events.delivery import Delivery, read_batch
from dash_retool_embed.people import User


def name_of(frame: str) -> str:
    """A name as the server gives it out, for a frame that a test calls something shorter."""
    return sha256(frame.encode()).hexdigest()


def batch(*numbers: int, frame: str = "f1") -> dict[str, Any]:
    events = [{"seq": n, "data": f"event {n}"} for n in numbers]
    return {"frame": name_of(frame), "events": events}


def delivering(
    handler: Callable[[Any], None], embed_id: str = "sales", *, person: str = "ada", **how: Any
) -> Callable[[object], int]:
    """Return what takes a batch of this person's, whose frames they are."""
    return delivering_by(Delivery(lambda event, _context: handler(event), embed_id, **how), person)


def delivering_by(deliver: Delivery, person: str) -> Callable[[object], int]:
    def take(received: object) -> int:
        read = read_batch(received)
        assert read is not None
        frame = FrameToken(read.frame[:32], int(read.frame[:8], 16))
        return deliver(read, Sender(User(id=person), "sales", frame))

    return take
