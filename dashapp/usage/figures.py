"""The sums that the usage page draws: read from sums by day, so a million links cost no more."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Float, Subquery, case, cast, func, select

from dashapp.usage.rows import BUCKET_RATIO, MS_PER_DAY
from dashapp.usage.store import Store
from dashapp.usage.tables import days, losses, mint_times

OTHER = ""
"""Stands for every app that was not named: those of the past, and those that never were."""


@dataclass(frozen=True)
class Days:
    """From the first to the last of these days, UTC, counted since the epoch."""

    first: int
    last: int

    @property
    def since(self) -> int:
        """When they begin, in ms since the epoch."""
        return self.first * MS_PER_DAY

    @property
    def until(self) -> int:
        """When they are over, in ms since the epoch."""
        return (self.last + 1) * MS_PER_DAY

    def among(self, day: Column[int]) -> ColumnElement[bool]:
        """Ask for rows of these days."""
        return day.between(self.first, self.last)


@dataclass(frozen=True)
class Totals:
    """What happened in some days: links, frames that failed, and different people."""

    opened: int
    renewed: int
    refused: int
    failed: int
    people: int


@dataclass(frozen=True)
class AppDay:
    """One app on one day: links opened, people who asked, links refused and frames that failed."""

    day: int
    app: str
    opened: int
    people: int
    failures: int


@dataclass(frozen=True)
class MintTime:
    """How long Retool took for an app's links on one day."""

    day: int
    app: str
    median_ms: float
    p95_ms: float


def first_day(store: Store) -> int | None:
    """Return the first day of which there is anything; None: there is nothing yet.

    Raises:
        UsageError: the store can't be read, as everywhere here.
    """
    with store.reading() as connection:
        first: int | None = connection.scalar(select(func.min(days.c.day)))
    return first


def totals(store: Store, period: Days) -> Totals:
    """Add up everything, and count the different people."""
    counts = [func.coalesce(func.sum(days.c[name]), 0) for name in ("opened", "renewed")]
    counts += [func.coalesce(func.sum(days.c[name]), 0) for name in ("refused", "failed")]
    people = func.count(func.nullif(days.c.person, "").distinct())
    with store.reading() as connection:
        row = connection.execute(select(*counts, people).where(period.among(days.c.day))).one()
    return Totals(*(int(value) for value in row))


def by_day(store: Store, period: Days, apps: Collection[str]) -> list[AppDay]:
    """Return each day of these apps and of the others, as far as something happened."""
    app = _named(days.c.app, apps)
    query = (
        select(
            days.c.day,
            app,
            func.sum(days.c.opened),
            func.count(func.nullif(days.c.person, "")),
            func.sum(days.c.refused + days.c.failed),
        )
        .where(period.among(days.c.day))
        .group_by(days.c.day, app)
        .order_by(days.c.day)
    )
    with store.reading() as connection:
        return [AppDay(*row) for row in connection.execute(query)]


def mint_times_by_day(store: Store, period: Days, apps: Collection[str]) -> list[MintTime]:
    """Return the median and the 95th percentile, both rounded up by 10 % at most."""
    app = _named(mint_times.c.app, apps)
    summed = (
        select(
            mint_times.c.day.label("day"),
            app.label("app"),
            mint_times.c.bucket.label("bucket"),
            func.sum(mint_times.c.count).label("n"),
        )
        .where(period.among(mint_times.c.day))
        .group_by(mint_times.c.day, app, mint_times.c.bucket)
        .subquery()
    )
    of_the_day = (summed.c.day, summed.c.app)
    so_far = func.sum(summed.c.n).over(partition_by=of_the_day, order_by=summed.c.bucket)
    running = select(
        summed.c.day,
        summed.c.app,
        summed.c.bucket,
        cast(so_far, Float).label("n"),
        func.sum(summed.c.n).over(partition_by=of_the_day).label("all"),
    ).subquery()
    query = (
        select(running.c.day, running.c.app, *(_reaching(running, share) for share in (0.5, 0.95)))
        .group_by(running.c.day, running.c.app)
        .order_by(running.c.day)
    )
    with store.reading() as connection:
        return [
            MintTime(day, name, BUCKET_RATIO**median, BUCKET_RATIO**p95)
            for day, name, median, p95 in connection.execute(query)
        ]


def lost(store: Store, period: Days) -> int:
    """Return how many records could not be kept."""
    records = func.coalesce(func.sum(losses.c.records), 0)
    within = (losses.c.until >= period.since) & (losses.c.since < period.until)
    with store.reading() as connection:
        return int(connection.scalar(select(records).where(within)) or 0)


def _named(column: Column[str], apps: Collection[str]) -> ColumnElement[str]:
    # Anybody can ask for an app that is none, under a thousand names.
    return case((column.in_(apps), column), else_=OTHER)


def _reaching(running: Subquery, share: float) -> ColumnElement[int]:
    enough = running.c.n >= share * running.c["all"]
    return func.min(case((enough, running.c.bucket)))
