"""What stands in the place of a page that is on its way, and what is said if it does not come."""

from dash import html
from dash.development.base_component import Component

from dashapp.pages.icon import icon

FAILED = "This page could not be opened. If it stays so, tell whoever runs this host."


def placeholder(title: str) -> Component:
    """Lay out a page nobody asked for yet; assets/host/views/ knows it by its class."""
    return html.Div(html.Div(html.H1(title), className="host-bar"), className="host-placeholder")


def placeholder_failed() -> Component:
    """Lay out what is over a view whose page the host has refused to lay out."""
    failure = [
        icon("exclamation-triangle"),
        html.P(FAILED),
        html.Button("Try again", type="button", className="host-ask-again btn btn-primary"),
    ]
    return html.Div(failure, className="host-placeholder-failed host-card-centred", role="alert")
