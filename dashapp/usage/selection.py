"""Which links somebody wants to see."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from dashapp.usage.tables import links, people


@dataclass(frozen=True)
class Selection:
    """What the wanted links have in common; what is not said does not matter.

    `since` and `until` are in ms since the epoch, the latter excluded; `person` is a
    `person_storage_key`;
    `person_contains` is looked for, in any case, in the identifier and in the name and the address
    that the person has by now;
    `failed` asks for those that came to nothing (True) or did not (False).
    """

    since: int | None = None
    until: int | None = None
    app: str | None = None
    person: str | None = None
    person_contains: str | None = None
    outcome: str | None = None
    failed: bool | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return what a row of `links` has to fulfil."""
        exact = {"app": self.app, "person": self.person, "outcome": self.outcome}
        wanted = [links.c[name] == value for name, value in exact.items() if value is not None]
        if self.since is not None:
            wanted.append(links.c.asked_at >= self.since)
        if self.until is not None:
            wanted.append(links.c.asked_at < self.until)
        if self.failed is not None:
            wanted.append(links.c.failed == int(self.failed))
        if self.person_contains:
            # Not IN: SQLite would begin with all of these people, and sort all of their links.
            theirs = select(people.c.person).where(people.c.person == links.c.person)
            wanted.append(theirs.where(self.people()).exists())
        return wanted

    def people(self) -> ColumnElement[bool]:
        """Return what a row of `people` has to fulfil for `person_contains`."""
        sought = self.person_contains or ""
        names = (people.c.person, people.c.name, people.c.email)
        return or_(*(column.icontains(sought, autoescape=True) for column in names))
