"""A circuit breaker for each app, and one for Retool as a whole.

Own code, because the packages for it don't fit: circuitbreaker keeps every breaker in a global
registry for ever and counts any other exception as a success, and pybreaker holds a lock during
the call.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from dash_retool_embed.retool.errors import RateLimited, RetoolError, RetoolUnavailable

MIN_FAILED_APPS = 3
"""So many apps have to fail before it is Retool that is sick, and not one or two of its apps."""

PROBE_SECONDS = 1.0
"""When to come back while one call tries whether all is well again."""

MAX_APPS = 1_000
"""How many failing apps are known at a time: apps come from the configuration, and are fewer."""

MAX_PAUSE_SECONDS = 60.0
"""The longest pause that is believed of Retool's Retry-After."""


@dataclass(slots=True)
class _Circuit:
    failures: int = 0
    open_until: float | None = None
    probing: set[str] = field(default_factory=set)
    failed_apps: set[str] = field(default_factory=set)


class CircuitBreaker:
    """Leaves an app alone after failures in a row, and Retool if several apps fail.

    Only RetoolUnavailable is a failure. Any other answer, a refusal included, proves that Retool
    is there. An exception that is no RetoolError says nothing. Threads may share it.
    """

    def __init__(
        self,
        name: str,
        *,
        failures_in_a_row: int,
        pause_seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Describe the breaker.

        Args:
            name: of the Retool behind it, for messages.
            failures_in_a_row: after so many, calls stop.
            pause_seconds: how long they stop, before one of them tries.
            clock: in seconds.

        Raises:
            ValueError: one of the two is not above 0.
        """
        if failures_in_a_row < 1 or not pause_seconds > 0:
            raise ValueError("failures in a row and the pause must be above 0")
        self._name = name
        self._failures_in_a_row = failures_in_a_row
        self._pause_seconds = pause_seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._all = _Circuit()
        self._apps: OrderedDict[str, _Circuit] = OrderedDict()
        self._limited_until = 0.0

    def check(self, app: str) -> None:
        """Refuse whoever would be refused by `call` anyway.

        Raises:
            RetoolUnavailable: the app, or Retool, failed repeatedly, and is left alone for now.
            RateLimited: Retool has asked for a pause.
        """
        with self._lock:
            self._check(app)

    @contextmanager
    def call(self, app: str) -> Iterator[None]:
        """Note how the call in the `with` block ends.

        Raises:
            RetoolUnavailable, RateLimited: as from `check`.
        """
        with self._lock:
            self._check(app)
            mine = [each for each in self._circuits(app) if each.open_until is not None]
            for circuit in mine:
                circuit.probing.add(app)
        try:
            yield
        except RetoolUnavailable:
            self._note_failure(app)
            raise
        except RateLimited as error:
            self._note_answer(app)
            self._note_limit(error)
            raise
        except RetoolError:
            self._note_answer(app)
            raise
        else:
            self._note_answer(app)
        finally:
            with self._lock:
                for circuit in mine:
                    circuit.probing.discard(app)

    def _circuits(self, app: str) -> list[_Circuit]:
        own = self._apps.get(app)
        return [self._all] if own is None else [self._all, own]

    def _check(self, app: str) -> None:
        now = self._clock()
        if now < self._limited_until:
            left = self._limited_until - now
            raise RateLimited(case="pause", retool=self._name, retry_after=left)
        for circuit in self._circuits(app):
            if circuit.open_until is None:
                continue
            left, probing = circuit.open_until - now, bool(circuit.probing)
            # An app that has not failed since the last answer tries at once, for itself: several
            # that are sick by themselves would keep Retool closed to everybody.
            if circuit is self._all and app not in circuit.failed_apps:
                left, probing = 0.0, app in circuit.probing
            if left > 0 or probing:
                seconds = max(PROBE_SECONDS, left)
                raise RetoolUnavailable(
                    case="paused" if circuit is self._all else "app_paused",
                    app=app,
                    retool=self._name,
                    failures=circuit.failures,
                    seconds=seconds,
                    retry_after=seconds,
                )

    def _note_failure(self, app: str) -> None:
        with self._lock:
            own = self._apps.setdefault(app, _Circuit())
            self._apps.move_to_end(app)
            if len(self._apps) > MAX_APPS:
                self._apps.popitem(last=False)
            if len(self._all.failed_apps) < MAX_APPS:
                self._all.failed_apps.add(app)
            self._all.failures += 1
            own.failures += 1
            open_until = self._clock() + self._pause_seconds
            if own.failures >= self._failures_in_a_row:
                own.open_until = open_until
            several = len(self._all.failed_apps) >= MIN_FAILED_APPS
            if several and self._all.failures >= self._failures_in_a_row:
                self._all.open_until = open_until

    def _note_answer(self, app: str) -> None:
        with self._lock:
            self._apps.pop(app, None)
            self._all = _Circuit()

    def _note_limit(self, error: RateLimited) -> None:
        # The limit is of the whole organization, so whoever asks next waits as long.
        asked = self._pause_seconds if error.retry_after is None else error.retry_after
        with self._lock:
            pause = min(max(asked, PROBE_SECONDS), MAX_PAUSE_SECONDS)
            until = self._clock() + pause
            self._limited_until = max(self._limited_until, until)
