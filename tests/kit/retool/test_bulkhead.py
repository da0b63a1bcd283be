"""Places are given out fairly by person, and few threads wait for them."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace

import pytest

from dash_retool_embed.retool import bulkhead
from dash_retool_embed.retool.bulkhead import LONGEST_WAIT, Bulkhead
from dash_retool_embed.retool.latency import LONGEST_CALL
from dash_retool_embed.retool.turn import BulkheadFull, Turn
from tests.patience import PATIENCE_SECONDS, until


class Call:
    """Somebody's call, on a thread of its own: it waits for a place, and keeps it until told."""

    def __init__(self, queue: Bulkhead, person: str, arrived: int | None) -> None:
        self.person = person
        self.full: BulkheadFull | None = None
        self.has_place = threading.Event()
        self._let_go = threading.Event()
        self._queue = queue
        self._arrived = arrived
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            with self._queue.slot(self.person, self._arrived) as turn:
                self.has_place.set()
                self._let_go.wait(PATIENCE_SECONDS)
                turn.answered = True
        except BulkheadFull as full:
            self.full = full

    def end(self) -> None:
        self._let_go.set()
        self._thread.join(PATIENCE_SECONDS)
        assert not self._thread.is_alive()

    def ticket(self) -> int:
        """When it arrived, as it was told that it has to come back."""
        self._thread.join(PATIENCE_SECONDS)
        assert self.full is not None
        return self.full.arrived


class Hall:
    """A queue, and who has come to it. Each is where they will be before the next one comes."""

    def __init__(self, places: int, room: int) -> None:
        self.queue = Bulkhead(places, room)
        self.calls: list[Call] = []

    def come(self, *people: str, arrived: int | None = None) -> list[Call]:
        return [self._come(person, arrived) for person in people]

    def _come(self, person: str, arrived: int | None) -> Call:
        call = Call(self.queue, person, arrived)
        self.calls.append(call)
        until(self._everybody_is_somewhere, "whoever has come to have a place, a ticket or a turn")
        return call

    def _everybody_is_somewhere(self) -> bool:
        settled = [call for call in self.calls if call.has_place.is_set() or call.full is not None]
        return len(settled) + len(self.parked()) == len(self.calls)

    def parked(self) -> list[str]:
        return [str(turn.person) for turn in self.queue._waiting]

    def next_after(self, call: Call) -> Call:
        """End a call, and return the one that gets its place."""
        had = [each for each in self.calls if each.has_place.is_set()]
        call.end()
        until(lambda: self._newcomers(had), "somebody who gets the place")
        (newcomer,) = self._newcomers(had)
        return newcomer

    def _newcomers(self, had: list[Call]) -> list[Call]:
        return [each for each in self.calls if each.has_place.is_set() and each not in had]


Open = Callable[[int, int], Hall]


@pytest.fixture
def hall(monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a hall in which nobody who waits loses patience."""
    monkeypatch.setattr(bulkhead, "MAX_WAIT_SECONDS", 10 * PATIENCE_SECONDS)
    with ExitStack() as stack:

        def open_(places: int, room: int) -> Hall:
            return stack.enter_context(closing(Hall(places, room)))

        yield open_


@contextmanager
def closing(hall: Hall) -> Iterator[Hall]:
    yield hall
    while left := [call for call in hall.calls if call._thread.is_alive()]:
        for call in left:
            if call.has_place.is_set():
                call.end()


def test_two_of_one_person_at_a_time_and_the_third_waits_for_its_turn(hall: Open) -> None:
    open_ = hall(8, 2)
    first, second, third = open_.come("ann", "ann", "ann")
    assert (first.has_place.is_set(), second.has_place.is_set()) == (True, True)
    assert not third.has_place.is_set()
    (ben,) = open_.come("ben")
    assert ben.has_place.is_set()
    assert open_.next_after(first) is third


def test_without_that_bound_one_person_has_every_place(
    hall: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulkhead, "PER_PERSON", 100)
    open_ = hall(4, 1)
    assert all(call.has_place.is_set() for call in open_.come(*["ann"] * 4))
    (ben,) = open_.come("ben")
    assert not ben.has_place.is_set()


def test_among_those_who_have_none_the_first_who_came_is_next(hall: Open) -> None:
    open_ = hall(1, 3)
    (running,) = open_.come("ann")
    for expected in open_.come("ben", "eve", "kim"):
        running = open_.next_after(running)
        assert running is expected


def test_who_has_no_place_goes_before_who_has_one(hall: Open) -> None:
    open_ = hall(2, 2)
    (_, other, second) = open_.come("ann", "kim", "ann")
    (ben,) = open_.come("ben")
    assert open_.next_after(other) is ben
    assert open_.next_after(ben) is second


def test_an_exception_gives_the_place_back() -> None:
    queue = Bulkhead(1, 0)
    for error in (ValueError, KeyboardInterrupt):
        with pytest.raises(error), queue.slot("ann"):
            raise error
    with queue.slot("ann"):
        pass


@pytest.mark.parametrize("has_place", [False, True])
def test_who_gives_up_while_they_wait_leaves_nothing_behind(
    hall: Open, monkeypatch: pytest.MonkeyPatch, has_place: bool
) -> None:
    open_ = hall(1, 2)
    (running,) = open_.come("ann")

    class Interrupted(threading.Event):
        def wait(self, _timeout: float | None = None) -> bool:
            if has_place:
                # The turn came in the very moment of giving up.
                running.end()
                assert self.is_set()
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        turn = Turn("ben", 1, settled=Interrupted())
        patch.setattr(bulkhead, "Turn", lambda *_: turn)
        with pytest.raises(KeyboardInterrupt), open_.queue.slot("ben"):
            pass
    assert open_.parked() == []
    running.end()
    (kim,) = open_.come("kim")
    assert kim.has_place.is_set()


def test_as_many_threads_wait_as_there_is_room_for_and_the_others_get_a_ticket(
    hall: Open,
) -> None:
    open_ = hall(1, 2)
    running, *_ = open_.come("ann", "ben", "eve")
    (kim,) = open_.come("kim")
    assert open_.parked() == ["ben", "eve"]
    assert kim.ticket() > 0
    assert kim.full is not None
    assert 0 < kim.full.seconds <= 1.1 * LONGEST_WAIT
    assert not running.full


def test_one_persons_flood_holds_one_thread(hall: Open) -> None:
    open_ = hall(2, 10)
    flood = open_.come(*["ann"] * 20)
    assert open_.parked() == ["ann"]
    assert sum(call.has_place.is_set() for call in flood) == 2
    assert sum(call.full is not None for call in flood) == 17


def test_who_comes_back_goes_before_who_came_later(hall: Open) -> None:
    open_ = hall(1, 2)
    running, ben, _ = open_.come("ann", "ben", "eve")
    (kim,) = open_.come("kim")
    ticket = kim.ticket()
    running = open_.next_after(running)
    assert running is ben
    open_.come("lea")
    assert open_.parked() == ["eve", "lea"]
    (kim,) = open_.come("kim", arrived=ticket)
    # Lea gives way, with a ticket.
    assert open_.parked() == ["eve", "kim"]
    running = open_.next_after(running)
    assert running.person == "eve"
    assert open_.next_after(running) is kim


def test_a_free_place_is_not_kept_for_who_is_away(hall: Open) -> None:
    open_ = hall(1, 0)
    (running,) = open_.come("ann")
    (kim,) = open_.come("kim")
    kim.ticket()
    running.end()
    (lea,) = open_.come("lea")
    assert lea.has_place.is_set()


def replays(open_: Hall) -> list[str]:
    """Have Mallory come back with one old ticket a hundred times; return who got a place."""
    (running,) = open_.come("ann")
    old = open_.queue._stamp() - 50_000_000
    open_.come("mallory", "ben", "eve", "kim", "lea", arrived=None)
    served: list[str] = []
    for _ in range(100):
        open_.come("mallory", arrived=old)
        if len(served) < 10:
            running = open_.next_after(running)
            served.append(running.person)
    return served


def test_a_ticket_that_is_replayed_a_hundred_times_gains_nothing(hall: Open) -> None:
    served = replays(hall(1, 6))
    # People take turns; and then only she is there.
    assert served == ["mallory", "ben", "eve", "kim", "lea", *["mallory"] * 5]


def test_if_a_turn_taken_did_not_count_it_would_gain_everything(
    hall: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Bulkhead, "_remember", lambda *_: None)
    assert replays(hall(1, 6)) == ["mallory"] * 10


def test_who_waits_too_long_gets_a_ticket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulkhead, "MAX_WAIT_SECONDS", 0.01)
    monkeypatch.setattr(Bulkhead, "_starts_in", lambda *_, **__: 0.0)
    queue = Bulkhead(1, 1)
    with queue.slot("ann"):
        with pytest.raises(BulkheadFull), queue.slot("ben"):
            pass
        assert queue._waiting == []


def test_nobody_waits_on_a_thread_for_calls_that_hang() -> None:
    clock = SimpleNamespace(now=1_000.0)
    queue = Bulkhead(1, 4, clock=lambda: clock.now)
    told = []
    with queue.slot("ann"):
        for clock.now in (1_006.0, 1_009.0, 1_012.0):
            with pytest.raises(BulkheadFull) as full, queue.slot("ben"):
                pass
            told.append(full.value.seconds)
    assert told == sorted(told)
    assert told[-1] > 5


def test_however_many_come_everybody_gets_a_place_and_nobody_more_than_two() -> None:
    places, people = 3, 12
    queue = Bulkhead(places, 4)
    running: Counter[int] = Counter()
    most = Counter[str]()
    lock = threading.Lock()
    done = []

    def call(person: int) -> None:
        arrived = None
        while True:
            try:
                with queue.slot(person, arrived) as turn:
                    with lock:
                        running[person] += 1
                        most["person"] = max(most["person"], running[person])
                        most["all"] = max(most["all"], running.total())
                    time.sleep(random.random() / 1000)
                    with lock:
                        running[person] -= 1
                    turn.answered = True
            except BulkheadFull as full:
                arrived = full.arrived
                time.sleep(min(full.seconds, 0.01))
            else:
                done.append(person)
                return

    threads = [threading.Thread(target=call, args=(n % people,)) for n in range(20 * people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert Counter(done) == dict.fromkeys(range(people), 20)
    assert most["all"] <= places
    assert most["person"] <= 2
    assert (queue._waiting, queue._running, queue._calls) == ([], set(), Counter())
    assert len(queue._waiting_list) == 0


def test_who_goes_away_is_forgotten() -> None:
    clock = SimpleNamespace(now=1_000.0)
    queue = Bulkhead(1, 0, clock=lambda: clock.now, wall_clock=lambda: clock.now)
    with queue.slot("ann"):
        for person in range(50):
            with pytest.raises(BulkheadFull), queue.slot(person):
                pass
        assert len(queue._waiting_list) == 50
    clock.now += 3_600
    with queue.slot("ben"):
        assert len(queue._waiting_list) == 0
        assert list(queue._last_turns) == ["ben"]


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_is_set_while_a_call_is_under_way_changes_no_guess(hours: int) -> None:
    clock, wall = SimpleNamespace(now=1_000.0), SimpleNamespace(now=1e9)
    queue = Bulkhead(1, 0, clock=lambda: clock.now, wall_clock=lambda: wall.now)
    with queue.slot("ann") as turn:
        clock.now += 2
        wall.now += 3_600 * hours
        turn.answered = True
    assert queue._latency.seconds == 2
    with queue.slot("ann"), pytest.raises(BulkheadFull) as full, queue.slot("ben"):
        pass
    assert full.value.seconds < LONGEST_WAIT


def test_no_call_counts_for_longer_than_one_can_take() -> None:
    clock = SimpleNamespace(now=1_000.0)
    queue = Bulkhead(1, 0, clock=lambda: clock.now)
    with queue.slot("ann") as turn:
        clock.now += 3_600
        turn.answered = True
    assert queue._latency.seconds == LONGEST_CALL


@pytest.mark.parametrize(("places", "room"), [(0, 1), (1, -1)])
def test_a_queue_that_nobody_could_pass_is_refused(places: int, room: int) -> None:
    with pytest.raises(ValueError, match="above 0"):
        Bulkhead(places, room)
