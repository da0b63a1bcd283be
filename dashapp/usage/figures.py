"""The figures of the usage page: read from rollups by day, so a million links cost no more."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Subquery, case, func, select

from dashapp.database import Store
from dashapp.usage.hourly_quota import FULL_HOUR
from dashapp.usage.orphan_reports import UNKNOWN_LINKS
from dashapp.usage.rollups import COUNTS
from dashapp.usage.rows import BUCKET_RATIO, MS_PER_DAY
from dashapp.usage.tables import app_days, losses, mint_times, people

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
        StoreError: the store can't be read, as everywhere here.
    """
    with store.reading() as connection:
        first: int | None = connection.scalar(select(func.min(app_days.c.day)))
    return first


def totals(store: Store, period: Days) -> Totals:
    """Add up everything, and count the different people; the period ends with today."""
    counts = [
        select(func.coalesce(func.sum(app_days.c[name]), 0))
        .where(period.among(app_days.c.day))
        .scalar_subquery()
        for name in COUNTS
    ]
    # Who was here last in the period was here in it.
    known = select(func.count()).select_from(people).where(people.c.last_at >= period.since)
    with store.reading() as connection:
        row = connection.execute(select(*counts, known.scalar_subquery())).one()
    return Totals(*(int(value) for value in row))


def by_day(store: Store, period: Days, apps: Collection[str]) -> list[AppDay]:
    """Return each day of these apps and of the others, as far as something happened."""
    app = case((app_days.c.app.in_(apps), app_days.c.app), else_=OTHER)
    query = (
        select(
            app_days.c.day,
            app,
            func.sum(app_days.c.opened),
            func.sum(app_days.c.people),
            func.sum(app_days.c.refused + app_days.c.failed),
        )
        .where(period.among(app_days.c.day))
        .group_by(app_days.c.day, app)
        .order_by(app_days.c.day)
    )
    with store.reading() as connection:
        return [AppDay(*row) for row in connection.execute(query)]


def mint_times_by_day(store: Store, period: Days, apps: Collection[str]) -> list[MintTime]:
    """Return the median and the 95th percentile of these apps, rounded up by 10 % at most."""
    c = mint_times.c
    counted = [c.day, c.app]
    running = (
        select(
            *counted,
            c.bucket,
            func.sum(c.count).over(partition_by=counted, order_by=c.bucket).label("n"),
            func.sum(c.count).over(partition_by=counted).label("all"),
        )
        .where(period.among(c.day), c.app.in_(apps))
        .subquery()
    )
    query = (
        select(running.c.day, running.c.app, *(_reaching(running, share) for share in (50, 95)))
        .group_by(running.c.day, running.c.app)
        .order_by(running.c.day)
    )
    with store.reading() as connection:
        return [
            MintTime(day, name, BUCKET_RATIO**median, BUCKET_RATIO**p95)
            for day, name, median, p95 in connection.execute(query)
        ]


def lost(store: Store, period: Days) -> int:
    """Return how many records could not be kept, but for those that anybody can bring about."""
    records = func.coalesce(func.sum(losses.c.records), 0)
    within = (losses.c.until >= period.since) & (losses.c.since < period.until)
    within &= losses.c.why.not_in([UNKNOWN_LINKS, FULL_HOUR])
    with store.reading() as connection:
        return int(connection.scalar(select(records).where(within)) or 0)


def _reaching(running: Subquery, percent: int) -> ColumnElement[int]:
    enough = 100 * running.c.n >= percent * running.c["all"]
    return func.min(case((enough, running.c.bucket)))
