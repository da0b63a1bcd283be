"""The Home tab: what this person can open."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashapp.identity import User
from dashapp.settings import AppSettings


def layout(apps: Sequence[AppSettings], user: User) -> Component:
    """Greet the person and list their apps."""
    return html.Div(
        [
            html.H1(f"Hello, {user.first_name or user.name}", className="h3"),
            _apps(apps) if apps else html.P("No app is open to your roles yet."),
        ],
        className="host-home",
    )


def _apps(apps: Sequence[AppSettings]) -> Component:
    links = [
        html.Li(dcc.Link(app.title, href=f"/{app.name}", className="host-card")) for app in apps
    ]
    return html.Ul(links, className="host-cards")
