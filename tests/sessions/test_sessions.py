"""Sessions in a real database: begun, known, changed and ended."""

import re
import time
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, text

from dashapp.database import Store, StoreUnavailable
from dashapp.sessions import SessionRegistry
from dashapp.sessions.listing import end_sessions_of, live_sessions
from dashapp.sessions.records import rows_of
from dashapp.sessions.tables import sessions
from dashapp.usage import erase_person, export_person
from tests.patience import until
from tests.sessions.registries import (
    HOUR,
    ISSUER,
    OTHER_SECRET,
    SECRET,
    registry_at,
    sessions_at,
    signed_in,
)


def test_a_session_is_found_by_every_process(url: str) -> None:
    id_ = sessions_at(url).begin(signed_in("ada", store_id=5), HOUR)
    found = sessions_at(url).get(id_)
    assert found is not None
    assert (found.person, found.issuer, found.subject) == ("ada", ISSUER, "ada")
    assert found.claims == {"sub": "ada", "roles": ["analyst"], "store_id": 5}


def test_neither_an_id_nor_a_token_is_in_the_database(url: str) -> None:
    own = sessions_at(url)
    id_ = own.begin(signed_in("ada"), HOUR)
    (row,) = rows_of(Store(url))
    kept = str(dict(row))
    assert id_ not in kept
    assert id_[:43] not in kept
    assert "refresh ada" not in kept
    assert "id ada" not in kept
    session = own.get(id_)
    assert session is not None
    assert own.refresh_token(session) == "refresh ada"
    assert own.id_token(session) == "id ada"


def test_an_id_is_long_and_of_letters_that_every_cookie_takes(url: str) -> None:
    id_ = sessions_at(url).begin(signed_in(), HOUR)
    assert re.fullmatch(r"[A-Za-z0-9_-]{65}", id_)


@pytest.mark.parametrize("forged", ["", "x", "é" * 65, "A" * 65, "{id}A", "{cut}", "{other}"])
def test_an_id_that_was_not_given_out_asks_no_database(forged: str) -> None:
    # A database that isn't there would raise.
    nowhere = sessions_at("sqlite:////nowhere/at/all.sqlite3")
    real = nowhere._keys.new_id()
    other = real[:-1] + ("A" if real[-1] != "A" else "Q")
    assert nowhere.get(forged.format(id=real, cut=real[:-1], other=other)) is None


def test_a_session_of_another_host_or_secret_is_none(url: str) -> None:
    id_ = sessions_at(url).begin(signed_in(), HOUR)
    assert sessions_at(url, host="dashapp at https://other.example.com").get(id_) is None
    assert sessions_at(url, secrets=[OTHER_SECRET]).get(id_) is None
    assert sessions_at(url).get(id_) is not None


def test_a_session_outlives_a_change_of_the_secret(url: str) -> None:
    id_ = sessions_at(url).begin(signed_in("ada"), HOUR)
    rolled = sessions_at(url, secrets=[OTHER_SECRET, SECRET])
    session = rolled.get(id_)
    assert session is not None
    assert rolled.refresh_token(session) == "refresh ada"
    newer = rolled.begin(signed_in("ada"), HOUR)
    assert sessions_at(url, secrets=[OTHER_SECRET]).get(newer) is not None


def test_a_session_ends_with_its_time(url: str) -> None:
    now = [1_000_000.0]
    own = sessions_at(SessionRegistry(Store(url), lambda: now[0]))
    id_ = own.begin(signed_in(), timedelta(minutes=5))
    now[0] += 299
    assert own.get(id_) is not None
    now[0] += 1
    assert own.get(id_) is None


def test_a_session_that_ends_here_ends_elsewhere_with_the_next_look(url: str) -> None:
    here, elsewhere = registry_at(url), registry_at(url)
    id_ = sessions_at(here).begin(signed_in(), HOUR)
    assert sessions_at(here).get(id_) is not None
    assert sessions_at(elsewhere).get(id_) is not None
    sessions_at(here).end(id_, "signed out")
    assert sessions_at(here).get(id_) is None
    elsewhere.catch_up()
    assert sessions_at(elsewhere).get(id_) is None
    (row,) = rows_of(Store(url))
    assert (row["ended_by"], row["refresh_token"], row["id_token"]) == ("signed out", None, None)


def test_a_process_asks_by_itself(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashapp.sessions.registry.POLL_SECONDS", 0.05)
    here, elsewhere = registry_at(url), registry_at(url)
    id_ = sessions_at(here).begin(signed_in(), HOUR)
    assert sessions_at(elsewhere).get(id_) is not None
    sessions_at(here).end(id_, "signed out")
    until(lambda: sessions_at(elsewhere).get(id_) is None, "the session has ended")


def test_all_of_a_person_s_sessions_can_be_ended_and_nobody_else_s(url: str) -> None:
    registry = registry_at(url)
    own = sessions_at(registry)
    ids = [own.begin(signed_in(who), HOUR) for who in ("ada", "grace", "ada")]
    store = Store(url)
    assert [each.person for each in live_sessions(store)] == ["ada", "grace", "ada"]
    assert end_sessions_of(store, "ada") == 2
    assert end_sessions_of(store, "ada") == 0
    registry.catch_up()
    assert [own.get(id_) is None for id_ in ids] == [True, False, True]
    assert [each.person for each in live_sessions(store)] == ["grace"]
    assert live_sessions(store, "ada") == []


def test_a_provider_ends_one_session_or_all_of_somebody(url: str) -> None:
    own = sessions_at(url)
    ids = [
        own.begin(signed_in(who, session), HOUR)
        for who, session in (("ada", "s1"), ("ada", "s2"), ("grace", "s3"), ("ada", None))
    ]

    def live() -> list[bool]:
        return [own.get(id_) is not None for id_ in ids]

    assert own.end_at_provider(ISSUER, "grace", "s1") == 0
    assert own.end_at_provider("https://other.example.com", "ada", None) == 0
    assert live() == [True] * 4
    assert own.end_at_provider(ISSUER, None, "s2") == 1
    assert live() == [True, False, True, True]
    assert own.end_at_provider(ISSUER, "ada", None) == 2
    assert live() == [False, False, True, False]
    with pytest.raises(ValueError, match="a subject or a session"):
        own.end_at_provider(ISSUER, None, None)


def test_what_the_provider_says_anew_is_known_everywhere(url: str) -> None:
    here, elsewhere = registry_at(url), registry_at(url)
    id_ = sessions_at(here).begin(signed_in("ada"), HOUR)
    before = sessions_at(elsewhere).get(id_)
    assert before is not None
    claims = {"sub": "ada", "roles": ["viewer"]}
    sessions_at(here).renew(before, claims, refresh_token="next", id_token=None)
    elsewhere.catch_up()
    after = sessions_at(elsewhere).get(id_)
    assert after is not None
    assert after.claims == claims
    assert sessions_at(elsewhere).refresh_token(after) == "next"
    assert sessions_at(elsewhere).id_token(after) == "id ada"
    assert after.checked_at >= before.checked_at


def test_one_process_at_a_time_asks_the_provider(url: str) -> None:
    now = [1_000_000.0]
    here = sessions_at(SessionRegistry(Store(url), lambda: now[0]))
    elsewhere = sessions_at(SessionRegistry(Store(url), lambda: now[0]))
    session = here.get(here.begin(signed_in(), HOUR))
    assert session is not None
    assert here.take_check(session, 30)
    assert not elsewhere.take_check(session, 30)
    assert not here.take_check(session, 30)
    # Whoever had taken it may have died.
    now[0] += 30
    assert elsewhere.take_check(session, 30)
    renewed = here.renew(session, {"sub": "ada"}, refresh_token=None, id_token=None)
    assert renewed is not None
    assert here.take_check(renewed, 30)


def test_a_session_that_has_ended_is_not_renewed(url: str) -> None:
    own = sessions_at(url)
    id_ = own.begin(signed_in(), HOUR)
    session = own.get(id_)
    assert session is not None
    own.end(id_, "signed out")
    assert own.renew(session, {"sub": "ada"}, refresh_token="next", id_token=None) is None
    assert not own.take_check(session, 30)
    assert own.get(id_) is None


def test_what_has_been_over_for_a_day_is_deleted(url: str) -> None:
    now = [time.time() - 26 * 3600]
    registry = SessionRegistry(Store(url), lambda: now[0])
    own = sessions_at(registry)
    own.begin(signed_in("ada"), timedelta(hours=1))
    own.begin(signed_in("grace"), timedelta(hours=24))
    registry.catch_up()
    assert [row["person"] for row in rows_of(Store(url))] == ["grace"]


def test_a_session_that_the_database_has_no_more_ends(url: str) -> None:
    registry = registry_at(url)
    own = sessions_at(registry)
    id_ = own.begin(signed_in(), HOUR)
    assert own.get(id_) is not None
    # As a backup leaves it that was made before.
    with Store(url).writing() as connection:
        connection.execute(delete(sessions))
    registry.catch_up()
    assert own.get(id_) is None


def test_a_refresh_token_that_is_used_up_is_shown_to_nobody(url: str) -> None:
    here, elsewhere = registry_at(url), registry_at(url)
    id_ = sessions_at(here).begin(signed_in("ada"), HOUR)
    both = [sessions_at(registry).get(id_) for registry in (here, elsewhere)]
    assert both[0] is not None
    assert both[1] is not None
    assert sessions_at(here).take_check(both[0], 30)
    sessions_at(here).renew(both[0], {"sub": "ada"}, refresh_token="next", id_token=None)
    # Due there, and an older state.
    assert not sessions_at(elsewhere).take_check(both[1], 30)
    newer = sessions_at(elsewhere).get(id_)
    assert newer is not None
    assert sessions_at(elsewhere).refresh_token(newer) == "next"


def test_a_process_that_can_not_write_learns_of_ends_all_the_same(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, elsewhere = registry_at(url), registry_at(url)
    ids = [sessions_at(here).begin(signed_in(who), HOUR) for who in ("ada", "grace")]
    assert all(sessions_at(here).get(id_) for id_ in ids)

    def fail() -> None:
        raise StoreUnavailable("it can only be read")

    here.lookups.keep("something", fail)
    sessions_at(elsewhere).end(ids[0], "signed out")
    with pytest.raises(StoreUnavailable):
        here.catch_up()
    assert [sessions_at(here).get(id_) is None for id_ in ids] == [True, False]


def test_a_logout_with_a_session_ends_those_whose_sign_in_named_none(url: str) -> None:
    own = sessions_at(url)
    ids = [
        own.begin(signed_in(who, session), HOUR)
        for who, session in (("ada", None), ("ada", "s2"), ("grace", None))
    ]
    assert own.end_at_provider(ISSUER, "ada", "s1") == 1
    assert [own.get(id_) is None for id_ in ids] == [True, False, False]


def test_identifiers_that_a_database_does_not_take_are_kept_all_the_same(url: str) -> None:
    own = sessions_at(url)
    strange = "a\0b\ud83d" + "x" * 500
    id_ = own.begin(signed_in(strange), HOUR)
    found = own.get(id_)
    assert found is not None
    assert found.claims["sub"] == strange
    assert end_sessions_of(Store(url), strange) == 1


def test_changes_are_by_the_clock_of_the_database(url: str) -> None:
    # A process whose clock is a day behind ends a session of one whose clock is right.
    late = sessions_at(SessionRegistry(Store(url), lambda: 1_000_000.0))
    registry = registry_at(url)
    own = sessions_at(registry)
    id_ = own.begin(signed_in(), HOUR)
    assert own.get(id_) is not None
    registry.catch_up()
    late.end(id_, "signed out")
    registry.catch_up()
    assert own.get(id_) is None


def test_an_erased_person_s_session_ends_and_says_nothing_of_them(url: str) -> None:
    registry = registry_at(url)
    own = sessions_at(registry)
    id_ = own.begin(signed_in("ada", email="ada@example.com"), HOUR)
    assert own.get(id_) is not None
    store = Store(url)
    exported = "".join(export_person(store, "ada", by="me"))
    assert "ada@example.com" in exported
    assert "refresh" not in exported
    assert erase_person(store, "ada", by="me").sessions == 1
    (row,) = rows_of(store)
    assert "ada" not in str({name: row[name] for name in row if name != "digest"})
    registry.catch_up()
    assert own.get(id_) is None


def test_tables_that_are_gone_are_made_again(url: str) -> None:
    own = sessions_at(url)
    own.begin(signed_in(), HOUR)
    store = Store(url)
    with store.writing() as connection:
        names = ["sessions", "session_refusals", "dashapp_version"]
        others = connection.execute(text(TABLES[store.is_sqlite])).scalars().all()
        for name in {*names, *(each for each in others if each.startswith("usage_"))}:
            cascade = "" if store.is_sqlite else " CASCADE"
            connection.execute(text(f'DROP TABLE IF EXISTS "{name}"{cascade}'))
    fresh = sessions_at(url)
    assert fresh.get(fresh.begin(signed_in(), HOUR)) is not None
    with store.reading() as connection:
        assert len(connection.execute(select(sessions.c.digest)).all()) == 1


TABLES = {
    True: "SELECT name FROM sqlite_master WHERE type = 'table'",
    False: "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}
