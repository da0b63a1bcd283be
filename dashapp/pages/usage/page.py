"""The usage page: what it asks of the store when, for those who may see it."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update
from dash.development.base_component import Component

from dash_retool_embed.people import User
from dashapp.database import StoreError
from dashapp.errors import REMEDIES
from dashapp.pages.usage import details, names, panels
from dashapp.pages.usage.export import export_blueprint
from dashapp.pages.usage.figures import bars, people, times
from dashapp.pages.usage.filters import selection
from dashapp.pages.usage.grid import wanted
from dashapp.pages.usage.layout import layout
from dashapp.pages.usage.period import days_of, now_ms
from dashapp.pages.usage.readers import Readers
from dashapp.pages.usage.when import zone_of
from dashapp.settings import AppSettings
from dashapp.usage import GOOD, UsageLog, active_now, figures, key_of, listing, sessions

FIELDS = [
    (names.PERIOD, "value"),
    (names.PERSON, "value"),
    (names.APP, "value"),
    (names.OUTCOME, "value"),
    (names.FAILED, "value"),
]


class UsagePage:
    """The page at /usage, of one host."""

    def __init__(self, log: UsageLog, apps: Sequence[AppSettings], readers: Readers) -> None:
        """Describe it; `register` puts it into a Dash app."""
        self._log = log
        self._store = log.store
        self._titles = {app.name: app.title for app in apps}
        self._readers = readers

    def is_for(self, person: User) -> bool:
        """Tell whether this person may see it."""
        return self._readers.include(person)

    def layout(self) -> Component:
        """Lay it out, for somebody who may see it."""
        outcomes = GOOD | {code: code for code in sorted(REMEDIES)}
        return layout(self._titles, outcomes)

    def register(self, dash: Dash, export: str) -> None:
        """Answer what the page asks, and with files at the addresses that begin with `export`."""
        dash.server.register_blueprint(export_blueprint(self._store, self._readers, export))
        _register_in_browser(dash)
        tick, fields = State(names.TICK, "data"), [State(*field) for field in FIELDS]
        self._ask(
            dash,
            self._now,
            [
                Output(names.ACTIVE, "children"),
                Output(names.HEALTH, "children"),
                Output(names.TROUBLE, "children"),
                Output(names.TROUBLE, "is_open"),
                Output(names.FRESH, "data"),
            ],
            [Input(names.TICK, "data")],
        )
        self._ask(
            dash,
            self._figures,
            [
                Output(names.TOTALS, "children"),
                *(Output(figure, "figure") for figure in names.FIGURES),
            ],
            [Input(names.FRESH, "data"), Input(names.PERIOD, "value")],
        )
        self._ask(
            dash,
            self._rows,
            [Output(names.GRID, "getRowsResponse"), Output(names.COUNT, "children")],
            [Input(names.GRID, "getRowsRequest"), *fields],
        )
        self._ask(
            dash,
            self._details,
            [Output(names.DETAILS, "is_open"), Output(names.DETAILS_BODY, "children")],
            [Input(names.GRID, "selectedRows"), tick],
        )
        self._ask(
            dash,
            self._sessions,
            [Output(names.SESSIONS_BODY, "children")],
            [Input(names.SESSIONS, "n_clicks"), State(names.GRID, "selectedRows"), tick],
        )

    def _ask(
        self,
        dash: Dash,
        answer: Callable[..., Sequence[Any]],
        outputs: Sequence[Output],
        inputs: Sequence[Input | State],
    ) -> None:
        @wraps(answer)
        def checked(*values: Any) -> Sequence[Any]:
            self._readers.check()
            return answer(*values)

        dash.callback(list(outputs), list(inputs))(checked)

    def _now(self, tick: Any) -> Sequence[Any]:
        health = panels.health(self._log.status)
        try:
            active = active_now(self._store, now_ms())
        except StoreError as error:
            sentence = f"{error} The page shows what it had, and goes on by itself."
            return no_update, health, sentence, True, no_update
        return panels.active(active, self._titles, _zone(tick)), health, "", False, tick

    def _figures(self, _fresh: object, choice: object) -> Sequence[Any]:
        try:
            period = days_of(choice, self._store)
            summed = figures.totals(self._store, period)
            days = figures.by_day(self._store, period, self._titles)
            took = figures.mint_times_by_day(self._store, period, self._titles)
            lost = figures.lost(self._store, period)
        except StoreError:
            return [no_update] * (1 + len(names.FIGURES))
        return [
            panels.totals(summed, lost),
            bars(days, self._titles, period, lambda day: day.opened, "opens"),
            people(days, self._titles, period),
            bars(days, self._titles, period, lambda day: day.failures, "failures"),
            times(took, self._titles, period),
        ]

    def _rows(self, asked: object, *fields: object) -> Sequence[Any]:
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

    def _details(self, rows: object, tick: Any) -> Sequence[Any]:
        link_id = _first(rows, "link_id")
        if link_id is None:
            return False, no_update
        try:
            found = sessions.session(self._store, link_id)
        except StoreError as error:
            return True, str(error)
        if found is None:
            return True, details.gone()
        return True, details.link(found, self._titles, _zone(tick))

    def _sessions(self, clicks: object, rows: object, tick: Any) -> Sequence[Any]:
        person = _first(rows, "person")
        if not clicks or person is None:
            return [no_update]
        try:
            found = sessions.sessions_of(self._store, person)
        except StoreError as error:
            return [str(error)]
        return [details.sessions(found, self._titles, _zone(tick))]


def _register_in_browser(dash: Dash) -> None:
    def run(name: str, *of: Input | Output | State) -> None:
        dash.clientside_callback(ClientsideFunction("dashapp_usage", name), *of)

    run(
        "tick",
        Output(names.TICK, "data"),
        Input(names.INTERVAL, "n_intervals"),
        State(names.TICK, "data"),
    )
    run("refreshRows", Input(names.FRESH, "data"))
    run("filterRows", *(Input(*field) for field in FIELDS))
    run(
        "exports",
        Output(names.CSV, "href"),
        Output(names.JSONL, "href"),
        *(Input(*field) for field in FIELDS),
    )
    run("forgetRow", Input(names.DETAILS, "is_open"))


def _first(rows: object, name: str) -> str | None:
    first = rows[0] if isinstance(rows, list) and rows else None
    value = first.get(name) if isinstance(first, dict) else None
    return key_of(value) if isinstance(value, str) else None


def _zone(tick: Any) -> Any:
    return zone_of(tick.get("zone") if isinstance(tick, dict) else None)
