"""While the database is away: who is known goes on, who isn't is told to wait, ends wait too."""

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from dashapp.database import Store, StoreError
from dashapp.sessions import Revocations, SessionRegistry, SessionsUnavailable
from dashapp.sessions.lookups import QUIET_SECONDS, Lookups
from tests.patience import PATIENCE_SECONDS, until
from tests.sessions.registries import HOUR, ISSUER, registry_at, sessions_at, signed_in

Turn = Callable[[bool], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the database is."""
    made = tmp_path / "data"
    made.mkdir()
    return made


@pytest.fixture
def url(folder: Path) -> str:
    """A database of SQLite's, whose folder can go away."""
    return f"sqlite:///{folder}/sessions.sqlite3"


@pytest.fixture
def turn(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Turn:
    """Take the database away, or bring it back; requests try again at once."""
    monkeypatch.setattr("dashapp.sessions.lookups.QUIET_SECONDS", 0.0)
    hidden = folder.with_name("hidden")

    def turn(is_there: bool) -> None:
        shutil.move(*((hidden, folder) if is_there else (folder, hidden)))

    return turn


def forget_connections(registry: SessionRegistry) -> None:
    registry.store.close()


def test_who_is_known_goes_on_and_who_is_not_waits(url: str, turn: Turn) -> None:
    known, fresh = registry_at(url), registry_at(url)
    id_ = sessions_at(known).begin(signed_in(), HOUR)
    assert sessions_at(known).get(id_) is not None
    forget_connections(known)
    turn(False)
    assert sessions_at(known).get(id_) is not None
    with pytest.raises(SessionsUnavailable):
        sessions_at(fresh).get(id_)
    with pytest.raises(SessionsUnavailable):
        sessions_at(fresh).begin(signed_in(), HOUR)
    turn(True)
    assert sessions_at(fresh).get(id_) is not None


def test_an_end_counts_here_at_once_and_elsewhere_when_the_database_is_back(
    url: str, turn: Turn
) -> None:
    here, elsewhere = registry_at(url), registry_at(url)
    id_ = sessions_at(here).begin(signed_in(), HOUR)
    assert sessions_at(here).get(id_) is not None
    assert sessions_at(elsewhere).get(id_) is not None
    forget_connections(here)
    forget_connections(elsewhere)
    turn(False)
    sessions_at(here).end(id_, "signed out")
    assert sessions_at(here).get(id_) is None
    with pytest.raises(StoreError):
        here.catch_up()
    turn(True)
    assert sessions_at(here).get(id_) is None
    here.catch_up()
    elsewhere.catch_up()
    assert sessions_at(elsewhere).get(id_) is None
    assert sessions_at(here).get(id_) is None


def test_what_a_provider_ends_is_not_said_to_be_done_but_done_when_it_can_be(
    url: str, turn: Turn
) -> None:
    registry = registry_at(url)
    id_ = sessions_at(registry).begin(signed_in(), HOUR)
    forget_connections(registry)
    turn(False)
    with pytest.raises(SessionsUnavailable):
        sessions_at(registry).end_at_provider(ISSUER, "ada", None)
    turn(True)
    registry.catch_up()
    assert sessions_at(registry).get(id_) is None
    assert sessions_at(url).get(id_) is None


ENDING = """
import shutil, sys
from tests.sessions.registries import registry_at, sessions_at
url, folder, hidden, id_ = sys.argv[1:]
registry = registry_at(url)
shutil.move(folder, hidden)
sessions_at(registry).end(id_, "signed out")
shutil.move(hidden, folder)
"""


def test_a_sign_out_that_waits_is_written_when_the_process_ends(url: str, folder: Path) -> None:
    id_ = sessions_at(url).begin(signed_in(), HOUR)
    given = [url, str(folder), str(folder.with_name("hidden")), id_]
    subprocess.run([sys.executable, "-c", ENDING, *given], check=True, timeout=PATIENCE_SECONDS)
    assert sessions_at(url).get(id_) is None


def test_a_refresh_token_that_came_meanwhile_is_not_lost(url: str, turn: Turn) -> None:
    registry = registry_at(url)
    own = sessions_at(registry)
    id_ = own.begin(signed_in(), HOUR)
    session = own.get(id_)
    assert session is not None
    forget_connections(registry)
    turn(False)
    renewed = own.renew(session, {"sub": "ada"}, refresh_token="next", id_token=None)
    assert renewed is not None
    found = own.get(id_)
    assert found is not None
    assert own.refresh_token(found) == "next"
    turn(True)
    registry.catch_up()
    fresh = sessions_at(url)
    kept = fresh.get(id_)
    assert kept is not None
    assert fresh.refresh_token(kept) == "next"


def test_a_refusal_counts_here_at_once_and_elsewhere_when_the_database_is_back(
    url: str, turn: Turn
) -> None:
    here, elsewhere = registry_at(url), registry_at(url)
    now = here.now() / 1000
    assert "digest" not in Revocations(here)
    assert "digest" not in Revocations(elsewhere)
    forget_connections(here)
    turn(False)
    Revocations(here).add("digest", now + 60)
    assert "digest" in Revocations(here)
    turn(True)
    here.catch_up()
    elsewhere.catch_up()
    assert "digest" in Revocations(elsewhere)
    assert "digest" in Revocations(registry_at(url))


def test_an_outage_is_two_lines_for_what_ends_here_and_two_for_what_ends_elsewhere(
    url: str, turn: Turn, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Counter(looks=0)
    monkeypatch.setattr("dashapp.sessions.registry.POLL_SECONDS", 0.01)
    registry = registry_at(url)
    own = sessions_at(registry)
    ids = [own.begin(signed_in(), HOUR) for _ in range(9)]
    forget_connections(registry)
    turn(False)
    for each in ids:
        own.end(each, "signed out")
    look = registry.catch_up

    def count() -> None:
        asked["looks"] += 1
        look()

    monkeypatch.setattr(registry, "catch_up", count)
    registry.watch()
    until(lambda: asked["looks"] > 5, "some looks in vain")
    turn(True)
    ended = "Outage ends"
    until(lambda: sum(ended in each for each in caplog.messages) == 2, "both outages to end")
    here, elsewhere = "writing which sessions have ended", "learning which sessions have ended"
    lines = [
        (each[:11], here in each, elsewhere in each) for each in caplog.messages if "Outage" in each
    ]
    assert lines[:2] == [("Outage begi", True, False), ("Outage begi", False, True)]
    assert sorted(lines[2:]) == [(ended, False, True), (ended, True, False)]
    assert "with 9 failures" in caplog.text


def test_a_database_that_failed_is_left_alone_for_a_moment(folder: Path, url: str) -> None:
    now = [0.0]
    registry = SessionRegistry(Store(url))
    registry.lookups = Lookups(registry.store, lambda: now[0])
    id_ = sessions_at(url).begin(signed_in(), HOUR)
    shutil.move(folder, folder.with_name("hidden"))
    with pytest.raises(SessionsUnavailable, match="can't be used"):
        sessions_at(registry).get(id_)
    with pytest.raises(SessionsUnavailable, match="a moment ago"):
        sessions_at(registry).get(id_)
    shutil.move(folder.with_name("hidden"), folder)
    now[0] += QUIET_SECONDS
    assert sessions_at(registry).get(id_) is not None
