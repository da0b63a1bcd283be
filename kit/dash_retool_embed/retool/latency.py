"""How long a call takes: a running mean, in which the newest counts most."""

FIRST_LATENCY = 0.1
"""How long a call takes, in seconds, until one has been seen: who comes back too early waits on."""

LONGEST_CALL = 13.0
"""No call takes longer, in seconds; what seems to was measured while the machine slept."""

_NEWEST_SHARE = 0.2
_SHORTEST_CALL = 0.001


class Latency:
    """The latency of calls, for one caller at a time."""

    def __init__(self) -> None:
        self._mean: float | None = None

    @property
    def seconds(self) -> float:
        """How long the next call will take."""
        return FIRST_LATENCY if self._mean is None else self._mean

    def note(self, seconds: float) -> None:
        """Take in how long a call has taken."""
        seconds = min(seconds, LONGEST_CALL)
        known = seconds if self._mean is None else self._mean
        self._mean = max(_SHORTEST_CALL, known + _NEWEST_SHARE * (seconds - known))
