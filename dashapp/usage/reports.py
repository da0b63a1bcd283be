"""What pages told of their links, into the tables."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, select

from dashapp.database import Store
from dashapp.usage.inserts import add_new, in_order
from dashapp.usage.rollups import Rollups
from dashapp.usage.rows import ReceivedReport, Row, day_of, link_event_rows
from dashapp.usage.tables import last_seen, link_events, links

# SQLite takes 32,766 values in a statement, PostgreSQL 65,535.
IDS_AT_A_TIME = 5000

# What a link's own outcome repeats.
TURNS = ("ready", "renewed", "failed")


class Reports:
    """Adds reports within a transaction, and counts the failures among them."""

    def __init__(self, store: Store, connection: Connection, rollups: Rollups) -> None:
        self._store = store
        self._connection = connection
        self._rollups = rollups

    def add(self, reports: Sequence[ReceivedReport]) -> list[ReceivedReport]:
        """Add them, and return those whose links are not there (yet)."""
        known = self._known({each.report.link_id for each in reports})
        theirs, unknown = [], []
        for each in reports:
            link = known.get(each.report.link_id)
            if link is None:
                unknown.append(each)
            # A page reports of its own person's links only; of others it may invent what it likes.
            elif link.person == each.person:
                # Nothing became of a link before it was asked for, whatever a page's clock says.
                theirs.append(replace(each, at=max(each.at, link.asked_at)))
        self._see([each for each in theirs if each.report.kind == "seen"])
        rest = [each for each in theirs if each.report.kind != "seen"]
        keyed = {
            (row["link_id"], row["seq"], row["name"]): row
            for each in rest
            for row in link_event_rows(each)
        }
        added = set(
            add_new(
                self._store,
                self._connection,
                link_events,
                in_order(keyed),
                *("link_id", "seq", "name"),
            )
        )
        self._turn([row for key, row in keyed.items() if key in added], known)
        return unknown

    def _known(self, link_ids: set[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for some in _some(link_ids):
            wanted = links.c.link_id.in_(some)
            query = select(links.c.link_id, links.c.asked_at, links.c.person, links.c.app).where(
                wanted
            )
            found |= {row.link_id: row for row in self._connection.execute(query)}
        return found

    def _turn(self, added: Sequence[Row], known: dict[str, Any]) -> None:
        """Let the links say how they are now, as the last of their page's reports has it."""
        turns = [row for row in added if row["kind"] in TURNS]
        for row in turns:
            if row["kind"] == "failed":
                link = known[row["link_id"]]
                self._rollups.days[day_of(row["at"]), link.app, link.person, "failed"] += 1
        turned: dict[str, Row] = {}
        h = link_events.c
        for some in _some({row["link_id"] for row in turns}):
            # Reports may come by several processes, the later ones first.
            query = select(h.link_id, h.seq, h.kind, h.code).where(
                h.link_id.in_(some), h.kind.in_(TURNS)
            )
            for each in self._connection.execute(query.order_by(h.link_id, h.seq)):
                bad = each.kind == "failed"
                now = (each.code or each.kind) if bad else each.kind
                turned[each.link_id] = {"of": each.link_id, "is": now, "bad": int(bad)}
        if turned:
            change = links.update().where(links.c.link_id == bindparam("of"))
            values = change.values(outcome=bindparam("is"), failed=bindparam("bad"))
            self._connection.execute(values, in_order(turned))

    def _see(self, reports: Sequence[ReceivedReport]) -> None:
        latest: dict[str, int] = {}
        for each in reports:
            latest[each.report.link_id] = max(each.at, latest.get(each.report.link_id, 0))
        if latest:
            insert = self._store.insert(last_seen)
            seen = insert.on_conflict_do_update(
                index_elements=["link_id"],
                set_={"at": insert.excluded.at},
                where=insert.excluded.at > last_seen.c.at,
            )
            self._connection.execute(
                seen, in_order({k: {"link_id": k, "at": v} for k, v in latest.items()})
            )


def _some(link_ids: set[str]) -> Iterator[list[str]]:
    in_order = sorted(link_ids)
    for at in range(0, len(in_order), IDS_AT_A_TIME):
        yield in_order[at : at + IDS_AT_A_TIME]
