"""The sums by day are those of the rows, whatever comes, and however often it is written."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from dash_retool_embed.mint import LinkRequest
from dash_retool_embed.people import User
from dashapp.database import Store, migrate
from dashapp.database.metadata import metadata
from dashapp.usage.batch import Batch, Stamp
from dashapp.usage.rollups import COUNTS
from dashapp.usage.rows import ReceivedReport, person_storage_key
from dashapp.usage.tables import app_days, days, links, people
from dashapp.usage.writing import write
from tests.usage.records import asked, counted, report, rolled_up, rows, summed

DAY_SECONDS = 24 * 60 * 60
PEOPLE = [User("ada"), User("bob"), User("nul\0")]

links_asked = st.builds(
    lambda person, code, app, reason, ago, took: asked(
        person, code, app=app, reason=reason, at=time.time() - ago, retool_seconds=took
    ),
    st.sampled_from([*PEOPLE, None]),
    st.sampled_from(["minted", "retool_busy", "too_many_requests"]),
    st.sampled_from(["sales", "customers"]),
    st.sampled_from(["first shown", "renewal", None]),
    st.integers(0, 3 * DAY_SECONDS),
    st.none() | st.floats(0, 60),
)


@dataclass
class Happened:
    """A report of the link with this number, counted from the newest, by this person."""

    link: int
    person: User
    seq: int
    kind: str
    ago_ms: int


happened = st.builds(
    Happened,
    st.integers(0, 8),
    st.sampled_from(PEOPLE),
    st.integers(1, 4),
    st.sampled_from(["ready", "failed", "renewed", "closed", "seen", "events"]),
    st.integers(0, 2 * DAY_SECONDS * 1000),
)
batches = st.lists(
    st.tuples(st.lists(links_asked, max_size=6), st.lists(happened, max_size=8), st.booleans()),
    max_size=5,
)


@dataclass
class Kept:
    """All that was written until now; `refused` is how many have no row."""

    store: Store
    asked: list[LinkRequest] = field(default_factory=list)
    refused: int = 0
    batches: int = 0

    def clear(self) -> None:
        self.asked, self.refused, self.batches = [], 0, 0
        with self.store.writing() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))

    def write(self, new: list[LinkRequest], happened: list[Happened], *, again: bool) -> None:
        self.asked += new
        self.refused += sum(each.person is None or each.code == "too_many_requests" for each in new)
        now = int(time.time() * 1000)
        told = [self._told(each, now) for each in happened if self.asked]
        self.batches += 1
        for _ in range(1 + again):
            write(self.store, Batch(new, told), Stamp("the writer", self.batches))

    def _told(self, happened: Happened, now: int) -> ReceivedReport:
        link = self.asked[-1 - happened.link % len(self.asked)]
        said = {"events": {"a": 1, "b": 2}} if happened.kind == "events" else {}
        return ReceivedReport(
            person_storage_key(happened.person),
            report(link, happened.seq, happened.kind, **said),
            now - happened.ago_ms,
            now,
        )


def summed_by_app(of_people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what the sums of apps should be, as those of people say."""
    of_apps: dict[tuple[int, str], Counter[str]] = {}
    for row in of_people:
        counts = {name: row[name] for name in COUNTS} | {"people": int(row["person"] != "")}
        of_apps.setdefault((row["day"], row["app"]), Counter()).update(counts)
    return [
        {"day": day, "app": app, **{name: counts[name] for name in (*COUNTS, "people")}}
        for (day, app), counts in sorted(of_apps.items())
    ]


def last_seen(of_links: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return each person as of their newest link."""
    known: dict[str, dict[str, Any]] = {}
    for row in sorted(of_links, key=lambda row: int(row["asked_at"])):
        known[row["person"]] = {name: row[name] for name in ("person", "name", "email")}
        known[row["person"]]["last_at"] = row["asked_at"]
    return known


@pytest.fixture
def kept(url: str) -> Iterator[Kept]:
    store = Store(url)
    migrate(store)
    yield Kept(store)
    store.close()


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(batches)
def test_sums_are_those_of_the_rows_also_after_lost_answers(
    kept: Kept, written: list[tuple[list[LinkRequest], list[Happened], bool]]
) -> None:
    kept.clear()
    for new, happened, again in written:
        kept.write(new, happened, again=again)

    assert rolled_up(kept.store) == summed(kept.store)
    assert rows(kept.store, app_days) == summed_by_app(rows(kept.store, days))
    assert {row["person"]: row for row in rows(kept.store, people)} == last_seen(
        rows(kept.store, links)
    )
    only_counted = [row["refused"] for row in rows(kept.store, days) if not row["app"]]
    assert sum(only_counted) == kept.refused


def test_the_rows_of_days_name_no_app_that_nobody_may_invent(kept: Kept) -> None:
    kept.write([asked(None, "not_signed_in", app="x" * 9)], [], again=False)

    assert [row["app"] for row in rows(kept.store, days)] == [""]


def test_the_names_of_apps_that_a_person_makes_up_are_no_sums_of_their_own(kept: Kept) -> None:
    kept.write([asked(code="unknown_app", app=f"x{n}") for n in range(9)], [], again=False)

    assert counted(kept.store) == {("", "ada"): {"refused": 9}}
    assert len(rows(kept.store, days)) == 1
    assert {row["app"] for row in rows(kept.store, links)} == {f"x{n}" for n in range(9)}
