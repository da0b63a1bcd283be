"""One person's record, for them, and the proof that they got it."""

import hashlib
import json
from typing import Any

import pytest

from dash_retool_embed.people import User
from dashapp.database import Store, StoreUnavailable
from dashapp.usage import StoredRows, UsageLog, audit_of, erase_person, export_person, stored_rows
from tests.usage.export.conftest import Keep, fill
from tests.usage.export.records import BOB, of_ada, opened


def exported(store: Store, person: str | int, by: str = "dpo") -> dict[str, Any]:
    document: dict[str, Any] = json.loads("".join(export_person(store, person, by=by)))
    return document


def test_a_person_gets_everything_that_is_kept_and_nothing_of_others(
    log: UsageLog, keep: Keep
) -> None:
    keep(*of_ada(), opened(BOB))
    document = exported(log.store, "ada-4711")
    assert document["person"] == "ada-4711"
    assert "bob-0815" not in json.dumps(document)
    first = next(link for link in document["links"] if link["events"])
    assert first["metadata"] == {"note": "a secret note"}
    assert first["last_seen_at"]
    told = [(it["what"], it.get("event"), it.get("count")) for it in first["link_events"]]
    assert told == [
        ("ready", None, None),
        ("events", "rowClick", 2),
        ("events", "export", 1),
        ("events", "rowClick", 1),
    ]
    assert len(document["links"]) == 3
    nothing = {"opened": 0, "renewed": 0, "refused": 0, "failed": 0}
    day = {"day": "2026-11-20", **nothing}
    assert {"app": "sales", **day, "opened": 1, "refused": 1} in document["days"]
    assert {"renewed": 1} in [
        {k: v for k, v in each.items() if v == 1} for each in document["days"]
    ]
    assert stored_rows(log.store, "ada-4711") == StoredRows(3, 5, 1, len(document["days"]), 0)


def test_an_identifier_may_be_a_whole_number_or_longer_than_an_index_takes(
    log: UsageLog, keep: Keep
) -> None:
    keep(opened(User("4711")), opened(User("x" * 3000)), opened(User("x" * 2999)))
    assert len(exported(log.store, 4711)["links"]) == 1
    assert len(exported(log.store, "x" * 3000)["links"]) == 1
    assert erase_person(log.store, 4711, by="dpo").links == 1
    assert erase_person(log.store, "x" * 3000, by="dpo").links == 1
    assert stored_rows(log.store, "x" * 2999).links == 1


def test_every_request_is_recorded_without_the_name(log: UsageLog, keep: Keep) -> None:
    keep(*of_ada())
    kept = stored_rows(log.store, "ada-4711").rows
    export_person(log.store, "ada-4711", by="dpo")
    erase_person(log.store, "ada-4711", by="  the \n officer\x1b ")
    erase_person(log.store, "nobody called so", by="dpo")
    assert [(each.what, each.by, each.records) for each in audit_of(log.store)] == [
        ("exported", "dpo", kept),
        ("erased", "the   officer", kept),
        ("erased", "dpo", 0),
    ]
    first, second = audit_of(log.store, "ada-4711")
    assert first.person_digest == hashlib.sha256(b"ada-4711").hexdigest()
    assert second.at >= first.at > 1_700_000_000_000
    document = exported(log.store, "ada-4711")
    assert [each["what"] for each in document["audit"]] == ["exported", "erased"]
    assert document["links"] == document["days"] == []


@pytest.mark.parametrize(("person", "by"), [("", "dpo"), ("ada", ""), ("ada", " \n")])
def test_nobody_and_by_nobody_are_mistakes_of_the_caller(
    sqlite_log: UsageLog, person: str, by: str
) -> None:
    fill(sqlite_log, opened(BOB))
    for handle in (erase_person, export_person):
        with pytest.raises(ValueError, match=r"identifier|somebody"):
            handle(sqlite_log.store, person, by=by)
    assert audit_of(sqlite_log.store) == []


def test_a_database_that_is_away_is_said_without_its_password() -> None:
    store = Store("postgresql://joe:hush@127.0.0.1:1/none")
    for handle in (erase_person, export_person):
        with pytest.raises(StoreUnavailable) as caught:
            handle(store, "ada", by="dpo")
        assert "127.0.0.1/none" in str(caught.value)
        assert "hush" not in str(caught.value)
