"""A fair queue by person: who waits for one of a few places, and who is next."""

import random
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dash_retool_embed.retool.latency import Latency
from dash_retool_embed.retool.tickets import MAX_AGE_SECONDS
from dash_retool_embed.retool.turn import BulkheadFull, Turn
from dash_retool_embed.retool.waiting_list import (
    GRACE_SECONDS,
    Person,
    WaitingList,
    ends_in,
    starts_in,
)

PER_PERSON = 2
"""How many places one person may have at a time; a third call waits for its turn."""

MAX_WAIT_SECONDS = 5.0
"""How long a thread waits: with a call of 13 seconds, less than a page waits for its answer."""

SHORTEST_WAIT = 0.05
LONGEST_WAIT = 10.0


class Bulkhead:
    """Gives out places. Threads may share it, and few of them wait in it.

    Next is whoever has the fewest places, then who arrived first. What a person waits for beside
    has arrived, for that, no earlier than their last turn: people take turns, however many calls
    or old tickets somebody has. A place that is free is never kept for somebody who is not there.
    """

    def __init__(
        self,
        places: int,
        room: int,
        *,
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        """Describe the queue.

        Args:
            places: how many there are.
            room: how many threads may wait, at most one for each person.
            clock: in seconds, from any moment on.
            wall_clock: in seconds since the epoch, because other processes read it in tickets.

        Raises:
            ValueError: there is no place.
        """
        if places < 1 or room < 0:
            raise ValueError("places must be above 0, and the room to wait not below")
        self._max_in_flight = places
        self._max_waiting = room
        self._clock = clock
        self._wall_clock = wall_clock
        self._lock = threading.Lock()
        self._running: set[Turn] = set()
        self._waiting: list[Turn] = []
        self._calls: Counter[Person] = Counter()
        self._last_turns: OrderedDict[Person, int] = OrderedDict()
        self._waiting_list = WaitingList()
        self._latency = Latency()
        self._newest = 0

    @contextmanager
    def slot(self, person: Person, arrived: int | None = None) -> Iterator[Turn]:
        """Hold a place during the `with` block, which sets `answered` once there is an answer.

        Args:
            person: whose call it is.
            arrived: from `BulkheadFull`, for who has been told to come back; None: just now.

        Raises:
            BulkheadFull: they have to come back.
        """
        turn = self._enter(person, arrived)
        try:
            turn.settled.wait(MAX_WAIT_SECONDS)
            if (seconds := self._outcome(turn)) is not None:
                raise BulkheadFull(turn.arrived, seconds)
            yield turn
        finally:
            self._leave(turn)

    def _enter(self, person: Person, arrived: int | None) -> Turn:
        with self._lock:
            self._waiting_list.forget(self._clock())
            turn = Turn(person, self._stamp() if arrived is None else arrived)
            self._waiting.append(turn)
            self._waiting_list.add(
                person, turn.arrived, self._clock() + MAX_WAIT_SECONDS + GRACE_SECONDS
            )
            self._admit()
            if turn.begun is None:
                self._make_room(turn)
            return turn

    def _outcome(self, turn: Turn) -> float | None:
        with self._lock:
            if turn.begun is None and turn.retry_in is None:
                self._turn_away(turn)
            return turn.retry_in

    def _leave(self, turn: Turn) -> None:
        with self._lock:
            if turn.begun is not None:
                self._running.remove(turn)
                self._calls[turn.person] -= 1
                self._calls += Counter()  # without who has none
                if turn.answered:
                    self._latency.note(self._clock() - turn.begun)
                self._admit()
            elif turn.retry_in is None:
                self._waiting.remove(turn)
                self._waiting_list.discard(turn.person, turn.arrived)

    def _stamp(self) -> int:
        """Return the time in microseconds, and never the same."""
        self._newest = max(int(self._wall_clock() * 1e6), self._newest + 1)
        return self._newest

    def _order(self, turn: Turn) -> tuple[int, int, int]:
        last = self._last_turns.get(turn.person, 0)
        return self._calls[turn.person], max(turn.arrived, last), turn.arrived

    def _admit(self) -> None:
        while len(self._running) < self._max_in_flight:
            able = [turn for turn in self._waiting if self._calls[turn.person] < PER_PERSON]
            if not able:
                return
            turn = min(able, key=self._order)
            self._waiting.remove(turn)
            self._waiting_list.discard(turn.person, turn.arrived)
            self._running.add(turn)
            self._calls[turn.person] += 1
            self._remember(turn.person)
            turn.begun = self._clock()
            turn.settled.set()

    def _remember(self, person: Person) -> None:
        self._last_turns[person] = now = self._stamp()
        self._last_turns.move_to_end(person)
        # No ticket is older.
        while next(iter(self._last_turns.values())) < now - MAX_AGE_SECONDS * 1e6:
            self._last_turns.popitem(last=False)

    def _make_room(self, newcomer: Turn) -> None:
        own = [turn for turn in self._waiting if turn.person == newcomer.person]
        if len(own) > 1:
            self._turn_away(max(own, key=self._order))
        if len(self._waiting) > self._max_waiting:
            self._turn_away(max(self._waiting, key=self._order))
        if newcomer.retry_in is None and self._starts_in(newcomer) > MAX_WAIT_SECONDS:
            self._turn_away(newcomer)

    def _turn_away(self, turn: Turn) -> None:
        self._waiting.remove(turn)
        seconds = min(max(self._room_in(turn), SHORTEST_WAIT), LONGEST_WAIT)
        # Those who are told the same don't come back in the same moment, and no place is free long.
        seconds += random.random() * max(SHORTEST_WAIT, 0.1 * self._latency.seconds)  # noqa: S311
        self._waiting_list.add(turn.person, turn.arrived, self._clock() + seconds + GRACE_SECONDS)
        turn.retry_in = seconds
        turn.settled.set()

    def _starts_in(self, turn: Turn, sooner: int = 0) -> float:
        before, _ = self._waiting_list.before(turn.person, turn.arrived, self._calls)
        return starts_in(
            before + 1 - sooner, self._ends(), self._max_in_flight, self._latency.seconds
        )

    def _room_in(self, turn: Turn) -> float:
        """Return when a thread may wait for this turn, in seconds."""
        _, own = self._waiting_list.before(turn.person, turn.arrived, self._calls)
        return max(
            self._starts_in(turn, sooner=self._max_waiting),
            starts_in(own, self._ends(turn.person), PER_PERSON, self._latency.seconds),
            self._starts_in(turn) - MAX_WAIT_SECONDS,
        )

    def _ends(self, person: Person | None = None) -> list[float]:
        now, latency = self._clock(), self._latency.seconds
        return [
            ends_in(now - (turn.begun or now), latency)
            for turn in self._running
            if person is None or turn.person == person
        ]
