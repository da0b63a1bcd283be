"""What was good once, and is refused until it would have ended by itself."""

import time

import pytest

from dashapp.database import Store
from dashapp.sessions import Refusals, SessionRegistry
from tests.sessions.registries import registry_at


def test_a_refusal_is_known_here_at_once_and_elsewhere_with_the_next_look(url: str) -> None:
    here, elsewhere = registry_at(url), registry_at(url)
    assert "digest" not in Refusals(elsewhere)
    Refusals(here).add("digest", here.now() / 1000 + 60)
    assert "digest" in Refusals(here)
    assert Refusals(elsewhere).until("digest") is not None
    elsewhere.catch_up()
    assert "digest" in Refusals(elsewhere)
    assert "another" not in Refusals(elsewhere)


def test_a_process_that_begins_knows_what_was_refused_before(url: str) -> None:
    here = registry_at(url)
    Refusals(here).add("digest", here.now() / 1000 + 60)
    assert "digest" in Refusals(registry_at(url))


def test_what_is_refused_twice_stays_refused(url: str) -> None:
    refusals = Refusals(registry_at(url))
    later = registry_at(url).now() / 1000 + 60
    refusals.add("digest", later)
    refusals.add("digest", later)
    assert "digest" in refusals
    refusals.add("digest", later + 60)
    refusals.add("digest", later + 30)
    assert refusals.until("digest") == pytest.approx(later + 60, abs=0.01)


def test_a_refusal_takes_no_room_after_its_time(url: str) -> None:
    now = [time.time() - 30 * 3600]
    registry = SessionRegistry(Store(url), lambda: now[0])
    refusals = Refusals(registry)
    refusals.add("digest", now[0] + 60)
    assert "digest" in refusals
    now[0] += 61
    registry.catch_up()
    assert "digest" not in refusals
    # What is a day old by the database's own clock is gone.
    assert refusals.until("digest") is None
