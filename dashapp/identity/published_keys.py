"""The keys that a login publishes: kept, renewed, and not fetched as often as strangers like."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dash_retool_embed.log_throttling import Outage
from dash_retool_embed.people import TokenInvalid
from dashapp.identity.bounded_lock import BoundedLock
from dashapp.identity.errors import KeysUnavailable
from dashapp.identity.key_server import KeyServer, NoKeys
from dashapp.identity.keys import Key, KeySet, check_algorithms, check_kid, read_key_set
from dashapp.settings import ASYMMETRIC

FETCH_INTERVAL_SECONDS = 10.0
"""At most one fetch in this time: whoever invents kids can't make the host hammer the login."""

RENEWED_AFTER_SECONDS = 300.0
"""Older keys are fetched again when they are next asked for, so that revoked ones go."""

KEPT_SECONDS = 3_600.0
"""How long keys count while the login is down; afterwards nobody is let in."""

PATIENCE_SECONDS = 1.0
"""How long a request whose key is not known yet waits for a fetch that another one has begun."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Fetched:
    keys: KeySet
    at: float


class PublishedKeys:
    """The JWK Set at one address. Threads may share it.

    PyJWT's PyJWKClient has a cache too, but its other threads wait while one fetches, failed
    fetches don't count for its interval, and it forgets the keys when the login is down.
    """

    def __init__(
        self,
        url: str,
        algorithms: Sequence[str],
        *,
        server: KeyServer | None = None,
        read: Callable[[bytes, Sequence[str]], KeySet] = read_key_set,
        few_wait: bool = False,
        outage: Outage | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Describe the keys; nothing is fetched before one is asked for.

        Args:
            url: where they are.
            algorithms: which they may be used for.
            server: fetches them.
            read: makes keys of the answer; raises ValueError or RecursionError.
            few_wait: also at the start, because no person waits for these keys.
            outage: told of keys that can't be had; None: of these alone.
            clock: in seconds, from any moment on.

        Raises:
            ValueError: an algorithm is not supported, or symmetric.
        """
        self._url = url
        self._algorithms = check_algorithms(algorithms, ASYMMETRIC)
        self._server = server or KeyServer()
        self._read = read
        self._few_wait = few_wait
        self._clock = clock
        self._fetching = BoundedLock()
        self._outage = outage or Outage(_log, f"keys from {url}", clock=clock)
        self._tried: float | None = None
        self._fetched: _Fetched | None = None

    def key(self, kid: object, algorithm: str) -> Key:
        """Return the key for this kid, which has to fit the algorithm.

        Raises:
            TokenInvalid: the login has no such key.
            KeysUnavailable: no keys came from the login, for too long.
        """
        name = check_kid(kid), algorithm
        found, is_known = self._look_up(name, RENEWED_AFTER_SECONDS), True
        if found is None:
            old = self._look_up(name, KEPT_SECONDS)
            is_known = self._fetch(patience=PATIENCE_SECONDS if old is None else 0)
            found = self._look_up(name, KEPT_SECONDS)
        if found is not None:
            return found
        # The key may be a new one: its person is not signed out for coming in a crowd.
        if not is_known or self._keys(KEPT_SECONDS) is None:
            raise KeysUnavailable(case="fetch")
        raise TokenInvalid("its key is none of the login's")

    def _look_up(self, name: tuple[str, str], max_age: float) -> Key | None:
        keys = self._keys(max_age)
        return None if keys is None else keys.get(name)

    def _keys(self, max_age: float) -> KeySet | None:
        fetched = self._fetched
        if fetched is None or self._clock() - fetched.at >= max_age:
            return None
        return fetched.keys

    def _fetch(self, patience: float) -> bool:
        """Fetch the keys, unless that was tried just now; then what was there before stays.

        Return False if another thread is at it, and was not waited for.
        """
        # At the start everybody waits; later only those whose key is new, or invented.
        everybody = not self._few_wait and self._keys(KEPT_SECONDS) is None
        if not self._fetching.acquire(timeout=patience, everybody=everybody):
            return False
        try:
            now = self._clock()
            if self._tried is not None and now - self._tried < FETCH_INTERVAL_SECONDS:
                return True
            self._tried = now
            self._fetched = _Fetched(self._read(self._server.get(self._url), self._algorithms), now)
        except (NoKeys, ValueError, RecursionError) as error:
            self._outage.failed(error)
        else:
            self._outage.resolved()
        finally:
            self._fetching.release()
        return True
