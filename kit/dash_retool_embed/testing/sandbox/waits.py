"""The requests that a sandbox holds, because it hangs or is slow."""

import threading
from collections.abc import Callable

from dash_retool_embed.testing.sandbox.misbehaviour import wait


class Waits:
    """How many requests are held right now. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._resets = 0
        self._count = 0

    @property
    def count(self) -> int:
        """How many there are."""
        with self._lock:
            return self._count

    def reset(self) -> None:
        """Have those that are held give up."""
        with self._lock:
            self._resets += 1

    def wait(self, held: Callable[[], bool], seconds: float) -> bool:
        """Wait `seconds`, then as long as `held()`; False means to give up."""
        with self._lock:
            resets = self._resets
            self._count += 1
        try:
            return wait(held, seconds, given_up=lambda: self._resets != resets)
        finally:
            with self._lock:
                self._count -= 1
