"""One batch into the tables: all of it or nothing, and the same batch again adds nothing."""

import time
from collections.abc import Sequence

from sqlalchemy import Connection

from dash_retool_embed.errors import UnknownApp
from dash_retool_embed.mint import MINTED, LinkRequest
from dashapp.database import Store
from dashapp.usage.batch import Batch, Stamp, is_kept
from dashapp.usage.columns import link_row
from dashapp.usage.inserts import add_new
from dashapp.usage.reports import Reports
from dashapp.usage.rollups import Rollups
from dashapp.usage.rows import (
    RENEWAL,
    OverQuotaRequest,
    ReceivedReport,
    Row,
    bucket_of,
    day_of,
    person_storage_key,
)
from dashapp.usage.tables import links, losses, writers

NOBODY = ""
ANY_APP = ""


def write(store: Store, batch: Batch, stamp: Stamp | None = None) -> list[ReceivedReport]:
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

    def write(self, batch: Batch, stamp: Stamp | None) -> list[ReceivedReport]:
        self._add_links([link_row(request) for request in batch.requests if is_kept(request)])
        # A row tells by itself whether it is new, a number does not.
        only_counted = [request for request in batch.requests if not is_kept(request)]
        if only_counted and (stamp is None or self._is_new(stamp)):
            for request in only_counted:
                if isinstance(request, OverQuotaRequest):
                    self._count(link_row(request))
                else:
                    self._count_refusal(request)
        unknown = Reports(self._store, self._connection, self._rollups).add(batch.reports)
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

    def _count_refusal(self, request: LinkRequest) -> None:
        person = NOBODY if request.person is None else person_storage_key(request.person)
        self._rollups.days[day_of(int(request.at * 1000)), ANY_APP, person, "refused"] += 1

    def _add_links(self, new: Sequence[Row]) -> None:
        by_id = {row["link_id"]: row for row in new}
        for (link_id,) in add_new(self._store, self._connection, links, new, "link_id"):
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


def _counted_app(row: Row) -> str:
    # Names that a page has made up would grow the sums, and stay in them when its person is erased.
    return ANY_APP if row["code"] == UnknownApp.code else str(row["app"])


def _count_of(row: Row) -> str:
    if row["code"] != MINTED:
        return "refused"
    return "renewed" if row["reason"] == RENEWAL else "opened"
