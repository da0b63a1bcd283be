"""What was good once, and is refused until it would have ended by itself."""

import time

import pytest

from dashapp.database import Store
from dashapp.sessions import Revocations, SessionRegistry
from tests.sessions.registries import registry_at


def test_a_refusal_is_known_here_at_once_and_elsewhere_with_the_next_look(url: str) -> None:
    here, elsewhere = registry_at(url), registry_at(url)
    assert "digest" not in Revocations(elsewhere)
    Revocations(here).add("digest", here.now() / 1000 + 60)
    assert "digest" in Revocations(here)
    assert Revocations(elsewhere).until("digest") is not None
    elsewhere.catch_up()
    assert "digest" in Revocations(elsewhere)
    assert "another" not in Revocations(elsewhere)


def test_a_process_that_begins_knows_what_was_refused_before(url: str) -> None:
    here = registry_at(url)
    Revocations(here).add("digest", here.now() / 1000 + 60)
    assert "digest" in Revocations(registry_at(url))


def test_what_is_refused_twice_stays_refused(url: str) -> None:
    revocations = Revocations(registry_at(url))
    later = registry_at(url).now() / 1000 + 60
    revocations.add("digest", later)
    revocations.add("digest", later)
    assert "digest" in revocations
    revocations.add("digest", later + 60)
    revocations.add("digest", later + 30)
    assert revocations.until("digest") == pytest.approx(later + 60, abs=0.01)


def test_a_refusal_takes_no_room_after_its_time(url: str) -> None:
    now = [time.time() - 30 * 3600]
    registry = SessionRegistry(Store(url), lambda: now[0])
    revocations = Revocations(registry)
    revocations.add("digest", now[0] + 60)
    assert "digest" in revocations
    now[0] += 61
    registry.catch_up()
    assert "digest" not in revocations
    # What is a day old by the database's own clock is gone.
    assert revocations.until("digest") is None
