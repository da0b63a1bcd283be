"""How often one person, and one address, may ask for links."""

import hashlib
import logging
import re
import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network

from limits import RateLimitItem
from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage
from limits.strategies import FixedWindowRateLimiter

from dashapp.embed.errors import TooManyRequests
from dashapp.identity import User
from dashapp.settings.limits import PER_ADDRESS, PER_PERSON, parse_rate

log = logging.getLogger(__name__)

# A store that is out of order makes one request in this time wait for it.
PAUSE_SECONDS = 5.0

WITH_PORT = re.compile(r"\[([^\]]+)\](?::\d+)?|(\d+(?:\.\d+){3}):\d+")

SOMEWHERE = "somewhere"
"""The address of a client that came through a Unix socket."""


class MintLimits:
    """Counts requests for links, in this process or in a store that several share."""

    def __init__(
        self,
        per_person: str = PER_PERSON,
        per_address: str = PER_ADDRESS,
        store: Storage | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Describe the limits.

        Args:
            per_person: such as "500 per 20 seconds".
            per_address: likewise; for all people behind it together.
            store: of the package limits; None: in memory. While it is out of order, this process
                counts alone.
            clock: in seconds.

        Raises:
            ValueError: a limit that can't be read.
        """
        self._per_person = parse_rate(per_person)
        self._per_address = parse_rate(per_address)
        self._own = FixedWindowRateLimiter(MemoryStorage())
        self._shared = None if store is None else FixedWindowRateLimiter(store)
        self._clock = clock
        self._paused_until = clock()

    def count_address(self, address: str | None) -> None:
        """Count a request from this address, whoever is asking.

        Raises:
            TooManyRequests: it is one too many.
        """
        self._count(self._per_address, "address", _network(address or SOMEWHERE))

    def count_person(self, person: User, cost: int = 1) -> None:
        """Count a request of this person, wherever they are; `cost` is how many it counts for.

        Raises:
            TooManyRequests: it is one too many.
        """
        # The store may be others' too, and needs no names.
        digest = hashlib.sha256(person.id.encode(errors="surrogatepass")).hexdigest()
        self._count(self._per_person, "person", digest, cost)

    def _count(self, rate: RateLimitItem, kind: str, who: str, cost: int = 1) -> None:
        if self._shared is not None and self._clock() >= self._paused_until:
            try:
                return _count_in(self._shared, rate, kind, who, cost)
            # Some clients' failures come as they are.
            except (StorageError, OSError) as error:
                self._paused_until = self._clock() + PAUSE_SECONDS
                # Its text may have the store's address and password.
                cause = error.storage_error if isinstance(error, StorageError) else error
                reason = type(cause).__name__
                log.warning("links are counted in this process alone: %s at the store", reason)
        return _count_in(self._own, rate, kind, who, cost)


def _count_in(
    limiter: FixedWindowRateLimiter, rate: RateLimitItem, kind: str, who: str, cost: int
) -> None:
    if limiter.hit(rate, "dashapp", kind, who, cost=cost):
        return
    ends, _ = limiter.get_window_stats(rate, "dashapp", kind, who)
    log.info("too many requests for links by one %s", kind)
    raise TooManyRequests(
        "Too many apps were opened in a short time.",
        retry_after=ends - time.time(),
    )


def _network(address: str) -> str:
    # Some proxies add the port, which is another one for each connection.
    if found := WITH_PORT.fullmatch(address):
        address = found[1] or found[2]
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if not isinstance(ip, IPv6Address):
        return str(ip)
    # Whoever has one IPv6 address has the other 2 ** 64 of its network, too.
    return str(ip.ipv4_mapped or ip_network((int(ip), 64), strict=False))
