"""Who may call Retool now: a few at a time, and nobody for a while after it failed repeatedly.

Without it, a Retool that hangs would take every thread of the host, one person after the other.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from circuitbreaker import CircuitBreaker

from dashapp.retool.errors import RetoolBusy, RetoolUnavailable

BUSY_SECONDS = 1.0
"""When to come back if all places are taken: a healthy Retool answers well within it."""


class Gate:
    """Lets calls to one Retool pass, or refuses them at once; nobody ever waits here.

    Threads may share it. Only RetoolUnavailable counts as a failure: any other answer, a refusal
    included, proves that Retool is alive.
    """

    def __init__(
        self, name: str, *, max_in_flight: int, failures_in_a_row: int, pause_seconds: float
    ) -> None:
        """Describe the gate.

        Args:
            name: of the Retool behind it, for messages.
            max_in_flight: how many may call at the same time.
            failures_in_a_row: after so many, calls stop.
            pause_seconds: how long they stop, before one of them tries whether Retool is back.

        Raises:
            ValueError: one of the three is not above 0.
        """
        if max_in_flight < 1 or failures_in_a_row < 1 or not pause_seconds > 0:
            raise ValueError("calls in flight, failures in a row and the pause must be above 0")
        self._name = name
        self._max_in_flight = max_in_flight
        self._places = threading.BoundedSemaphore(max_in_flight)
        self._trial = threading.Lock()
        # It takes no lock of its own, so two failures at the same moment may count as one: calls
        # then stop one failure later.
        self._breaker = CircuitBreaker(
            failure_threshold=failures_in_a_row,
            recovery_timeout=pause_seconds,
            expected_exception=RetoolUnavailable,
        )

    @contextmanager
    def passage(self) -> Iterator[None]:
        """Hold a place for the call in the `with` block, and note how it ends.

        Raises:
            RetoolUnavailable: Retool failed repeatedly, and is left alone for now.
            RetoolBusy: all places are taken.
        """
        # In this order: a call that is refused here says nothing about Retool's health.
        with self._unless_down(), self._place(), self._breaker:
            yield

    @contextmanager
    def _unless_down(self) -> Iterator[None]:
        if self._breaker.closed:
            yield
            return
        # The library would let everybody try once the pause is over; one call is enough to see.
        if not self._trial.acquire(blocking=False):
            raise self._down()
        try:
            # Asked again by whoever holds the trial: the one before may have failed just now.
            if self._breaker.opened:
                raise self._down()
            yield
        finally:
            self._trial.release()

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise RetoolBusy(
                f"{self._max_in_flight} calls to {self._name} are in flight already.",
                retry_after=BUSY_SECONDS,
            )
        try:
            yield
        finally:
            self._places.release()

    def _down(self) -> RetoolUnavailable:
        seconds = max(BUSY_SECONDS, float(self._breaker.open_remaining))
        return RetoolUnavailable(
            f"{self._name} failed {self._breaker.failure_count} times in a row and is left alone "
            f"for {seconds:g} seconds.",
            retry_after=seconds,
        )
