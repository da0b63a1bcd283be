"""Tokens of frames: issued with their links, bound to a person and an app, unforgeable."""

import hmac
import json
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from dash_retool_embed.people import User

FRAME_PATTERN = "^[0-9a-f]{64}$"

MAX_AGE_SECONDS = 30 * 24 * 60 * 60.0
"""As long as the longest session that Retool gives (43,200 minutes); then a token is none."""

_TIME, _RANDOM, _MAC = 12, 20, 32
_TOKEN = re.compile(FRAME_PATTERN)


@dataclass(frozen=True, slots=True)
class FrameToken:
    """A token that this deployment has issued.

    ``id`` is the part of it that proves nothing, for logs and records. ``issued`` is when, in
    milliseconds since the epoch.
    """

    id: str
    issued: int


class FrameTokens:
    """Issues and checks tokens. All processes that have the same key know each other's.

    A token is 64 hexadecimal digits: when it was issued, a random part, and a message
    authentication code (HMAC-SHA256, RFC 2104, cut to 128 bits) over both, the app and the person.
    One spelling only for each: another one would be another frame to whoever counts its events.
    """

    def __init__(self, key: bytes, *, clock: Callable[[], float] = time.time) -> None:
        """Describe the tokens.

        Args:
            key: secret, and the same for every process of the deployment.
            clock: in seconds since the epoch.
        """
        self._key = key
        self._clock = clock

    def issue(self, app: str, person: User) -> str:
        """Return a token for a frame that shows this app to this person."""
        issued = f"{int(self._clock() * 1000):0{_TIME}x}"
        return self._signed(issued + secrets.token_hex(_RANDOM // 2), app, person)

    def read(self, token: str, app: str, person: User) -> FrameToken | None:
        """Return what a token says; None: it is not one of such a frame of this person's."""
        if not _TOKEN.match(token) or len(token) != _TIME + _RANDOM + _MAC:
            return None
        public = token[:-_MAC]
        if not hmac.compare_digest(self._signed(public, app, person), token):
            return None
        issued = int(public[:_TIME], 16)
        is_too_old = issued < 1000 * (self._clock() - MAX_AGE_SECONDS)
        return None if is_too_old else FrameToken(public, issued)

    def _signed(self, public: str, app: str, person: User) -> str:
        # As JSON, so that no two of them read alike; its ASCII takes half an emoji, too.
        bound = json.dumps([public, app, person.id]).encode()
        return public + hmac.digest(self._key, bound, "sha256").hex()[:_MAC]
