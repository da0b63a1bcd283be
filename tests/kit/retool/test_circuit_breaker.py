"""One sick app is not a sick Retool."""

from dataclasses import dataclass

import pytest

from dash_retool_embed.retool import (
    RateLimited,
    RequestRejected,
    RetoolError,
    RetoolUnavailable,
    circuit_breaker,
)
from dash_retool_embed.retool.circuit_breaker import CircuitBreaker

PAUSE = 5.0
SICK, FINE = "sick", "fine"


@dataclass
class Clock:
    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


class Retool:
    """Apps that answer or fail, behind a breaker; `asked` has what got through."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.breaker = CircuitBreaker(
            "Retool", failures_in_a_row=5, pause_seconds=PAUSE, clock=self.clock
        )
        self.failing: set[str] = set()
        self.asked: list[str] = []

    def ask(self, app: str) -> str:
        try:
            self.breaker.check(app)
            with self.breaker.call(app):
                self.asked.append(app)
                if app in self.failing:
                    raise RetoolUnavailable("no answer")
        except RetoolError as error:
            return "left alone" if "left alone" in str(error) else error.code
        return "minted"

    def fails(self, *apps: str, times: int = 1) -> None:
        for _ in range(times):
            for app in apps:
                assert self.ask(app) == "retool_unavailable"


@pytest.fixture
def retool() -> Retool:
    return Retool()


def test_of_twenty_apps_one_that_always_fails_spoils_no_other(retool: Retool) -> None:
    apps = [f"app{n}" for n in range(19)]
    retool.failing = {SICK}
    others = []
    for turn in range(400):
        for _ in range(20):
            retool.ask(SICK)
        others.append(retool.ask(apps[turn % 19]))
        retool.clock.now += 0.5
    assert set(others) == {"minted"}
    # It is tried once a pause, after the five failures that began the first one.
    assert retool.asked.count(SICK) <= 5 + 400 * 0.5 / PAUSE


@pytest.mark.parametrize("sick", [("one",), ("one", "two")])
def test_two_apps_that_fail_are_not_retool(retool: Retool, sick: tuple[str, ...]) -> None:
    retool.failing = set(sick)
    retool.fails(*sick, times=5)
    assert {retool.ask(app) for app in sick} == {"left alone"}
    assert retool.ask(FINE) == "minted"


def test_three_apps_that_fail_in_a_row_are_retool(retool: Retool) -> None:
    retool.failing = {"one", "two", "three", FINE}
    retool.fails("one", "two", times=2)
    assert retool.ask("three") == "retool_unavailable"
    assert {retool.ask(app) for app in ("one", "two", "three")} == {"left alone"}
    # Any other app finds out for itself, once.
    retool.fails(FINE)
    assert retool.ask(FINE) == "left alone"
    retool.failing = set()
    retool.clock.now += PAUSE
    assert retool.ask("one") == "minted"


def test_while_retool_is_left_alone_another_app_tries_with_one_call(retool: Retool) -> None:
    retool.failing = {"one", "two", "three"}
    retool.fails("one", "two", times=2)
    retool.fails("three")
    with retool.breaker.call(FINE):
        assert retool.ask(FINE) == "left alone"
        assert retool.ask("finer") == "minted"


def test_an_answer_of_any_app_proves_that_retool_is_there(retool: Retool) -> None:
    retool.failing = {"one", "two", "three"}
    for _ in range(4):
        retool.fails("one", "two", "three")
        assert retool.ask(FINE) == "minted"
    # Of each app there is a row of its own, which that did not end.
    retool.fails("one", "two", "three")
    assert retool.ask("one") == "left alone"


def answers_beside_sick_apps(retool: Retool, sick: int) -> list[str]:
    """Let so many sick apps be asked for in turns and all the time; return what another is told."""
    retool.failing = {f"sick{n}" for n in range(sick)}
    answers = []
    for second in range(120):
        for n in range(50):
            retool.ask(f"sick{n % sick}")
            retool.clock.now += 0.02
        answers.append(retool.ask(f"fine{second % 16}"))
    return answers


@pytest.mark.parametrize("sick", [1, 2, 3, 4, 10])
def test_of_twenty_apps_several_sick_ones_keep_retool_closed_to_no_other(
    retool: Retool, sick: int
) -> None:
    assert set(answers_beside_sick_apps(retool, sick)) == {"minted"}


def test_if_others_did_not_try_for_themselves_sick_apps_would_keep_retool_closed(
    retool: Retool, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = type("Everything", (set,), {"__contains__": lambda *_: True})
    circuit = circuit_breaker._Circuit
    monkeypatch.setattr(circuit_breaker, "_Circuit", lambda: circuit(failed_apps=everything()))
    retool = Retool()
    assert answers_beside_sick_apps(retool, 4).count("left alone") > 60


def test_counting_all_apps_together_lets_one_hold_up_the_others(
    retool: Retool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attack on everybody else, with its guard away."""
    monkeypatch.setattr(circuit_breaker, "MIN_FAILED_APPS", 1)
    retool.failing = {SICK}
    retool.fails(SICK, times=5)
    with retool.breaker.call(FINE):
        assert retool.ask(FINE) == "left alone"


def test_one_call_at_a_time_tries(retool: Retool) -> None:
    retool.failing = {SICK}
    retool.fails(SICK, times=5)
    retool.clock.now += PAUSE
    with retool.breaker.call(SICK):
        assert retool.ask(SICK) == "left alone"
        assert retool.ask(FINE) == "minted"
    retool.failing = set()
    assert retool.ask(SICK) == "minted"


def test_a_try_that_came_to_nothing_is_made_again(retool: Retool) -> None:
    retool.failing = {SICK}
    retool.fails(SICK, times=5)
    retool.clock.now += PAUSE

    def give_up() -> None:
        with retool.breaker.call(SICK):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        give_up()
    assert retool.ask(SICK) == "retool_unavailable"
    assert retool.ask(SICK) == "left alone"


def test_a_refusal_is_an_answer(retool: Retool) -> None:
    retool.failing = {SICK}
    retool.fails(SICK, times=4)

    def be_refused() -> None:
        with retool.breaker.call(SICK):
            raise RequestRejected("no")

    with pytest.raises(RequestRejected):
        be_refused()
    retool.fails(SICK, times=4)


def test_a_pause_of_retools_own_holds_for_all_apps_and_is_no_failure(retool: Retool) -> None:
    def be_limited() -> None:
        with retool.breaker.call(SICK):
            raise RateLimited("no", retry_after=3.0)

    for _ in range(6):
        with pytest.raises(RateLimited):
            be_limited()
        assert retool.ask(FINE) == "rate_limited"
        retool.clock.now += 3
        assert retool.ask(FINE) == "minted"


def test_of_apps_without_end_few_are_remembered(
    retool: Retool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(circuit_breaker, "MAX_APPS", 3)
    retool.failing = {f"app{n}" for n in range(20)}
    for app in sorted(retool.failing):
        retool.ask(app)
        retool.clock.now += 2 * PAUSE
    assert len(retool.breaker._apps) == 3
    assert len(retool.breaker._all.failed_apps) == 3
