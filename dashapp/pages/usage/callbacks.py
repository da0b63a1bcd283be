"""What the usage page asks, of the server and of its own scripts."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import ClientsideFunction, Dash, Input, Output, State

from dashapp.pages.usage import ids

FIELDS = [
    (ids.PERIOD, "value"),
    (ids.PERSON, "value"),
    (ids.APP, "value"),
    (ids.OUTCOME, "value"),
    (ids.FAILED, "value"),
]


@dataclass(frozen=True)
class Callback:
    """One callback of the page: what is told in it, and what is answered."""

    inputs: Sequence[Input | State]
    outputs: Sequence[Output]


_TICK = State(ids.TICK, "data")

NOW = Callback(
    [Input(ids.TICK, "data")],
    [
        Output(ids.ACTIVE, "children"),
        Output(ids.HEALTH, "children"),
        Output(ids.TROUBLE, "children"),
        Output(ids.TROUBLE, "is_open"),
        Output(ids.FRESH, "data"),
    ],
)
FIGURES = Callback(
    [Input(ids.FRESH, "data"), Input(ids.PERIOD, "value")],
    [Output(ids.TOTALS, "children"), *(Output(name, "figure") for name in ids.FIGURES)],
)
ROWS = Callback(
    [Input(ids.GRID, "getRowsRequest"), *(State(*field) for field in FIELDS)],
    [Output(ids.GRID, "getRowsResponse"), Output(ids.COUNT, "children")],
)
DETAILS = Callback(
    [Input(ids.GRID, "selectedRows"), _TICK],
    [Output(ids.DETAILS, "is_open"), Output(ids.DETAILS_BODY, "children")],
)
PERSON_LINKS = Callback(
    [Input(ids.PERSON_LINKS, "n_clicks"), State(ids.GRID, "selectedRows"), _TICK],
    [Output(ids.PERSON_LINKS_BODY, "children")],
)


def answer_in_browser(dash: Dash) -> None:
    """Have the browser answer what needs no server."""

    def run(name: str, *of: Input | Output | State) -> None:
        dash.clientside_callback(ClientsideFunction("dashapp_usage", name), *of)

    run(
        "tick",
        Output(ids.TICK, "data"),
        Input(ids.INTERVAL, "n_intervals"),
        State(ids.TICK, "data"),
    )
    run("refreshRows", Input(ids.FRESH, "data"))
    run("filterRows", *(Input(*field) for field in FIELDS))
    run(
        "exports",
        Output(ids.CSV, "href"),
        Output(ids.JSONL, "href"),
        *(Input(*field) for field in FIELDS),
    )
    run("forgetRow", Input(ids.DETAILS, "is_open"))
