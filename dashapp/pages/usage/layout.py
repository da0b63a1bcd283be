"""What the usage page is made of, before anything was asked of the store."""

from collections.abc import Mapping

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashapp.pages.usage import ids
from dashapp.pages.usage.filters import ANYTHING
from dashapp.pages.usage.grid import grid
from dashapp.pages.usage.period import DEFAULT, LABELS

REFRESH_MS = 10_000

# Nothing that would send a figure anywhere, or fetch a language for it.
GRAPH: dcc.Graph.Config = {"displayModeBar": False, "displaylogo": False, "showTips": False}

HEADINGS = {
    ids.OPENED: "Opens",
    ids.PEOPLE: "People",
    ids.FAILURES: "Failures",
    ids.MINT_TIMES: "Retool's time for a link",
}


def layout(apps: Mapping[str, str], outcomes: Mapping[str, str]) -> Component:
    """Lay out the page; its callbacks fill it.

    Args:
        apps: what can be chosen, titles by name.
        outcomes: what can be chosen, words by outcome.
    """
    return html.Div(
        [
            dcc.Interval(id=ids.INTERVAL, interval=REFRESH_MS),
            dcc.Store(id=ids.TICK),
            dcc.Store(id=ids.FRESH),
            _head(),
            dbc.Alert(id=ids.TROUBLE, color="warning", is_open=False),
            _section("Active now", html.Div(id=ids.ACTIVE)),
            html.Section(html.Div(id=ids.TOTALS, className="usage-totals")),
            html.Div([_figure(name) for name in ids.FIGURES], className="usage-figures"),
            _section("Links", _filters(apps, outcomes), grid(), html.P(id=ids.COUNT)),
            html.Footer(id=ids.HEALTH, className="usage-health"),
            dbc.Offcanvas(
                html.Div(id=ids.DETAILS_BODY),
                id=ids.DETAILS,
                title=html.Span("One link", id=ids.DETAILS_TITLE),
                labelledby=ids.DETAILS_TITLE,
                placement="end",
                is_open=False,
                scrollable=True,
                class_name="usage-details",
            ),
        ],
        className="usage",
    )


def _head() -> Component:
    periods = dbc.RadioItems(
        id=ids.PERIOD,
        options=[{"label": label, "value": value} for value, label in LABELS.items()],
        value=DEFAULT,
        class_name="usage-periods",
        input_class_name="btn-check",
        label_class_name="btn btn-sm btn-outline-primary",
        label_checked_class_name="active",
    )
    return html.Div(
        [html.H1("Usage", className="h5 m-0"), periods, html.Small("Days are UTC.")],
        className="usage-head",
    )


def _section(heading: str, *content: Component) -> Component:
    return html.Section([html.H2(heading, className="h6"), *content])


def _figure(name: str) -> Component:
    graph = dcc.Graph(id=name, config=GRAPH, responsive=True)
    return _section(HEADINGS[name], html.Div(graph, className="usage-figure"))


def _filters(apps: Mapping[str, str], outcomes: Mapping[str, str]) -> Component:
    person = dbc.Input(
        id=ids.PERSON,
        type="search",
        placeholder="Person",
        debounce=True,
        maxlength=100,
        size="sm",
    )
    return html.Div(
        [
            _labelled("Person", person),
            _select(ids.APP, "App", "All apps", apps),
            _select(ids.OUTCOME, "Outcome", "All outcomes", outcomes),
            dbc.Switch(id=ids.FAILED, label="Failed only", value=False),
            _export("CSV", ids.CSV),
            _export("JSON Lines", ids.JSONL),
        ],
        className="usage-filters",
    )


def _export(label: str, name: str) -> Component:
    # A download: one that fails must not take the place of the page, and of the apps in it.
    link: Component = html.A(
        label, id=name, download="", className="btn btn-sm btn-outline-secondary"
    )
    return link


def _select(name: str, label: str, everything: str, options: Mapping[str, str]) -> Component:
    named = {ANYTHING: everything, **options}
    choices = [{"label": label, "value": value} for value, label in named.items()]
    select = dbc.Select(id=name, options=choices, value=ANYTHING, size="sm")
    return _labelled(label, select)


def _labelled(label: str, field: Component) -> Component:
    # dbc's fields take no aria-label.
    return html.Label([html.Span(label, className="visually-hidden"), field])
