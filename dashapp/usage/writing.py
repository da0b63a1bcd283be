"""One batch into the tables: all of it or nothing, and the same batch again adds nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select

from dashapp.embed import LinkAsked, TooManyRequests
from dashapp.embed.recording import MINTED
from dashapp.usage import rows
from dashapp.usage.rows import RENEWAL, Row, Told, bucket_of, day_of
from dashapp.usage.store import Store
from dashapp.usage.tables import days, happenings, links, losses, mint_times, sightings

NOBODY = ""
ANY_APP = ""

# What is counted of a day, by app and person.
COUNTS = ("opened", "renewed", "refused", "failed")

# SQLite takes 32,766 values in a statement, PostgreSQL 65,535.
IDS_AT_A_TIME = 5000


@dataclass(slots=True)
class Batch:
    """What waits to be written, in the order in which it happened."""

    asked: list[LinkAsked] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    losses: list[Row] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.asked) + len(self.told)


def write(store: Store, batch: Batch) -> list[Told]:
    """Write a batch in one transaction; return the reports whose links are not there (yet).

    Raises:
        sqlalchemy.exc.SQLAlchemyError: nothing was written, or it is not known whether it was:
            the same batch may be written again.
    """
    with store.writing() as connection:
        return _Writer(store, connection).write(batch)


class _Writer:
    def __init__(self, store: Store, connection: Connection) -> None:
        self._store = store
        self._connection = connection
        self._days: Counter[tuple[int, str, str, str]] = Counter()
        self._times: Counter[tuple[int, str, int]] = Counter()

    def write(self, batch: Batch) -> list[Told]:
        kept = [asked for asked in batch.asked if _is_kept(asked)]
        self._add_links([rows.link_row(asked) for asked in kept])
        for asked in batch.asked:
            if not _is_kept(asked):
                self._count_refusal(asked)
        unknown = self._add_happenings(batch.told)
        if batch.losses:
            self._add_new(losses, batch.losses, "id")
        self._count()
        return unknown

    def _count_refusal(self, asked: LinkAsked) -> None:
        person = NOBODY if asked.person is None else rows.key_of(asked.person)
        self._days[day_of(int(asked.at * 1000)), ANY_APP, person, "refused"] += 1

    def _add_links(self, new: Sequence[Row]) -> None:
        by_id = {row["id"]: row for row in new}
        for (id_,) in self._add_new(links, new, "id"):
            row = by_id[id_]
            day = day_of(row["at"])
            self._days[day, row["app"], row["person"], _count_of(row)] += 1
            if row["retool_ms"] is not None:
                self._times[day, row["app"], bucket_of(row["retool_ms"])] += 1

    def _add_happenings(self, told: Sequence[Told]) -> list[Told]:
        known = self._known({each.report.record for each in told})
        theirs, unknown = [], []
        for each in told:
            link = known.get(each.report.record)
            if link is None:
                unknown.append(each)
            # A page reports of its own person's links only; of others it may invent what it likes.
            elif link.person == each.person:
                theirs.append(each)
        self._see([each for each in theirs if each.report.kind == "seen"])
        rest = [each for each in theirs if each.report.kind != "seen"]
        new = self._add_new(
            happenings,
            [row for each in rest for row in rows.happening_rows(each)],
            "link",
            "seq",
            "name",
        )
        fresh = {(link, seq) for link, seq, _ in new}
        self._turn([each for each in rest if (each.report.record, each.report.seq) in fresh], known)
        return unknown

    def _known(self, ids: set[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        in_order = sorted(ids)
        for at in range(0, len(in_order), IDS_AT_A_TIME):
            wanted = links.c.id.in_(in_order[at : at + IDS_AT_A_TIME])
            query = select(links.c.id, links.c.person, links.c.app).where(wanted)
            found |= {row.id: row for row in self._connection.execute(query)}
        return found

    def _turn(self, told: Sequence[Told], known: dict[str, Any]) -> None:
        """Let the links say how they are now, as the newest of these reports has it."""
        turned: dict[str, Row] = {}
        for each in told:
            report, link = each.report, known[each.report.record]
            if report.kind in ("ready", "renewed"):
                turned[report.record] = {"of": report.record, "is": report.kind, "bad": 0}
            elif report.kind == "failed":
                code = report.code or "failed"
                turned[report.record] = {"of": report.record, "is": code, "bad": 1}
                self._days[day_of(each.at), link.app, link.person, "failed"] += 1
        if turned:
            change = links.update().where(links.c.id == bindparam("of"))
            values = change.values(outcome=bindparam("is"), failed=bindparam("bad"))
            self._connection.execute(values, _in_order(turned))

    def _see(self, told: Sequence[Told]) -> None:
        latest: dict[str, int] = {}
        for each in told:
            latest[each.report.record] = max(each.at, latest.get(each.report.record, 0))
        if latest:
            insert = self._store.insert(sightings)
            seen = insert.on_conflict_do_update(
                index_elements=["link"],
                set_={"at": insert.excluded.at},
                where=insert.excluded.at > sightings.c.at,
            )
            self._connection.execute(
                seen, _in_order({k: {"link": k, "at": v} for k, v in latest.items()})
            )

    def _add_new(self, table: Table, new: Sequence[Row], *key: str) -> list[Any]:
        """Insert the rows that are not there yet, and return their keys."""
        if not new:
            return []
        insert = self._store.insert(table).on_conflict_do_nothing(index_elements=key)
        returned = insert.returning(*(table.c[name] for name in key))
        return list(self._connection.execute(returned, new))

    def _count(self) -> None:
        summed: dict[tuple[int, str, str], Row] = {}
        for (day, app, person, count), n in self._days.items():
            row = {"day": day, "app": app, "person": person, **dict.fromkeys(COUNTS, 0)}
            summed.setdefault((day, app, person), row)[count] += n
        self._add_up(days, summed, COUNTS)
        times = {
            key: dict(zip(("day", "app", "bucket"), key, strict=True), count=n)
            for key, n in self._times.items()
        }
        self._add_up(mint_times, times, ("count",))

    def _add_up(self, table: Table, sums: dict[Any, Row], counts: Iterable[str]) -> None:
        if not sums:
            return
        insert = self._store.insert(table)
        added = insert.on_conflict_do_update(
            index_elements=list(table.primary_key.columns),
            set_={name: table.c[name] + insert.excluded[name] for name in counts},
        )
        self._connection.execute(added, _in_order(sums))


def _is_kept(asked: LinkAsked) -> bool:
    # Who is nobody, or asks without end, gets no row for each try: they could fill the disk.
    return asked.person is not None and asked.code != TooManyRequests.code


def _count_of(row: Row) -> str:
    if row["code"] != MINTED:
        return "refused"
    return "renewed" if row["reason"] == RENEWAL else "opened"


def _in_order(keyed: dict[Any, Row]) -> list[Row]:
    # Two hosts that write to the same rows take them in the same order, so none waits for ever.
    return [keyed[key] for key in sorted(keyed)]
