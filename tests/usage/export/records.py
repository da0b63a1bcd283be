"""Links as a host and its pages tell of them, and what a database has of them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select

from dash_retool_embed.http.embed_reports import Report
from dash_retool_embed.mint import LinkRequest
from dash_retool_embed.people import User
from dash_retool_embed.retool import EmbedRequest
from dashapp.database import Store
from dashapp.database.metadata import metadata
from dashapp.usage.tables import days, links

UUID = "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10"
ADA = User("ada-4711", email="ada@example.com", first_name="Ada", last_name="Lovelace")
BOB = User("bob-0815")

# What must not be left of her.
WORDS = ("ada-4711", "Lovelace", "ada@example.com", "secret note")


@dataclass
class Opened:
    """A link that was minted for somebody, and what their page says of it."""

    person: User
    asked: LinkRequest
    reports: list[Report] = field(default_factory=list)

    def then(self, kind: str, **fields: Any) -> "Opened":
        """Add what the page says next."""
        said = {"linkId": self.asked.link_id, "seq": len(self.reports) + 1, "kind": kind, **fields}
        self.reports.append(Report.model_validate(said))
        return self


def opened(
    person: User = ADA,
    app: str = "sales",
    *,
    at: str = "2026-11-20T12:00Z",
    told: dict[str, Any] | None = None,
    **fields: Any,
) -> Opened:
    """Return a link to an app, with the metadata that Retool was told."""
    request = EmbedRequest(
        landing_page_uuid=UUID,
        group_ids=(12, 13),
        external_identifier=person.id,
        metadata=told or {},
        session_duration_minutes=60,
    )
    when = datetime.fromisoformat(at).timestamp()
    given = {"reason": "first shown", "retool_seconds": 0.1234, "request": request, **fields}
    return Opened(person, LinkRequest(app=app, person=person, at=when, **given))


def of_ada() -> list[Opened]:
    """Return three links of hers: shown, failed and refused."""
    return [
        opened(ADA, told={"note": "a secret note"})
        .then("ready", afterMs=9)
        .then("events", events={"rowClick": 2})
        .then("events", events={"rowClick": 1, "export": 1})
        .then("seen"),
        opened(ADA, "customers", reason="renewal").then("failed", code="frame_silent"),
        opened(ADA, code="retool_down", request=None),
    ]


def fill_with_many(store: Store, rows: int, person: str = "somebody") -> None:
    """Put links into the tables, one each millisecond."""
    blank = {column.name: None for column in links.columns if column.nullable}
    link = {**blank, "person": person, "name": "Somebody", "app": "sales", "attempt": 1}
    link |= {"code": "minted", "outcome": "ready", "failed": 0, "metadata": '{"storeId": 5}'}
    with store.writing() as connection:
        every = [
            link | {"link_id": f"{n:032x}", "asked_at": 1_700_000_000_000 + n} for n in range(rows)
        ]
        connection.execute(insert(links), every)


def everything(store: Store) -> str:
    """Return all that is in any table, as text."""
    with store.reading() as connection:
        return repr([list(connection.execute(select(table))) for table in metadata.sorted_tables])


def rolled_up(store: Store) -> list[tuple[Any, ...]]:
    """Return what was counted by day and app, whoever it was."""
    counts = [func.sum(days.c[name]) for name in ("opened", "renewed", "refused", "failed")]
    asked = select(days.c.day, days.c.app, *counts).group_by(days.c.day, days.c.app)
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(asked.order_by(days.c.day, days.c.app))]
