"""How long a turn takes to come."""

from collections import Counter

import pytest

from dash_retool_embed.retool import waiting_list as room
from dash_retool_embed.retool.waiting_list import Person, WaitingList, ends_in, starts_in

NOBODY: Counter[Person] = Counter()


def line(**arrivals: list[int]) -> WaitingList:
    made = WaitingList()
    for person, times in arrivals.items():
        for arrived in times:
            made.add(person, arrived, until=100.0)
    return made


def test_people_take_turns_in_the_order_of_their_coming() -> None:
    waiting = line(ann=[1, 2, 3], ben=[4], eve=[5, 6])
    expected = {("ann", 1): 0, ("ben", 4): 1, ("eve", 5): 2, ("ann", 2): 3, ("eve", 6): 4}
    for (person, arrived), before in expected.items():
        assert waiting.before(person, arrived, NOBODY)[0] == before
    assert waiting.before("ann", 3, NOBODY) == (5, 2)


def test_calls_under_way_are_turns_taken() -> None:
    waiting = line(ann=[1], ben=[2, 3])
    assert waiting.before("ann", 1, {"ann": 1}) == (1, 0)
    assert waiting.before("ben", 3, {"ann": 2}) == (1, 1)


def test_who_is_not_counted_is_told_of_the_others() -> None:
    assert line(ann=[1], ben=[2]).before("kim", 3, NOBODY) == (2, 0)


def test_who_was_expected_and_has_not_come_is_forgotten() -> None:
    waiting = line(ann=[1], ben=[2])
    waiting.add("ben", 3, until=200.0)
    waiting.forget(now=150.0)
    assert len(waiting) == 1
    waiting.discard("ben", 3)
    waiting.discard("ben", 3)
    assert len(waiting) == 0


def test_of_people_and_requests_without_end_few_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room, "MAX_PEOPLE", 3)
    monkeypatch.setattr(room, "MAX_PER_PERSON", 2)
    waiting = line(**{f"person{n}": [1, 2, 3, 4] for n in range(10)})
    assert len(waiting) == 6


@pytest.mark.parametrize(
    ("turn", "ends", "seconds"),
    [
        (0, [1.0], 0.0),
        (1, [], 0.0),
        (2, [3.0], 0.0),
        (3, [3.0], 3.0),
        (1, [4.0, 1.0, 2.0], 1.0),
        (3, [4.0, 1.0, 2.0], 4.0),
        (4, [4.0, 1.0, 2.0], 1.5),
        (9, [4.0, 1.0, 2.0], 5.0),
    ],
)
def test_a_turn_comes_when_a_place_is_free(turn: int, ends: list[float], seconds: float) -> None:
    assert starts_in(turn, ends, 3, 0.5) == seconds


@pytest.mark.parametrize(("age", "seconds"), [(0.0, 2.0), (1.5, 0.5), (2.0, 0.2), (10.0, 8.0)])
def test_a_call_that_is_overdue_takes_as_long_again(age: float, seconds: float) -> None:
    assert ends_in(age, 2.0) == seconds
