"""What an event handler may know beside the event."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from dash_retool_embed.dash_internals import Wildcard
from dash_retool_embed.people import User

EmbedId = str | Mapping[str, str | int | Wildcard]
"""The id of an embed, or with `dash.MATCH` of several that have one handler."""


@dataclass(frozen=True, slots=True)
class EventContext:
    """Where an event came from. The person, the app and the frame are verified by the server.

    - ``user``: who is signed in and has sent it.
    - ``app``: the name of the configured Retool app in whose frame it happened.
    - ``embed_id``: the Dash id of the embed; of several that have one handler, the one that it was,
      by the browser's word.
    - ``frame``: 32 characters; the same for all events of one frame, and for no other frame.
    - ``seq``: the event's number; it grows within a frame.
    """

    user: User
    app: str
    embed_id: EmbedId
    frame: str
    seq: int

    @property
    def key(self) -> str:
        """The same whenever this event is handed over again to this handler, in any process.

        No other event has it, nor this one at another embed's handler.

        Keep it with what the event brought about, under a unique constraint, and the effect
        happens once even if the handler runs twice.
        """
        said = json.dumps([self.embed_id, self.frame, self.seq], sort_keys=True, default=str)
        return hashlib.sha256(said.encode()).hexdigest()[:32]
