"""Who may have the provider asked for a token: few at a time, and nobody whose calls fail often.

Whoever has begun a sign-in can come back with any code, and each is a call with the host's client
secret that holds a thread. So a call has to be fast, or few are made; and a person who has to wait
keeps the code, which is shown to the provider only once it is their turn.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from limits.strategies import FixedWindowRateLimiter

from dash_retool_embed.client_network import network_of
from dash_retool_embed.limits import BoundedMemory, parse_rate
from dashapp.identity.sign_in_errors import (
    ProviderUnavailable,
    SignInExpired,
    SignInFailed,
    SignInWaits,
    TooManyFailedSignIns,
)
from dashapp.settings import FAILED_SIGN_INS

MOST_AT_ONCE = 16
"""A quarter of the threads that `dashapp serve` has."""

MOST_OF_ADDRESS = 12
"""An office that signs in at nine has one address, and codes that are good for a minute."""

FEW_AT_ONCE = 3
FEW_OF_ADDRESS = 2
"""Until the provider has answered fast, and again once it has not: its calls hold threads."""

SLOW_SECONDS = 3.0
BUSY_SECONDS = 1.0
"""When to come back if others are being served: a provider in order answers well within it."""

QUIET_SECONDS = 2.0
"""How long a provider that did not answer is left alone, before one call tries it again."""

ADDRESSES_WITHOUT_ANSWER = 2
"""A single address may have found a code that makes the provider hang, and counts for itself."""

MOST_REMEMBERED = 100

LONG_WAIT_SECONDS = 20.0
"""After such a wait a code may have expired through no fault of whoever brings it."""

MAX_WAITING = 500
"""How many who wait are known; those beyond count as if they had not waited."""


@dataclass(eq=False, frozen=True, slots=True)
class _Call:
    where: str
    begun: float


class TokenCalls:
    """Lets calls of one provider's token endpoint pass, or refuses them at once; nobody waits here.

    Threads may share it. An address counts as `dash_retool_embed.client_network.network_of` says.
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
        self._in_flight: list[_Call] = []
        self._is_fast = False
        # Since when each state has been kept waiting. Good once: a state may come again and again.
        self._waiting: OrderedDict[str, float] = OrderedDict()
        # Whose last call had no answer, and until when the provider is left alone for that.
        self._without_answer: dict[str, float] = {}

    @contextmanager
    def turn(self, address: str | None, state: str = "") -> Iterator[None]:
        """Hold a place for the call in the `with` block, and note how it ends.

        Args:
            address: whose call it is; None: that of a Unix socket.
            state: of the sign-in, which is the same when it comes again.

        Raises:
            SignInWaits, ProviderUnavailable, TooManyFailedSignIns: not now. Each says in its
                `retry_after` when the same request may come again.
        """
        where = network_of(address)
        try:
            call = self._enter(where)
        except SignInFailed:
            self._note_wait(state)
            raise
        waited = self._end_wait(state)
        try:
            yield
        except ProviderUnavailable:
            self._note_silence(where)
            self._failed.hit(self._rate, where)
            raise
        except SignInFailed as error:
            self._note_answer(call)
            if not (isinstance(error, SignInExpired) and waited >= LONG_WAIT_SECONDS):
                self._failed.hit(self._rate, where)
            raise
        else:
            self._note_answer(call)
        finally:
            with self._lock:
                self._in_flight.remove(call)

    def _enter(self, where: str) -> "_Call":
        if not self._failed.test(self._rate, where):
            ends, _ = self._failed.get_window_stats(self._rate, where)
            raise TooManyFailedSignIns(case="address", retry_after=ends - time.time())
        with self._lock:
            silent = self._without_answer
            of_all = len(silent) >= ADDRESSES_WITHOUT_ANSWER
            quiet = max(silent.values()) if of_all else silent.get(where, 0.0)
            if (seconds := quiet - self._clock()) > 0:
                raise ProviderUnavailable(case="left_alone", retry_after=seconds)
            at_once, of_address = self._most()
            # One call is enough to find out whether it is back.
            at_once = 1 if of_all else at_once
            of_address = 1 if where in silent else of_address
            own = sum(call.where == where for call in self._in_flight)
            if len(self._in_flight) >= at_once or own >= of_address:
                raise SignInWaits(case="others", retry_after=BUSY_SECONDS)
            call = _Call(where, self._clock())
            self._in_flight.append(call)
            return call

    def _most(self) -> tuple[int, int]:
        oldest = min((call.begun for call in self._in_flight), default=self._clock())
        if self._is_fast and self._clock() - oldest <= SLOW_SECONDS:
            return MOST_AT_ONCE, MOST_OF_ADDRESS
        return FEW_AT_ONCE, FEW_OF_ADDRESS

    def _note_wait(self, state: str) -> None:
        with self._lock:
            if len(self._waiting) >= MAX_WAITING and state not in self._waiting:
                self._waiting.popitem(last=False)
            self._waiting.setdefault(state, self._clock())

    def _end_wait(self, state: str) -> float:
        with self._lock:
            now = self._clock()
            return now - self._waiting.pop(state, now)

    def _note_answer(self, call: "_Call") -> None:
        # Whatever the provider said, it is there.
        with self._lock:
            self._without_answer.clear()
            self._is_fast = self._clock() - call.begun <= SLOW_SECONDS

    def _note_silence(self, where: str) -> None:
        with self._lock:
            self._is_fast = False
            self._without_answer.pop(where, None)
            self._without_answer[where] = self._clock() + QUIET_SECONDS
            if len(self._without_answer) > MOST_REMEMBERED:
                del self._without_answer[next(iter(self._without_answer))]
