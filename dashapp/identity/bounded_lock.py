"""A lock for which only a few threads wait, because strangers can make any number of them ask."""

import threading

MAX_WAITING = 4
"""Few of the 64 threads that `dashapp serve` has, and fewer than the least it starts with."""


class BoundedLock:
    """A lock around something slow that one thread does for all, such as a fetch."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(MAX_WAITING)

    def acquire(self, timeout: float, *, everybody: bool = False) -> bool:
        """Wait for the lock, in seconds; return False at once if enough threads wait already.

        Args:
            timeout: how long to wait.
            everybody: whether any number of threads may wait this time.
        """
        if self._lock.acquire(blocking=False):
            return True
        if everybody:
            return self._lock.acquire(timeout=timeout)
        if not self._places.acquire(blocking=False):
            return False
        try:
            return self._lock.acquire(timeout=timeout)
        finally:
            self._places.release()

    def release(self) -> None:
        """Let the next one have it."""
        self._lock.release()
