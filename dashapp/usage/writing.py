"""One batch into the tables: all of it or nothing, and the same batch again adds nothing."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, bindparam, select

from dash_retool_embed.errors import TooManyRequests, UnknownApp
from dash_retool_embed.mint import MINTED, LinkAsked
from dashapp.database import Store
from dashapp.usage import rows
from dashapp.usage.columns import link_row
from dashapp.usage.rollups import Rollups, in_order
from dashapp.usage.rows import RENEWAL, Row, Told, Unlisted, bucket_of, day_of
from dashapp.usage.tables import last_seen, link_events, links, losses, writers

NOBODY = ""
ANY_APP = ""

# SQLite takes 32,766 values in a statement, PostgreSQL 65,535.
IDS_AT_A_TIME = 5000


# What a link's own outcome repeats.
TURNS = ("ready", "renewed", "failed")


class Stamp(NamedTuple):
    """Which batch of which writer it is, counted from 1."""

    writer: str
    batch: int


@dataclass(slots=True)
class Batch:
    """What waits to be written, in the order in which it happened."""

    asked: list[LinkAsked] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    losses: list[Row] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.asked) + len(self.told)

    def parts(self) -> list["Batch"]:
        """Return the same in two batches, still in order, or nothing if that can't be."""
        if len(self) and self.losses:
            return [Batch(self.asked, self.told), Batch(losses=self.losses)]
        if len(self) < 2:
            return []
        at = len(self) // 2
        rest = max(at - len(self.asked), 0)
        return [
            Batch(self.asked[:at], self.told[:rest]),
            Batch(self.asked[at:], self.told[rest:]),
        ]


def write(store: Store, batch: Batch, stamp: Stamp | None = None) -> list[Told]:
    """Write a batch in one transaction; return the reports whose links are not there (yet).

    Args:
        store: where to.
        batch: what.
        stamp: tells a batch that is written again, after an answer that was lost, from a new one;
            None: it is known to be new.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: nothing was written, or it is not known whether it was:
            the same batch with the same stamp may be written again.
    """
    with store.writing() as connection:
        return _Writer(store, connection).write(batch, stamp)


class _Writer:
    def __init__(self, store: Store, connection: Connection) -> None:
        self._store = store
        self._connection = connection
        self._rollups = Rollups()

    def write(self, batch: Batch, stamp: Stamp | None) -> list[Told]:
        self._add_links([link_row(asked) for asked in batch.asked if is_kept(asked)])
        # A row tells by itself whether it is new, a number does not.
        only_counted = [asked for asked in batch.asked if not is_kept(asked)]
        if only_counted and (stamp is None or self._is_new(stamp)):
            for asked in only_counted:
                if isinstance(asked, Unlisted):
                    self._count(link_row(asked))
                else:
                    self._count_refusal(asked)
        unknown = self._add_link_events(batch.told)
        if batch.losses:
            self._add_losses(batch.losses)
        self._rollups.add_to(self._store, self._connection)
        return unknown

    def _is_new(self, stamp: Stamp) -> bool:
        row = {"id": stamp.writer, "batch": stamp.batch, "at": int(time.time() * 1000)}
        insert = self._store.insert(writers)
        later = insert.on_conflict_do_update(
            index_elements=["id"],
            set_={"batch": insert.excluded.batch, "at": insert.excluded.at},
            where=insert.excluded.batch > writers.c.batch,
        )
        return self._connection.execute(later.returning(writers.c.id), row).first() is not None

    def _count_refusal(self, asked: LinkAsked) -> None:
        person = NOBODY if asked.person is None else rows.key_of(asked.person)
        self._rollups.days[day_of(int(asked.at * 1000)), ANY_APP, person, "refused"] += 1

    def _add_links(self, new: Sequence[Row]) -> None:
        by_id = {row["link_id"]: row for row in new}
        for (link_id,) in self._add_new(links, new, "link_id"):
            self._rollups.meet(by_id[link_id])
            self._count(by_id[link_id])

    def _count(self, link: Row) -> None:
        day = day_of(link["asked_at"])
        self._rollups.days[day, _counted_app(link), link["person"], _count_of(link)] += 1
        if link["retool_ms"] is not None:
            self._rollups.times[day, link["app"], bucket_of(link["retool_ms"])] += 1

    def _add_losses(self, new: Sequence[Row]) -> None:
        # A row grows as long as its hour lasts; an answer that was lost makes it no larger.
        insert = self._store.insert(losses)
        grown = insert.on_conflict_do_update(
            index_elements=["id"],
            set_={name: insert.excluded[name] for name in ("until", "records")},
        )
        self._connection.execute(grown, new)

    def _add_link_events(self, told: Sequence[Told]) -> list[Told]:
        known = self._known({each.report.link_id for each in told})
        theirs, unknown = [], []
        for each in told:
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
            for row in rows.link_event_rows(each)
        }
        added = set(self._add_new(link_events, in_order(keyed), "link_id", "seq", "name"))
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

    def _see(self, told: Sequence[Told]) -> None:
        latest: dict[str, int] = {}
        for each in told:
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

    def _add_new(self, table: Table, new: Sequence[Row], *key: str) -> list[Any]:
        """Insert the rows that are not there yet, and return their keys."""
        if not new:
            return []
        insert = self._store.insert(table).on_conflict_do_nothing(index_elements=key)
        returned = insert.returning(*(table.c[name] for name in key))
        return list(self._connection.execute(returned, new))


def is_kept(asked: LinkAsked) -> bool:
    """Return whether a request for a link gets a row of its own, or is only counted."""
    # Who is nobody, or asks without end, gets no row for each try: they could fill the disk.
    if asked.person is None or isinstance(asked, Unlisted):
        return False
    return asked.code != TooManyRequests.code


def _counted_app(row: Row) -> str:
    # Names that a page has made up would grow the sums, and stay in them when its person is erased.
    return ANY_APP if row["code"] == UnknownApp.code else str(row["app"])


def _count_of(row: Row) -> str:
    if row["code"] != MINTED:
        return "refused"
    return "renewed" if row["reason"] == RENEWAL else "opened"


def _some(link_ids: set[str]) -> Iterator[list[str]]:
    in_order = sorted(link_ids)
    for at in range(0, len(in_order), IDS_AT_A_TIME):
        yield in_order[at : at + IDS_AT_A_TIME]
