"""Tickets: a turn in the queue that is kept while nobody waits for it on the server."""

import hmac
import json
import re
import time
from collections.abc import Callable

TICKET_PATTERN = "^[0-9a-f]{46}$"

MAX_AGE_SECONDS = 60.0
"""As long as a page keeps asking by itself; an older turn is over."""

_TIME, _MAC = 14, 32
_TICKET = re.compile(TICKET_PATTERN)


class Tickets:
    """Issues and checks tickets. All processes that have the same key know each other's.

    A ticket is 46 hexadecimal digits: when its holder first asked, and a message authentication
    code (HMAC-SHA256, RFC 2104, cut to 128 bits) over that, the person and the app.
    """

    def __init__(self, key: bytes, *, clock: Callable[[], float] = time.time) -> None:
        """Describe the tickets.

        Args:
            key: secret, and the same for every process of the deployment.
            clock: in seconds since the epoch.
        """
        self._key = key
        self._clock = clock

    def issue(self, arrived: int, person: str | int, app: str) -> str:
        """Return a ticket for who arrived then, in microseconds since the epoch."""
        return self._signed(f"{arrived:0{_TIME}x}", person, app)

    def read(self, ticket: str, person: str | int, app: str) -> int | None:
        """Return when its holder arrived; None: it is not, or no longer, this person's ticket."""
        if not _TICKET.match(ticket) or len(ticket) != _TIME + _MAC:
            return None
        public = ticket[:_TIME]
        if not hmac.compare_digest(self._signed(public, person, app), ticket):
            return None
        arrived = int(public, 16)
        return arrived if self._clock() - arrived / 1e6 <= MAX_AGE_SECONDS else None

    def _signed(self, public: str, person: str | int, app: str) -> str:
        # As JSON, so that no two of them read alike; its ASCII takes half an emoji, too.
        bound = json.dumps([public, person, app]).encode()
        return public + hmac.digest(self._key, bound, "sha256").hex()[:_MAC]
