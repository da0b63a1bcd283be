"""What the usage page is answered, of what the store has."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import no_update

from dashapp.database import StoreError, storage_key
from dashapp.pages.usage import details, ids, panels
from dashapp.pages.usage.figures import bars, people, times
from dashapp.pages.usage.filters import selection
from dashapp.pages.usage.formatting import zone_of
from dashapp.pages.usage.grid import wanted
from dashapp.pages.usage.period import days_of, now_ms
from dashapp.usage import UsageLog, active_now, figures, link_records, listing


class Handlers:
    """Handlers the questions of `questions`, each with a value for each of its outputs."""

    def __init__(self, log: UsageLog, titles: Mapping[str, str]) -> None:
        """Describe them; `titles` are the apps' by name."""
        self._log = log
        self._store = log.store
        self._titles = titles

    def now(self, tick: Any) -> Sequence[Any]:
        """Tell who is active, how the log is, and what is the matter."""
        health = panels.health(self._log.status)
        try:
            active = active_now(self._store, now_ms())
        except StoreError as error:
            sentence = f"{error} The page shows what it had, and goes on by itself."
            return no_update, health, sentence, True, no_update
        return panels.active(active, self._titles, _zone(tick)), health, "", False, tick

    def figures(self, _fresh: object, choice: object) -> Sequence[Any]:
        """Draw a period: its totals and its figures."""
        try:
            period = days_of(choice, self._store)
            summed = figures.totals(self._store, period)
            days = figures.by_day(self._store, period, self._titles)
            took = figures.mint_times_by_day(self._store, period, self._titles)
            lost = figures.lost(self._store, period)
        except StoreError:
            return [no_update] * (1 + len(ids.FIGURES))
        return [
            panels.totals(summed, lost),
            bars(days, self._titles, period, lambda day: day.opened, "opens"),
            people(days, self._titles, period),
            bars(days, self._titles, period, lambda day: day.failures, "failures"),
            times(took, self._titles, period),
        ]

    def rows(self, asked: object, *fields: object) -> Sequence[Any]:
        """Return rows of the table, and with the first ones how many there are."""
        if asked is None:
            return no_update, no_update
        chosen, (sort, start, end) = selection(*fields), wanted(asked)
        try:
            rows = listing.page(self._store, chosen, sort, start, end)
            if start:
                return {"rowData": rows}, no_update
            count = listing.count(self._store, chosen, sort)
        except StoreError:
            return {"rowData": [], "rowCount": 0}, no_update
        most = min(count, listing.MOST_ROWS)
        return {"rowData": rows, "rowCount": most}, panels.count(count)

    def details(self, rows: object, tick: Any) -> Sequence[Any]:
        """Show one link, if one is chosen."""
        link_id = _first(rows, "link_id")
        if link_id is None:
            return False, no_update
        try:
            found = link_records.link_record(self._store, link_id)
        except StoreError as error:
            return True, str(error)
        if found is None:
            return True, details.gone()
        return True, details.link(found, self._titles, _zone(tick))

    def person_links(self, clicks: object, rows: object, tick: Any) -> Sequence[Any]:
        """List the links of the chosen one's person."""
        person = _first(rows, "person")
        if not clicks or person is None:
            return [no_update]
        try:
            found = link_records.link_records_of(self._store, person)
        except StoreError as error:
            return [str(error)]
        return [details.person_links(found, self._titles, _zone(tick))]


def _first(rows: object, name: str) -> str | None:
    first = rows[0] if isinstance(rows, list) and rows else None
    value = first.get(name) if isinstance(first, dict) else None
    return storage_key(value) if isinstance(value, str) else None


def _zone(tick: Any) -> Any:
    return zone_of(tick.get("zone") if isinstance(tick, dict) else None)
