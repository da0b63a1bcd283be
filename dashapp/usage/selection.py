"""Which links somebody wants to see."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement

from dashapp.usage.tables import links


@dataclass(frozen=True)
class Selection:
    """What the wanted links have in common; what is not said does not matter.

    `since` and `until` are in ms since the epoch, the latter excluded; `person` is a `key_of`;
    `person_contains` is looked for in the identifier, the name and the address, in any case;
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
            wanted.append(links.c.at >= self.since)
        if self.until is not None:
            wanted.append(links.c.at < self.until)
        if self.failed is not None:
            wanted.append(links.c.failed == int(self.failed))
        if self.person_contains:
            found = [
                links.c[name].icontains(self.person_contains, autoescape=True)
                for name in ("person", "name", "email")
            ]
            wanted.append(found[0] | found[1] | found[2])
        return wanted
