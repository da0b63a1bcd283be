"""Who may have the provider asked for a token: few at a time, and nobody whose calls fail often.

Whoever has begun a sign-in can come back with any code, and each is a call with the host's client
secret that holds a thread. So a call has to be fast, or few are made; and a person who has to wait
keeps the code, which is shown to the provider only once it is their turn.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from limits.strategies import FixedWindowRateLimiter

from dashapp.flood import BoundedMemory, network_of
from dashapp.identity.sign_in_errors import (
    ProviderUnavailable,
    SignInFailed,
    SignInWaits,
    TooManyFailedSignIns,
)
from dashapp.settings.limits import FAILED_SIGN_INS, parse_rate

MOST_AT_ONCE = 3
MOST_OF_ADDRESS = 2
BUSY_SECONDS = 1.0
"""When to come back if others are being served: a provider in order answers well within it."""

QUIET_SECONDS = 2.0
"""How long a provider that did not answer is left alone, before one call tries it again."""

ADDRESSES_WITHOUT_ANSWER = 2
"""A single address may have found a code that makes the provider hang, and counts for itself."""

MOST_REMEMBERED = 100


class TokenCalls:
    """Lets calls of one provider's token endpoint pass, or refuses them at once; nobody waits here.

    Threads may share it. An address counts as `dashapp.flood.network_of` says.
    """

    def __init__(
        self,
        failed_sign_ins: str = FAILED_SIGN_INS,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Describe the calls.

        Args:
            failed_sign_ins: how many calls of one address may fail, such as "20 per 10 seconds";
                then its next ones wait for the end of that time.
            clock: in seconds, from any moment on.

        Raises:
            ValueError: the limit can't be read.
        """
        self._rate = parse_rate(failed_sign_ins)
        self._failed = FixedWindowRateLimiter(BoundedMemory())
        self._clock = clock
        self._lock = threading.Lock()
        self._in_flight: list[str] = []
        # Whose last call had no answer, and until when the provider is left alone for that.
        self._without_answer: dict[str, float] = {}

    @contextmanager
    def turn(self, address: str | None) -> Iterator[None]:
        """Hold a place for the call in the `with` block, and note how it ends.

        Args:
            address: whose call it is; None: that of a Unix socket.

        Raises:
            SignInWaits, ProviderUnavailable, TooManyFailedSignIns: not now. Each says in its
                `retry_after` when the same request may come again.
        """
        where = network_of(address)
        self._enter(where)
        try:
            yield
        except ProviderUnavailable:
            self._note_silence(where)
            self._failed.hit(self._rate, where)
            raise
        except SignInFailed:
            self._note_answer()
            self._failed.hit(self._rate, where)
            raise
        else:
            self._note_answer()
        finally:
            with self._lock:
                self._in_flight.remove(where)

    def _enter(self, where: str) -> None:
        if not self._failed.test(self._rate, where):
            ends, _ = self._failed.get_window_stats(self._rate, where)
            raise TooManyFailedSignIns(
                "Too many sign-ins of this address have failed.", retry_after=ends - time.time()
            )
        with self._lock:
            silent = self._without_answer
            of_all = len(silent) >= ADDRESSES_WITHOUT_ANSWER
            quiet = max(silent.values()) if of_all else silent.get(where, 0.0)
            if (seconds := quiet - self._clock()) > 0:
                raise ProviderUnavailable(
                    "It did not answer a moment ago, and is left alone.", retry_after=seconds
                )
            # One call is enough to find out whether it is back.
            most = 1 if of_all else MOST_AT_ONCE
            of_address = 1 if where in silent else MOST_OF_ADDRESS
            if len(self._in_flight) >= most or self._in_flight.count(where) >= of_address:
                raise SignInWaits("Others are being signed in.", retry_after=BUSY_SECONDS)
            self._in_flight.append(where)

    def _note_answer(self) -> None:
        # Whatever the provider said, it is there.
        with self._lock:
            self._without_answer.clear()

    def _note_silence(self, where: str) -> None:
        with self._lock:
            self._without_answer.pop(where, None)
            self._without_answer[where] = self._clock() + QUIET_SECONDS
            if len(self._without_answer) > MOST_REMEMBERED:
                del self._without_answer[next(iter(self._without_answer))]
