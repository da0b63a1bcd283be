"""Counters in this process's memory, of which there are never more than a fixed number."""

import threading
import time

from limits.storage import Storage

MOST_KEYS = 10_000
"""About 2 MB. More people or addresses than this don't come within one window."""


class BoundedMemory(Storage):
    """A store for fixed windows of the package limits.

    Its own MemoryStorage keeps every key until its window ends, however many there are, and a
    thread looks through all of them a hundred times a second: strangers with many addresses could
    fill the memory and keep a processor busy. Here the oldest key makes room for a new one.
    """

    STORAGE_SCHEME = None

    def __init__(self, most_keys: int = MOST_KEYS) -> None:
        """Describe the store; it keeps so many keys at most."""
        super().__init__()
        self._most_keys = most_keys
        self._lock = threading.Lock()
        # By a clock that nobody sets back: a window would last as much longer.
        # In the order in which their windows began, so the first is the first to end.
        self._windows: dict[str, tuple[float, int]] = {}

    @property
    def base_exceptions(self) -> type[Exception]:
        """What this store may raise."""
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count, and return the count of the key's window; a new one lasts `expiry` seconds."""
        with self._lock:
            now = time.monotonic()
            ends, count = self._windows.get(key, (0.0, 0))
            if ends <= now:
                self._windows.pop(key, None)
                self._make_room(now)
                ends, count = now + expiry, 0
            self._windows[key] = ends, count + amount
            return count + amount

    def get(self, key: str) -> int:
        """Return the count of the key's window; 0: there is none."""
        ends, count = self._windows.get(key, (0.0, 0))
        return count if ends > time.monotonic() else 0

    def get_expiry(self, key: str) -> float:
        """Return when the key's window ends, in seconds since the epoch."""
        ends, _ = self._windows.get(key, (0.0, 0))
        return time.time() + max(0.0, ends - time.monotonic())

    def check(self) -> bool:
        """Tell whether the store works."""
        return True

    def reset(self) -> int:
        """Forget everything, and return how many keys that were."""
        with self._lock:
            count = len(self._windows)
            self._windows.clear()
            return count

    def clear(self, key: str) -> None:
        """Forget one key."""
        with self._lock:
            self._windows.pop(key, None)

    def __len__(self) -> int:
        return len(self._windows)

    def _make_room(self, now: float) -> None:
        while self._windows:
            oldest = next(iter(self._windows))
            if self._windows[oldest][0] > now and len(self._windows) < self._most_keys:
                return
            del self._windows[oldest]
