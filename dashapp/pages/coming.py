"""What stands in the place of a page that is on its way: its heading, and a way out if it fails."""

from dash import html
from dash.development.base_component import Component

from dashapp.pages.icon import icon


def coming(title: str) -> Component:
    """Lay out a page nobody asked for yet; assets/views.js knows it by its class."""
    failure = [
        icon("exclamation-triangle"),
        html.P("This page could not be opened. If it stays so, tell whoever runs this host."),
        html.Button("Try again", type="button", className="host-ask-again btn btn-primary"),
    ]
    return html.Div(
        [
            html.Div(html.H1(title), className="host-bar"),
            # Shown when the host has refused to lay out the page.
            html.Div(failure, className="host-card-centred", role="alert"),
        ],
        className="host-coming",
    )
