"""What stands in the place of a page that is on its way: its heading, and nothing else yet."""

from dash import html
from dash.development.base_component import Component


def coming(title: str) -> Component:
    """Lay out the bar of a page nobody asked for yet; assets/views.js knows it by its class."""
    return html.Div(html.H1(title), className="host-coming host-bar")
