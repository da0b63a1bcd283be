"""What the usage page asks, of the server and of its own scripts."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import ClientsideFunction, Dash, Input, Output, State

from dashapp.pages.usage import names

FIELDS = [
    (names.PERIOD, "value"),
    (names.PERSON, "value"),
    (names.APP, "value"),
    (names.OUTCOME, "value"),
    (names.FAILED, "value"),
]


@dataclass(frozen=True)
class Question:
    """One callback of the page: what is told in it, and what is answered."""

    inputs: Sequence[Input | State]
    outputs: Sequence[Output]


_TICK = State(names.TICK, "data")

NOW = Question(
    [Input(names.TICK, "data")],
    [
        Output(names.ACTIVE, "children"),
        Output(names.HEALTH, "children"),
        Output(names.TROUBLE, "children"),
        Output(names.TROUBLE, "is_open"),
        Output(names.FRESH, "data"),
    ],
)
FIGURES = Question(
    [Input(names.FRESH, "data"), Input(names.PERIOD, "value")],
    [Output(names.TOTALS, "children"), *(Output(name, "figure") for name in names.FIGURES)],
)
ROWS = Question(
    [Input(names.GRID, "getRowsRequest"), *(State(*field) for field in FIELDS)],
    [Output(names.GRID, "getRowsResponse"), Output(names.COUNT, "children")],
)
DETAILS = Question(
    [Input(names.GRID, "selectedRows"), _TICK],
    [Output(names.DETAILS, "is_open"), Output(names.DETAILS_BODY, "children")],
)
SESSIONS = Question(
    [Input(names.SESSIONS, "n_clicks"), State(names.GRID, "selectedRows"), _TICK],
    [Output(names.SESSIONS_BODY, "children")],
)


def answer_in_browser(dash: Dash) -> None:
    """Have the browser answer what needs no server."""

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
