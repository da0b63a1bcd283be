"""What the usage page asks of the log, in each database."""

import time
from statistics import median

import pytest

from dash_retool_embed.people import User
from dashapp.database import Store, StoreUnavailable
from dashapp.usage import UsageLog, jsonl_lines
from dashapp.usage import count as exported
from dashapp.usage.active import ACTIVE_MS, MOST, active_now
from dashapp.usage.figures import Days, by_day, first_day, lost, mint_times_by_day, totals
from dashapp.usage.link_records import MOST_LINK_RECORDS, link_record, link_records_of
from dashapp.usage.listing import MOST_PEOPLE, Sort, count, page
from dashapp.usage.orphan_reports import MOST_OF_ONE_PERSON
from dashapp.usage.rows import BUCKET_RATIO, Row, day_of
from dashapp.usage.selection import Selection
from dashapp.usage.tables import losses
from tests.usage.records import ADA, BOB, asked, flush, report, rows

APPS = ("sales", "customers")
DAY_SECONDS = 24 * 60 * 60
EVE = User("eve", first_name="100%_\\", last_name="O'Neill")


def today() -> int:
    return day_of(int(time.time() * 1000))


def noon(days_ago: int) -> float:
    """Return a moment of that day that no other day's test comes near."""
    return (today() - days_ago) * DAY_SECONDS + 60.0


def week() -> Days:
    return Days(today() - 6, today())


def ids(found: list[Row]) -> list[str]:
    return [row["link_id"] for row in found]


def test_an_empty_log_has_nothing(log: UsageLog) -> None:
    flush(log)
    store = log.store
    assert first_day(store) is None
    assert totals(store, week()).people == 0
    assert by_day(store, week(), APPS) == []
    assert mint_times_by_day(store, week(), APPS) == []
    assert lost(store, week()) == 0
    assert active_now(store, int(time.time() * 1000)).people == []
    assert page(store, Selection(), Sort(), 0, 100) == []
    assert count(store, Selection(), Sort()) == 0
    assert link_record(store, "0" * 32) is None
    assert link_records_of(store, "ada") == []


def test_days_are_added_up_by_app_and_other_apps_are_one(log: UsageLog) -> None:
    for person in (ADA, ADA, BOB):
        log.record_request(asked(person, at=noon(1)))
    log.record_request(asked(ADA, "retool_busy", at=noon(1)))
    log.record_request(asked(ADA, "unknown_app", app="one", at=noon(0)))
    log.record_request(asked(BOB, "unknown_app", app="two", at=noon(0)))
    log.record_request(asked(ADA, app="customers", reason="renewal", at=noon(0)))
    log.record_request(asked(ADA, at=noon(7)))
    failing = asked(BOB, app="customers", at=noon(0))
    log.record_request(failing)
    flush(log)
    log.record_reports(BOB, [report(failing, 1, "failed", code="load_timeout")])
    flush(log)

    found = {(row.day - today(), row.app): row for row in by_day(log.store, week(), APPS)}
    assert {key: (row.opened, row.people, row.failures) for key, row in sorted(found.items())} == {
        (-1, "sales"): (3, 2, 1),
        (0, ""): (0, 2, 2),
        (0, "customers"): (1, 2, 1),
    }
    summed = totals(log.store, week())
    assert (summed.opened, summed.renewed, summed.refused, summed.failed) == (4, 1, 3, 1)
    assert summed.people == 2
    assert totals(log.store, Days(today() - 6, today() - 2)).opened == 0
    assert first_day(log.store) == today() - 7


def test_people_who_were_not_here_lately_are_not_counted(log: UsageLog) -> None:
    for person, days_ago in ((ADA, 20), (ADA, 1), (BOB, 20)):
        log.record_request(asked(person, at=noon(days_ago)))
    flush(log)
    assert totals(log.store, week()).people == 1
    assert totals(log.store, Days(today() - 29, today())).people == 2


def test_times_to_mint_are_right_to_a_tenth(log: UsageLog) -> None:
    times = [0.02 * number for number in range(1, 101)]
    for took in times:
        log.record_request(asked(ADA, retool_seconds=took, at=noon(1)))
    log.record_request(asked(ADA, app="customers", retool_seconds=5.0, at=noon(1)))
    log.record_request(asked(ADA, app="gone", retool_seconds=9.0, at=noon(1)))
    log.record_request(asked(ADA, retool_seconds=9.0, at=noon(8)))
    flush(log)

    found = {row.app: row for row in mint_times_by_day(log.store, week(), APPS)}
    assert found.keys() == {"sales", "customers"}
    exact = 1000 * median(times), 1000 * times[94]
    rounded = found["sales"].median_ms, found["sales"].p95_ms
    assert all(e * 0.99 <= r <= e * BUCKET_RATIO for e, r in zip(exact, rounded, strict=True))
    assert found["customers"].median_ms == found["customers"].p95_ms


def test_who_was_seen_lately_is_active_once_for_each_app(log: UsageLog) -> None:
    first, again, other = (
        asked(ADA, at=noon(0)),
        asked(ADA, at=noon(0) + 9),
        asked(BOB),
    )
    gone = asked(BOB, app="customers")
    for each in (first, again, other, gone):
        log.record_request(each)
    flush(log)
    for person, link, ago in ((ADA, first, 0), (ADA, again, 0), (BOB, other, 0), (BOB, gone, 2)):
        log.record_reports(person, [report(link, 1, "seen", agoMs=ago * ACTIVE_MS)])
    flush(log)
    # As long after the link as it was said to be, whatever the clock of a page.
    now = int(time.time() * 1000)
    found = active_now(log.store, now)
    assert {(each.person, each.app): each.since for each in found.people} == {
        ("ada", "sales"): int(first.at * 1000),
        ("bob", "sales"): int(other.at * 1000),
        ("bob", "customers"): int(gone.at * 1000),
    }
    assert active_now(log.store, now + ACTIVE_MS + 1000).people == []


def test_of_a_crowd_the_number_is_told_and_some_of_the_names(log: UsageLog) -> None:
    crowd = [asked(User(f"person-{number}")) for number in range(MOST + 5)]
    for each in crowd:
        log.record_request(each)
    flush(log)
    for each in crowd:
        assert each.person is not None
        log.record_reports(each.person, [report(each, 1, "seen")])
    flush(log)
    found = active_now(log.store, int(time.time() * 1000))
    assert (found.count, len(found.people)) == (MOST + 5, MOST)


def test_a_table_is_sorted_by_the_database_and_read_in_pages(log: UsageLog) -> None:
    links = [
        asked(User(f"person-{number % 3}"), at=noon(0) + number, retool_seconds=number % 7 / 10)
        for number in range(25)
    ]
    for each in links:
        log.record_request(each)
    flush(log)
    newest = [each.link_id for each in reversed(links)]

    pages = [page(log.store, Selection(), Sort(), start, start + 10) for start in (0, 10, 20)]
    assert [ids(each) for each in pages] == [newest[:10], newest[10:20], newest[20:]]
    assert ids(page(log.store, Selection(), Sort("asked_at", False), 0, 3)) == newest[:-4:-1]
    by_person = page(log.store, Selection(), Sort("person", False), 0, 100)
    assert [row["person"] for row in by_person] == sorted(row["person"] for row in by_person)
    slowest = page(log.store, Selection(), Sort("retool_ms"), 0, 100)
    assert [row["retool_ms"] for row in slowest] == sorted(
        (row["retool_ms"] for row in slowest), reverse=True
    )
    assert count(log.store, Selection(), Sort()) == 25


@pytest.mark.parametrize(("first", "end"), [(-5, 0), (10, 5), (10**9, 10**9 + 1), (0, 0)])
def test_a_page_that_is_none_is_empty(log: UsageLog, first: int, end: int) -> None:
    log.record_request(asked())
    flush(log)
    assert page(log.store, Selection(), Sort(), first, end) == []


def test_no_page_and_no_number_is_larger_than_it_may_be(
    log: UsageLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashapp.usage.listing.MOST_ROWS", 8)
    monkeypatch.setattr("dashapp.usage.listing.MOST_AT_ONCE", 5)
    for _ in range(12):
        log.record_request(asked())
    flush(log)
    assert len(page(log.store, Selection(), Sort(), 0, 100)) == 5
    assert len(page(log.store, Selection(), Sort(), 5, 100)) == 3
    assert page(log.store, Selection(), Sort(), 8, 100) == []
    assert count(log.store, Selection(), Sort()) == 9


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("ADA", {"ada"}),
        ("love", {"ada"}),
        ("@example.com", {"ada"}),
        ("b", {"bob"}),
        ("o'neill", {"eve"}),
        ("%_\\", {"eve"}),
        ("%%", set()),
        ("' OR 1=1 --", set()),
    ],
)
@pytest.mark.parametrize("most", [MOST_PEOPLE, 0])
def test_people_are_found_by_what_they_are_called(
    log: UsageLog, monkeypatch: pytest.MonkeyPatch, said: str, found: set[str], most: int
) -> None:
    # Few people are looked for by who they are, many in each link.
    monkeypatch.setattr("dashapp.usage.listing.MOST_PEOPLE", most)
    for person in (ADA, BOB, EVE):
        log.record_request(asked(person))
    flush(log)
    chosen = Selection(person_contains=said)
    assert {row["person"] for row in page(log.store, chosen, Sort(), 0, 9)} == found
    assert count(log.store, chosen, Sort()) == len(found)


def test_a_link_has_its_groups_metadata_and_history(log: UsageLog) -> None:
    link = asked(ADA)
    log.record_request(link)
    flush(log)
    told = [
        report(link, 1, "ready", afterMs=900),
        report(link, 2, "events", events={"open": 3, "close": 1}),
        report(link, 3, "events", events={"open": 4}),
        report(link, 4, "closed"),
    ]
    log.record_reports(ADA, told)
    flush(log)

    found = link_record(log.store, link.link_id)
    assert found is not None
    assert (found.row["outcome"], found.row["groups"]) == ("ready", [12, 13])
    assert found.row["metadata"] == {"storeId": 1, "canExportData": True}
    history = {(each.kind, each.name): (each.count, each.after_ms) for each in found.history}
    assert history == {
        ("ready", ""): (1, 900),
        ("events", "open"): (7, None),
        ("events", "close"): (1, None),
        ("closed", ""): (1, None),
    }


def test_a_person_has_their_own_links_only_the_newest_first(log: UsageLog) -> None:
    links = [asked(ADA, at=noon(0) + number) for number in range(MOST_LINK_RECORDS + 2)]
    for each in (*links, asked(BOB)):
        log.record_request(each)
    flush(log)
    log.record_reports(ADA, [report(links[-1], 1)])
    flush(log)
    found = link_records_of(log.store, "ada")
    assert [each.row["link_id"] for each in found] == [each.link_id for each in links[:1:-1]]
    assert [len(each.history) for each in found[:2]] == [1, 0]


def test_what_was_lost_counts_in_the_days_in_which_it_was(log: UsageLog) -> None:
    flush(log)
    at = int(noon(3) * 1000)
    loss = {"id": "1", "since": at, "until": at + 9, "records": 7, "why": "a test"}
    with log.store.writing() as connection:
        connection.execute(losses.insert(), loss)
    assert lost(log.store, week()) == 7
    assert lost(log.store, Days(today() - 2, today())) == 0
    assert lost(log.store, Days(today() - 3, today() - 3)) == 7


def test_a_database_that_is_not_there_is_one_kind_of_error() -> None:
    store = Store("postgresql://somebody:hidden-word@127.0.0.1:1/usage")
    questions = (
        lambda: first_day(store),
        lambda: totals(store, week()),
        lambda: by_day(store, week(), APPS),
        lambda: mint_times_by_day(store, week(), APPS),
        lambda: lost(store, week()),
        lambda: active_now(store, 0),
        lambda: page(store, Selection(), Sort(), 0, 9),
        lambda: count(store, Selection(person_contains="x"), Sort()),
        lambda: link_record(store, "x"),
        lambda: link_records_of(store, "x"),
    )
    for ask in questions:
        with pytest.raises(StoreUnavailable) as caught:
            ask()
        assert "hidden-word" not in str(caught.value)


def test_a_person_is_found_by_what_they_are_called_now_in_the_table_and_in_exports(
    log: UsageLog,
) -> None:
    log.record_request(asked(User("ada", email="ada@former.example"), at=noon(1)))
    log.record_request(asked(User("ada", email="ada@new.example"), at=noon(0)))
    flush(log)
    for sought, found in [("former", 0), ("NEW.example", 2), ("ada", 2)]:
        wanted = Selection(person_contains=sought)
        assert count(log.store, wanted, Sort()) == found
        assert exported(log.store, wanted) == found
        assert len(list(jsonl_lines(log.store, wanted))) == found


def test_reports_of_links_that_a_page_invented_are_no_losses_of_the_record(log: UsageLog) -> None:
    invented = [report(f"{n:032x}", 1) for n in range(MOST_OF_ONE_PERSON + 5)]
    log.record_reports(ADA, invented)
    flush(log)
    log.record_request(asked(ADA))
    flush(log)
    assert [row["records"] for row in rows(log.store, losses)] == [5]
    assert lost(log.store, week()) == 0
