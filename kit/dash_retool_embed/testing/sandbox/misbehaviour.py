"""The switches that make the sandbox misbehave as a Retool in trouble would."""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields

WAIT_MAX_SECONDS = 120.0
POLL_SECONDS = 0.02


@dataclass(slots=True)
class Misbehaviour:
    """What goes wrong, and when. Every switch may be set at any time, also from another thread.

    Attributes:
        hang: a mint request gets no answer until this is off again, or for 120 s at most.
        slow_seconds: how long a mint request takes, up to 120 s.
        fail_nth: every nth mint request fails, counted while this is on; 0 for none.
        fail_status: the HTTP status of such a failure; 429 comes with `Retry-After`.
        expire_after_seconds: how long a session lasts from its redemption, whatever was asked; a
            session that was redeemed before keeps its time.
        lose_cookie: no cookie is set or seen, as in a browser that blocks third-party ones.
        hang_frames: an app's page gets no answer until this is off again, or for 120 s at most.
        slow_frames_seconds: how long an app's page takes, up to 120 s.

    """

    hang: bool = False
    slow_seconds: float = 0.0
    fail_nth: int = 0
    fail_status: int = 503
    expire_after_seconds: float | None = None
    lose_cookie: bool = False
    hang_frames: bool = False
    slow_frames_seconds: float = 0.0
    _counted: int = field(default=0, init=False, repr=False, compare=False)

    def reset(self) -> None:
        """Switch everything off, in place: a test may hold on to this object."""
        calm = Misbehaviour()
        for switch in fields(self):
            setattr(self, switch.name, getattr(calm, switch.name))

    def change(self, switches: Mapping[str, object]) -> None:
        """Set the attributes of the mapping (see `read_switches`) and leave the others alone."""
        for name, value in switches.items():
            setattr(self, name, value)

    def counts_as_failure(self) -> bool:
        """Count a mint request and tell whether it is an nth one. Call it under a lock."""
        if self.fail_nth <= 0:
            self._counted = 0
            return False
        self._counted += 1
        return self._counted % self.fail_nth == 0


def wait(held: Callable[[], bool], seconds: float, given_up: Callable[[], bool]) -> bool:
    """Wait `seconds`, then as long as `held()`, but not after `given_up()`; 120 s at most.

    Return whether to go on: False when it is held still or given up.
    """
    start = time.monotonic()
    ready = start + min(seconds, WAIT_MAX_SECONDS)
    bound = start + WAIT_MAX_SECONDS
    # Polled, because a switch is a plain attribute that a test sets.
    while not given_up():
        now = time.monotonic()
        if now >= ready and not held():
            return True
        if now >= bound:
            return False
        time.sleep(POLL_SECONDS)
    return False


def read_switches(parameters: Mapping[str, str]) -> dict[str, object]:
    """Return the attributes of `Misbehaviour` that the parameters (see `PARAMETERS`) ask for.

    Raises:
        ValueError: for a parameter that doesn't exist or a value that it can't have; the message
            names both.

    """
    changes: dict[str, object] = {}
    for name, text in parameters.items():
        if name not in PARAMETERS:
            raise ValueError(f"{name} is no switch; there are {', '.join(PARAMETERS)}")
        attribute, read = PARAMETERS[name]
        try:
            changes[attribute] = read(text.strip())
        except ValueError as error:
            raise ValueError(f"{name}={text}: {error}") from None
    return changes


def read_flag(name: str, text: str) -> bool:
    """Return whether the parameter is on.

    Raises:
        ValueError: when the value is neither 0 nor 1; the message names the parameter.

    """
    try:
        return _flag(text)
    except ValueError as error:
        raise ValueError(f"{name}={text}: {error}") from None


def _flag(text: str) -> bool:
    if text not in {"0", "1"}:
        raise ValueError("must be 0 or 1")
    return text == "1"


def _seconds(text: str) -> float:
    try:
        seconds = float(text or 0)
    except ValueError:
        raise ValueError("must be a number of seconds") from None
    if not (math.isfinite(seconds) and seconds >= 0):
        raise ValueError("must be a number of seconds, 0 or more")
    return seconds


def _lifetime(text: str) -> float | None:
    return _seconds(text) or None


def _count(text: str) -> int:
    if not (text or "0").isdecimal():
        raise ValueError("must be a whole number, 0 or more")
    return int(text or 0)


def _status(text: str) -> int:
    if not (text.isdecimal() and 400 <= int(text) <= 599):
        raise ValueError("must be an HTTP status from 400 to 599")
    return int(text)


Reader = Callable[[str], object]

PARAMETERS: Mapping[str, tuple[str, Reader]] = {
    "hang": ("hang", _flag),
    "slow": ("slow_seconds", _seconds),
    "fail_nth": ("fail_nth", _count),
    "status": ("fail_status", _status),
    "expire_after": ("expire_after_seconds", _lifetime),
    "lose_cookie": ("lose_cookie", _flag),
    "hang_frames": ("hang_frames", _flag),
    "slow_frames": ("slow_frames_seconds", _seconds),
}
