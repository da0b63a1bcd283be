"""How long a test waits for what is sure to come."""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 90.0
"""So long that it ends only what hangs: a busy machine is slow, and no test may depend on it.

What a test waits for beside this is a condition, never a length of time.
"""


def until(condition: Callable[[], object], what: str) -> None:
    """Wait until it is so.

    Raises:
        AssertionError: it never was; `what` says what is missing.
    """
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, f"there was never: {what}"
        time.sleep(0.005)
