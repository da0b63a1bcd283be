"""Records out of the usage log, as CSV and as JSON lines."""

import csv
import json
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from sqlalchemy import event

from dash_retool_embed.people import User
from dashapp.database import Store
from dashapp.usage import Selection, UsageLog, count, csv_lines, exporting, jsonl_lines, records
from tests.usage.export.conftest import Keep
from tests.usage.export.formulas import formulas
from tests.usage.export.records import ADA, BOB, fill_with_many, opened

EVERYTHING = Selection()

NASTY = [
    'with "quotes"',
    "two\nlines",
    "carriage\r\nreturn",
    "comma, semicolon; tab\there",
    "😀 Zoë 東京",
    "half an emoji \ud83d",
    "a \0 in it",
    "' or 1=1",
    " and so on",
]


def as_csv(store: Store, selection: Selection = EVERYTHING) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO("".join(csv_lines(store, selection)), newline="")))


def as_json(store: Store, selection: Selection = EVERYTHING) -> list[dict[str, Any]]:
    return [json.loads(line) for line in jsonl_lines(store, selection)]


def test_a_link_has_what_was_asked_and_what_became_of_it(log: UsageLog, keep: Keep) -> None:
    link = opened(ADA, told={"storeId": 5, "beta": True}, attempt=2)
    link.then("ready", afterMs=812).then("events", events={"rowClick": 2, "export": 1})
    link.then("events", events={"rowClick": 3}).then("seen").then("failed", code="frame_silent")
    keep(link)
    (record,) = as_json(log.store)
    link_events = record.pop("link_events")
    assert record.pop("last_seen_at").endswith("Z")
    assert record == {
        "link_id": link.asked.link_id,
        "asked_at": "2026-11-20T12:00:00.000Z",
        "person": "ada-4711",
        "name": "Ada Lovelace",
        "email": "ada@example.com",
        "app": "sales",
        "reason": "first shown",
        "attempt": 2,
        "groups": [12, 13],
        "metadata": {"storeId": 5, "beta": True},
        "environment": None,
        "branch": None,
        "release": None,
        "session_minutes": 60,
        "retool_ms": 123.4,
        "code": "minted",
        "outcome": "frame_silent",
        "failed": True,
        "ready_after_ms": 812,
        "events": {"rowClick": 5, "export": 1},
    }
    assert [(each["what"], each["code"], each["after_ms"]) for each in link_events] == [
        ("ready", None, 812),
        ("failed", "frame_silent", None),
    ]
    (row,) = as_csv(log.store)
    assert list(row) == list(exporting.COLUMNS)
    assert (row["failed"], row["attempt"], row["environment"]) == ("true", "2", "")
    assert json.loads(row["metadata"]) == {"storeId": 5, "beta": True}
    assert json.loads(row["events"]) == {"rowClick": 5, "export": 1}
    assert row["link_events"] == "ready, failed (frame_silent)"


def test_a_refusal_without_a_request_has_empty_cells(log: UsageLog, keep: Keep) -> None:
    keep(opened(BOB, request=None, retool_seconds=None, code="not_permitted"))
    (record,), (row,) = as_json(log.store), as_csv(log.store)
    assert (record["groups"], record["retool_ms"], record["events"]) == (None, None, {})
    assert (row["groups"], row["retool_ms"], row["ready_after_ms"]) == ("", "", "")
    assert (row["code"], row["failed"]) == ("not_permitted", "true")


def test_any_text_comes_back_as_it_is_kept(log: UsageLog, keep: Keep) -> None:
    notes = [text.replace("\ud83d", "") for text in NASTY]
    people = [User("u1", first_name=text, email=text) for text in NASTY]
    keep(*(opened(who, told={"note": note}) for who, note in zip(people, notes, strict=True)))
    kept = {text.replace("\ud83d", "\\ud83d").replace("\0", "\\x00") for text in NASTY}
    records, rows = as_json(log.store), as_csv(log.store)
    assert {each["name"] for each in records} == {each["name"] for each in rows} == kept
    assert {each["email"] for each in records} == {each["email"] for each in rows} == kept
    assert {each["metadata"]["note"] for each in records} == set(notes)
    assert {json.loads(each["metadata"])["note"] for each in rows} == set(notes)


def test_no_cell_is_a_formula_whatever_ends_it(log: UsageLog, keep: Keep) -> None:
    hostile = ["=1+1", "\t=1", "x;=cmd|'/C calc'!A0", "x\n=1", "\uff1d1", ',"=1', "a|@SUM(A1)"]
    people = (User(text, email=text) for text in hostile)
    keep(*(opened(each, app=each.id, told={each.id[-4:]: each.id}) for each in people))
    assert formulas("".join(csv_lines(log.store, EVERYTHING))) == []
    assert {each["person"] for each in as_json(log.store)} == set(hostile)
    rows = as_csv(log.store)
    assert {json.loads(each["metadata"]).popitem()[1] for each in rows} == set(hostile)
    for row in rows:
        assert row["person"] == row["name"] == row["app"] == row["email"]
        assert row["person"].replace("'", "") in {text.replace("'", "") for text in hostile}


def test_a_json_line_is_one_line_to_every_reader(log: UsageLog, keep: Keep) -> None:
    keep(opened(User("u1", first_name="a\u2028b\x85c\nd")))
    (line,) = jsonl_lines(log.store, EVERYTHING)
    assert line.splitlines() == [line.removesuffix("\n")]


def test_the_oldest_comes_first_and_each_once_however_many_pages(
    log: UsageLog, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "LINKS_AT_A_TIME", 3)
    links = [opened(at=f"2026-11-20T12:00:0{second}Z") for second in (5, 1, 1, 1, 1, 1, 3, 1, 0)]
    keep(*links)
    found = [(each["asked_at"], each["link_id"]) for each in as_json(log.store)]
    assert found == sorted(found)
    assert {link_id for _, link_id in found} == {link.asked.link_id for link in links}
    assert len(found) == len(links)


def test_what_is_not_asked_for_is_left_out(log: UsageLog, keep: Keep) -> None:
    keep(
        opened(ADA, "sales", at="2026-11-20T12:00Z"),
        opened(ADA, "customers", at="2026-11-21T12:00Z"),
        opened(BOB, "sales", at="2026-11-22T12:00Z"),
    )
    noon = round(datetime.fromisoformat("2026-11-22T12:00Z").timestamp() * 1000)
    day = 24 * 60 * 60 * 1000
    for selection, days in [
        (Selection(since=noon - 2 * day), "20 21 22"),
        (Selection(since=noon - 2 * day + 1), "21 22"),
        (Selection(until=noon), "20 21"),
        (Selection(until=noon + 1), "20 21 22"),
        (Selection(app="sales"), "20 22"),
        (Selection(person="ada-4711"), "20 21"),
        (Selection(person="ada-4711", app="sales", since=0), "20"),
        (Selection(app="nothing"), ""),
    ]:
        found = [each["asked_at"][8:10] for each in as_json(log.store, selection)]
        assert found == days.split()
        assert count(log.store, selection) == len(found)


def test_an_empty_table_has_its_columns(log: UsageLog, keep: Keep) -> None:
    keep()
    header = ",".join(f'"{name}"' for name in exporting.COLUMNS)
    assert list(csv_lines(log.store, EVERYTHING)) == [f"{header}\r\n"]
    assert list(jsonl_lines(log.store, EVERYTHING)) == []


def test_the_first_line_comes_before_the_rest_is_read_and_nothing_stays_open(
    log: UsageLog, keep: Keep
) -> None:
    keep()
    fill_with_many(log.store, 3 * records.LINKS_AT_A_TIME)
    statements: list[str] = []

    @event.listens_for(log.store.engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    lines = csv_lines(log.store, EVERYTHING)
    next(lines)
    next(lines)
    first = [each for each in statements if "FROM usage_links" in each]
    assert len(first) == 1
    assert log.store.engine.pool.status().endswith("Current Checked out connections: 0")
    assert sum(1 for _ in lines) == 3 * records.LINKS_AT_A_TIME - 1
