"""How often one person may ask for links, and how often strangers at one address may."""

import hashlib
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from limits import RateLimitItem
from limits.errors import StorageError
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter

from dash_retool_embed.callables import kind_of
from dash_retool_embed.client_network import network_of
from dash_retool_embed.errors import BadRequest, TooLarge, TooManyRequests
from dash_retool_embed.limits.memory import BoundedMemory
from dash_retool_embed.limits.rates import PER_ADDRESS, PER_PERSON, parse_rate
from dash_retool_embed.log_throttling import Outage
from dash_retool_embed.people import IdentityError, User

log = logging.getLogger(__name__)

# A store that is out of order makes one request in this time wait for it.
PAUSE_SECONDS = 5.0

PERSON, ADDRESS, REQUESTS = "person", "address", "person's requests"

REQUESTS_FOR_EACH_LINK = 25
"""How many requests one link may take. A page waits for seconds before it asks again."""


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
            per_address: likewise, for requests from one address that nobody who is signed in sent.
            store: of the package limits; None: in memory. While it is out of order, this process
                counts alone.
            clock: in seconds.

        Raises:
            ValueError: a limit that can't be read.
            TypeError: the store is none, such as its address.
        """
        if store is not None and not isinstance(store, Storage):
            raise TypeError(
                "MintLimits(store=…): a Storage of the package limits is needed, "
                f"not {kind_of(store)}"
            )
        self._per_person = _rate("per_person", per_person)
        self._per_address = _rate("per_address", per_address)
        rate = self._per_person
        self._of_requests = type(rate)(rate.amount * REQUESTS_FOR_EACH_LINK, rate.multiples)
        # Two, so that strangers, who are without number, push no person out.
        self._requests = FixedWindowRateLimiter(BoundedMemory())
        self._own = {kind: FixedWindowRateLimiter(BoundedMemory()) for kind in (PERSON, ADDRESS)}
        self._shared = None if store is None else FixedWindowRateLimiter(store)
        self._clock = clock
        self._paused_until = clock()
        self._outage = Outage(log, "the store of the limits", clock=clock)

    @contextmanager
    def limit_anonymous(self, address: str | None) -> Iterator[None]:
        """Count a request from this address if it turns out within that nobody known sent it.

        Whoever is signed in counts as a person only. They may share their address with strangers,
        who could otherwise use up what is theirs.

        Raises:
            TooManyRequests: instead of what was raised, since it is one too many.
        """
        try:
            yield
        except (BadRequest, TooLarge):
            self._count(self._per_address, ADDRESS, network_of(address))
            raise
        except IdentityError as error:
            # While the login's keys are away, everybody is unknown.
            if not error.transient:
                self._count(self._per_address, ADDRESS, network_of(address))
            raise

    def limit_person(self, person: User, cost: int = 1) -> None:
        """Count a request of this person, wherever they are; `cost` is how many it counts for.

        Raises:
            TooManyRequests: it is one too many.
        """
        # The store may be others' too, and needs no names.
        self._count(self._per_person, PERSON, _digest(person), cost)

    def limit_requests(self, person: User) -> None:
        """Count a request of this person, whether or not Retool will be asked; in this process.

        Raises:
            TooManyRequests: no page asks as often.
        """
        _count_in(self._requests, self._of_requests, REQUESTS, _digest(person), 1)

    def _count(self, rate: RateLimitItem, kind: str, who: str, cost: int = 1) -> None:
        if self._shared is not None and self._clock() >= self._paused_until:
            try:
                _count_in(self._shared, rate, kind, who, cost)
            # Some clients' failures come as they are.
            except (StorageError, OSError) as error:
                self._paused_until = self._clock() + PAUSE_SECONDS
                # Its text may have the store's address and password.
                cause = error.storage_error if isinstance(error, StorageError) else error
                self._outage.failed(
                    f"links are counted in this process alone: {type(cause).__name__} at the store"
                )
            except TooManyRequests:
                self._outage.resolved()
                raise
            else:
                self._outage.resolved()
                return
        _count_in(self._own[kind], rate, kind, who, cost)


def _rate(name: str, text: str) -> RateLimitItem:
    try:
        return parse_rate(text)
    except ValueError as error:
        raise ValueError(f"MintLimits({name}=…): {error}") from None


def _digest(person: User) -> str:
    return hashlib.sha256(person.id.encode(errors="surrogatepass")).hexdigest()


def _count_in(
    limiter: FixedWindowRateLimiter, rate: RateLimitItem, kind: str, who: str, cost: int
) -> None:
    if limiter.hit(rate, "dashapp", kind, who, cost=cost):
        return
    ends, _ = limiter.get_window_stats(rate, "dashapp", kind, who)
    raise TooManyRequests(retry_after=ends - time.time())
