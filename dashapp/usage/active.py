"""Who has an app open right now."""

from dataclasses import dataclass

from sqlalchemy import func, select

from dashapp.database import Store
from dashapp.usage.tables import last_seen, links

ACTIVE_MS = 2 * 60 * 1000
"""A page says every so often that it is shown; who was seen within this is there."""

MOST = 50


@dataclass(frozen=True)
class ActivePerson:
    """A person in front of an app; `since` when their first link of it was asked for."""

    person: str
    name: str
    app: str
    since: int


@dataclass(frozen=True)
class Active:
    """Who is there: how many of people and app, and those who came last, MOST of them at most."""

    count: int
    people: list[ActivePerson]


def active_now(store: Store, now: int) -> Active:
    """Return who was seen shortly before now, in ms since the epoch.

    Raises:
        StoreError: the store can't be read.
    """
    query = (
        select(
            links.c.person,
            func.max(links.c.name),
            links.c.app,
            func.min(links.c.asked_at).label("since"),
            func.count().over(),
        )
        .join(last_seen, last_seen.c.link_id == links.c.link_id)
        .where(last_seen.c.at >= now - ACTIVE_MS)
        .group_by(links.c.person, links.c.app)
        .order_by(func.min(links.c.asked_at).desc(), links.c.person)
        .limit(MOST)
    )
    with store.reading() as connection:
        rows = list(connection.execute(query))
    return Active(rows[0][-1] if rows else 0, [ActivePerson(*row[:-1]) for row in rows])
