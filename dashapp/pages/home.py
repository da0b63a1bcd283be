"""The Home tab: what this person can open."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dash_retool_embed.people import User
from dashapp.pages.icon import icon, iconed
from dashapp.pages.tabs import Tab, app_tab, grouped
from dashapp.routes import Routes
from dashapp.settings import AppSettings


def layout(apps: Sequence[AppSettings], user: User, routes: Routes) -> Component:
    """Greet the person and list their apps, group by group."""
    content = _apps([app_tab(app, routes) for app in apps]) if apps else [_nothing()]
    return html.Div([html.H1(greeting(user)), *content], className="host-home")


def greeting(user: User) -> str:
    """Return the heading."""
    return f"Hello, {user.first_name or user.name}"


def _apps(tabs: Sequence[Tab]) -> list[Component]:
    """Return the cards; those without a group come first, as no heading of theirs would help."""
    parts: list[Component] = []
    if alone := [tab for tab in tabs if tab.group is None]:
        parts.append(_cards(alone))
    for group, of_group in grouped(tabs):
        if group is not None:
            parts += [html.H2(group), _cards(of_group)]
    return parts


def _cards(tabs: Sequence[Tab]) -> Component:
    return html.Ul([html.Li(_card(tab)) for tab in tabs], className="host-cards")


def _card(tab: Tab) -> Component:
    return dcc.Link(tab.title, href=tab.href, className=f"host-card {iconed(tab.icon)}")


def _nothing() -> Component:
    return html.Div(
        [
            icon("lock"),
            html.P("No app is open to your roles yet."),
            html.P("Ask the person who manages your account.", className="host-quiet"),
        ],
        className="host-nothing",
    )
