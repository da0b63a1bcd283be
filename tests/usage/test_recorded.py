"""What the usage log keeps of links and of what became of them."""

import time

import pytest

from dash_retool_embed.people import User
from dashapp.usage import UsageLog
from dashapp.usage.rows import day_of, person_storage_key
from dashapp.usage.tables import days, last_seen, link_events, links, losses, mint_times
from tests.patience import until
from tests.usage.conftest import Start
from tests.usage.records import (
    ADA,
    BOB,
    asked,
    counted,
    flush,
    report,
    request_of,
    rolled_up,
    rows,
    summed,
)


def test_a_minted_link_is_kept_with_all_that_was_asked(log: UsageLog) -> None:
    request = request_of(
        ADA, environment="staging", branch="new", metadata={"storeId": 7, "ok": True}
    )
    link = asked(request=request, attempt=2, reason="retry", retool_seconds=0.25)
    log.record_request(link)
    flush(log)

    assert rows(log.store, links) == [
        {
            "link_id": link.link_id,
            "asked_at": int(link.at * 1000),
            "person": "ada",
            "name": "Ada Lovelace",
            "email": "ada@example.com",
            "app": "sales",
            "reason": "retry",
            "attempt": 2,
            "groups": "[12, 13]",
            "metadata": '{"storeId": 7, "ok": true}',
            "environment": "staging",
            "branch": "new",
            "release": None,
            "session_minutes": 60,
            "retool_ms": 250.0,
            "code": "minted",
            "outcome": "minted",
            "failed": 0,
        }
    ]
    assert counted(log.store) == {("sales", "ada"): {"opened": 1}}
    (time,) = rows(log.store, mint_times)
    assert (time["day"], time["app"], time["count"]) == (day_of(int(link.at * 1000)), "sales", 1)


def test_a_refused_link_is_kept_with_its_code(log: UsageLog) -> None:
    log.record_request(asked(code="may_not_open", app="customers"))
    flush(log)

    (row,) = rows(log.store, links)
    refused = {"code": "may_not_open", "outcome": "may_not_open", "failed": 1, "metadata": None}
    assert row | refused == row
    assert counted(log.store) == {("customers", "ada"): {"refused": 1}}
    assert rows(log.store, mint_times) == []


def test_what_retool_refused_has_its_time(log: UsageLog) -> None:
    log.record_request(
        asked(code="retool_unavailable", request=request_of(ADA), retool_seconds=5.0)
    )
    flush(log)

    assert [row["retool_ms"] for row in rows(log.store, links)] == [5000.0]
    assert [row["count"] for row in rows(log.store, mint_times)] == [1]


@pytest.mark.parametrize(
    ("person", "code", "key"),
    [
        (None, "not_signed_in", ""),
        (None, "too_many_requests", ""),
        (ADA, "too_many_requests", "ada"),
    ],
)
def test_who_is_nobody_or_asks_too_often_is_only_counted(
    log: UsageLog, person: User | None, code: str, key: str
) -> None:
    for app in ("sales", "invented"):
        log.record_request(asked(person, code, app=app))
    flush(log)

    assert rows(log.store, links) == []
    assert counted(log.store) == {("", key): {"refused": 2}}


def test_a_renewal_is_no_opening(log: UsageLog) -> None:
    log.record_request(asked(reason="renewal"))
    flush(log)

    assert counted(log.store) == {("sales", "ada"): {"renewed": 1}}


def test_what_became_of_a_link_is_kept_without_what_events_say(log: UsageLog) -> None:
    link = asked()
    log.record_request(link)
    told = [
        report(link, 1, "ready", afterMs=900, agoMs=5),
        report(link, 2, "events", events={"saved": 3, "an object": 1}),
        report(link, 3, "signed out"),
    ]
    log.record_reports(ADA, told)
    flush(log)

    kept = rows(log.store, link_events)
    assert [(row["seq"], row["kind"], row["name"], row["count"]) for row in kept] == [
        (1, "ready", "", 1),
        (2, "events", "an object", 1),
        (2, "events", "saved", 3),
        (3, "signed out", "", 1),
    ]
    assert kept[0]["after_ms"] == 900
    assert [row["outcome"] for row in rows(log.store, links)] == ["ready"]


def test_a_frame_that_failed_is_told_by_its_link_and_counted(log: UsageLog) -> None:
    link = asked()
    log.record_request(link)
    log.record_reports(ADA, [report(link, 1), report(link, 2, "failed", code="frame_silent")])
    flush(log)

    (row,) = rows(log.store, links)
    assert (row["code"], row["outcome"], row["failed"]) == ("minted", "frame_silent", 1)
    assert counted(log.store) == {("sales", "ada"): {"opened": 1, "failed": 1}}


@pytest.mark.parametrize(("last", "failed"), [("ready", 0), ("failed", 1), ("renewed", 0)])
def test_the_last_report_of_a_page_decides_in_whatever_order_they_come(
    log: UsageLog, last: str, failed: int
) -> None:
    link = asked()
    log.record_request(link)
    log.record_reports(ADA, [report(link, 7, last)])
    flush(log)
    log.record_reports(ADA, [report(link, 5, "failed", code="gone"), report(link, 6, "ready")])
    flush(log)

    (row,) = rows(log.store, links)
    assert (row["outcome"], row["failed"]) == (last, failed)


def test_a_report_that_comes_again_counts_once(log: UsageLog) -> None:
    link = asked()
    log.record_request(link)
    again = [report(link, 1, "failed", code="gone"), report(link, 2, "events", events={"a": 2})]
    log.record_reports(ADA, [*again, *again])
    flush(log)
    log.record_reports(ADA, again)
    flush(log)

    assert counted(log.store) == {("sales", "ada"): {"opened": 1, "failed": 1}}
    assert [row["count"] for row in rows(log.store, link_events)] == [1, 2]


def test_nobody_reports_of_anothers_link(log: UsageLog) -> None:
    link = asked(ADA)
    log.record_request(link)
    log.record_reports(BOB, [report(link, 1, "failed", code="gone"), report(link, 2, "seen")])
    flush(log)

    assert rows(log.store, link_events) == rows(log.store, last_seen) == []
    assert [row["outcome"] for row in rows(log.store, links)] == ["minted"]
    assert counted(log.store) == {("sales", "ada"): {"opened": 1}}


def test_who_sees_a_link_is_kept_once_and_as_of_last(log: UsageLog) -> None:
    link = asked(at=time.time() - 7200)
    log.record_request(link)
    log.record_reports(ADA, [report(link, 1, "seen"), report(link, 2, "seen", agoMs=60_000)])
    flush(log)
    (first,) = rows(log.store, last_seen)
    log.record_reports(ADA, [report(link, 3, "seen", agoMs=3_600_000)])
    flush(log)

    assert rows(log.store, last_seen) == [first]
    assert rows(log.store, link_events) == []


def test_nothing_became_of_a_link_before_it_was_asked_for(log: UsageLog) -> None:
    link = asked()
    log.record_request(link)
    log.record_reports(ADA, [report(link, 1, "failed", code="gone", agoMs=24 * 60 * 60 * 1000)])
    flush(log)

    assert [row["at"] for row in rows(log.store, link_events)] == [int(link.at * 1000)]
    assert len(rows(log.store, days)) == 1


def test_a_report_waits_for_the_process_that_minted_its_link(
    url: str, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashapp.usage.orphan_reports.AGAIN_SECONDS", 0.0)
    here, there = start(url), start(url)
    link = asked()
    there.record_reports(ADA, [report(link, 1, "ready")])
    flush(there)
    assert rows(there.store, link_events) == []
    here.record_request(link)
    flush(here)
    there.record_reports(ADA, [report(link, 2, "closed")])

    def kinds() -> list[str]:
        flush(there)
        return [row["kind"] for row in rows(there.store, link_events)]

    until(lambda: kinds() == ["ready", "closed"], "both reports")
    assert [row["outcome"] for row in rows(here.store, links)] == ["ready"]


def test_what_nobody_minted_is_forgotten(log: UsageLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashapp.usage.orphan_reports.PATIENCE_SECONDS", -1.0)
    log.record_reports(ADA, [report("0" * 32, 1), report("f" * 32, 1, "seen")])
    flush(log)

    assert log.status.waiting == 0
    assert rows(log.store, link_events) == rows(log.store, last_seen) == []
    assert rows(log.store, losses) == []


HALF = "half \ud83d"
NASTY = ["a\0b", HALF, "ö" * 8_000, "'; DROP TABLE usage_links; --", "a\\x00b", "\u202e", "%s"]


def test_any_text_is_kept_readably_and_short(log: UsageLog) -> None:
    for text in NASTY:
        person = User(text, email=text, first_name=text)
        request = None if text == HALF else request_of(BOB, metadata={"key": text[:100]})
        link = asked(person, app=text, request=request)
        log.record_request(link)
        log.record_reports(person, [report(link, 1)])
    flush(log)

    kept = rows(log.store, links)
    assert {row["person"] for row in kept} == {person_storage_key(text) for text in NASTY}
    assert {row["outcome"] for row in kept} == {"ready"}
    texts = [row[name] for row in kept for name in ("person", "name", "email", "app")]
    assert max(map(len, texts)) <= 250


def test_people_that_look_alike_are_not_mistaken_for_each_other() -> None:
    alike = [*NASTY, "a\\x00b", "half \\ud83d", "ö" * 8_001, "ö" * 249 + "\0"]
    assert len({person_storage_key(text) for text in alike}) == len(set(alike))


def test_much_metadata_is_kept_whole(log: UsageLog) -> None:
    request = request_of(BOB).model_copy(
        update={"metadata": {f"k{n}": "x" * 900 for n in range(500)}}
    )
    log.record_request(asked(BOB, request=request))
    flush(log)

    assert [len(row["metadata"]) > 450_000 for row in rows(log.store, links)] == [True]


def test_what_does_not_belong_to_a_report_s_kind_is_left_out(log: UsageLog) -> None:
    link = asked()
    log.record_request(link)
    flush(log)
    said = [
        report(link, 1, "failed", code="ready", events={"a": 5, "b": 9}),
        report(link, 2, "events"),
        report(link, 3, "closed", code="load_timeout"),
    ]
    log.record_reports(ADA, said)
    flush(log)
    kept = [(row["seq"], row["name"], row["code"]) for row in rows(log.store, link_events)]
    assert kept == [(1, "", None), (3, "", None)]
    (row,) = rows(log.store, links)
    assert (row["outcome"], row["failed"]) == ("failed", 1)
    assert rolled_up(log.store) == summed(log.store)
