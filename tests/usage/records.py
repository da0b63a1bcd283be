"""Records as the host and its pages make them, and what a database has of them."""

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import Table, select

from dash_retool_embed.http.embed_reports import Report
from dash_retool_embed.mint import LinkRequest
from dash_retool_embed.people import User
from dash_retool_embed.retool import EmbedRequest
from dashapp.database import Store
from dashapp.usage import UsageLog
from dashapp.usage.rollups import COUNTS
from dashapp.usage.rows import bucket_of, day_of
from dashapp.usage.tables import days, link_events, links, mint_times
from dashapp.usage.writing import NOBODY
from tests.patience import PATIENCE_SECONDS

ADA = User("ada", email="ada@example.com", first_name="Ada", last_name="Lovelace")
BOB = User("bob")


def asked(person: User | None = ADA, code: str = "minted", **fields: Any) -> LinkRequest:
    """Return a request for a link; it was minted if nothing else is said."""
    request, took = None, None
    if code == "minted" and person is not None:
        request, took = request_of(person), 0.04
    given = {"app": "sales", "reason": "first shown", "request": request, "retool_seconds": took}
    return LinkRequest(person=person, code=code, **(given | fields))


def request_of(person: User, **fields: Any) -> EmbedRequest:
    given = {
        "landing_page_uuid": "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10",
        "group_ids": [12, 13],
        "external_identifier": person.id,
        "session_duration_minutes": 60,
        "metadata": {"storeId": 1, "canExportData": True},
    }
    return EmbedRequest.build(**(given | fields))


def report(of: LinkRequest | str, seq: int, kind: str = "ready", **fields: Any) -> Report:
    link_id = of if isinstance(of, str) else of.link_id
    return Report.model_validate({"linkId": link_id, "seq": seq, "kind": kind, **fields})


def flush(log: UsageLog) -> None:
    """Have everything written that a log has taken."""
    assert log.flush(PATIENCE_SECONDS)


def rows(store: Store, table: Table) -> list[dict[str, Any]]:
    """Return all of a table, in the order of its key."""
    with store.reading() as connection:
        found = connection.execute(select(table).order_by(*table.primary_key.columns))
        return [dict(row) for row in found.mappings()]


def counted(store: Store) -> dict[tuple[str, str], dict[str, int]]:
    """Return the sums of all days, without those that are 0, by app and person."""
    total: dict[tuple[str, str], Counter[str]] = {}
    for row in rows(store, days):
        total.setdefault((row["app"], row["person"]), Counter()).update(
            {name: row[name] for name in COUNTS}
        )
    return {key: dict(+count) for key, count in total.items()}


def summed(store: Store) -> tuple[Counter[tuple[Any, ...]], Counter[tuple[Any, ...]]]:
    """Return what the sums should be, as the rows say; only refusals without a row are missing."""
    by_id = {row["link_id"]: row for row in rows(store, links)}
    of_days: Counter[tuple[Any, ...]] = Counter()
    of_times: Counter[tuple[Any, ...]] = Counter()
    for row in by_id.values():
        what = "renewed" if row["reason"] == "renewal" else "opened"
        key = day_of(row["asked_at"]), row["app"], row["person"]
        of_days[*key, what if row["code"] == "minted" else "refused"] += 1
        if row["retool_ms"] is not None:
            of_times[key[0], row["app"], bucket_of(row["retool_ms"])] += 1
    for row in rows(store, link_events):
        if row["kind"] == "failed":
            link = by_id[row["link_id"]]
            of_days[day_of(row["at"]), link["app"], link["person"], "failed"] += 1
    return of_days, of_times


def rolled_up(store: Store) -> tuple[Counter[tuple[Any, ...]], Counter[tuple[Any, ...]]]:
    """Return what the sums are, without refusals that have no row."""
    of_days = Counter(
        {
            (row["day"], row["app"], row["person"], name): row[name]
            for row in rows(store, days)
            for name in COUNTS
            if row["app"]
        }
    )
    times = {
        (row["day"], row["app"], row["bucket"]): row["count"] for row in rows(store, mint_times)
    }
    assert all(row["person"] != NOBODY or not row["app"] for row in rows(store, days))
    return +of_days, Counter(times)


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what the usage log has said: other hosts of the process may have trouble of theirs."""
    return [each.getMessage() for each in caplog.records if each.name.startswith("dashapp.usage")]
