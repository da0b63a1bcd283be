"""Who waits for a turn, and how long that will take: good guesses, on which no right depends."""

from collections.abc import Mapping, Sequence

Person = str | int

GRACE_SECONDS = 2.0
"""Who is later than this has gone away."""

MAX_PEOPLE = 2_000
MAX_PER_PERSON = 200


class WaitingList:
    """Everybody who waits, on a thread or with a ticket, as far as this process knows."""

    def __init__(self) -> None:
        # When each arrived, and until when they are expected.
        self._waiting: dict[Person, dict[int, float]] = {}
        self._next_sweep = 0.0

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def add(self, person: Person, arrived: int, until: float) -> None:
        """Note that this person waits until that moment, unless too many do to be counted."""
        if person not in self._waiting and len(self._waiting) >= MAX_PEOPLE:
            return
        own = self._waiting.setdefault(person, {})
        if arrived in own or len(own) < MAX_PER_PERSON:
            own[arrived] = until

    def discard(self, person: Person, arrived: int) -> None:
        """Note that they do so no more."""
        own = self._waiting.get(person, {})
        own.pop(arrived, None)
        if not own:
            self._waiting.pop(person, None)

    def forget(self, now: float) -> None:
        """Forget who was expected and has not come; at most once a second, for it takes a while."""
        if now < self._next_sweep:
            return
        self._next_sweep = now + 1.0
        for person, own in list(self._waiting.items()):
            for arrived in [arrived for arrived, until in own.items() if until < now]:
                self.discard(person, arrived)

    def before(self, person: Person, arrived: int, calls: Mapping[Person, int]) -> tuple[int, int]:
        """Return how many go first, and how many of these are the same person's.

        People take turns: nobody's second goes before somebody's first.

        Args:
            person: who waits.
            arrived: when that was.
            calls: how many calls of each person are under way, which count as turns taken.
        """
        own = sum(other < arrived for other in self._waiting.get(person, {}))
        turn = calls.get(person, 0) + own
        others = sum(
            _before(sorted(arrivals), turn - calls.get(other, 0), arrived)
            for other, arrivals in self._waiting.items()
            if other != person
        )
        return others + own, own


def _before(arrivals: Sequence[int], turns: int, arrived: int) -> int:
    """Return how many of a person's go before the one of another person who has had so many."""
    if turns < 0:
        return 0
    in_same_turn = turns < len(arrivals) and arrivals[turns] < arrived
    return min(turns, len(arrivals)) + in_same_turn


def starts_in(turn: int, ends: Sequence[float], places: int, latency: float) -> float:
    """Return in how many seconds the call starts that is this turn's, counted from 1.

    Args:
        turn: 0 or less have started already.
        ends: in how many seconds each of the calls that are under way will end.
        places: how many calls there are at a time.
        latency: how long one takes, in seconds.
    """
    if turn <= 0:
        return 0.0
    free = [0.0] * (places - len(ends)) + sorted(ends)
    rounds, place = divmod(turn - 1, places)
    return free[place] + rounds * latency


def ends_in(age: float, latency: float) -> float:
    """Return how much longer a call will take that is so old; what is overdue takes as long again.

    All in seconds.
    """
    return max(abs(latency - age), 0.1 * latency)
