"""The frame of every page: the tabs, who is signed in, and room for the page itself."""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashapp.embed import opaque_id
from dashapp.identity import User
from dashapp.pages import ids
from dashapp.settings import AppSettings

LABELLED: dict[str, Any] = {"aria-label": "Tabs"}


def shell(
    apps: Sequence[AppSettings], user: User, *, can_sign_out: bool, sees_usage: bool
) -> Component:
    """Lay out the window for one person.

    Args:
        apps: the apps that this person may open, in the order of the tabs.
        user: who is signed in.
        can_sign_out: whether the host itself ends the sign-in.
        sees_usage: whether there is a tab of who opened what.
    """
    tabs = [_tab(ids.HOME, "Home", "/"), *(_tab(a.name, a.title, f"/{a.name}") for a in apps)]
    views = [ids.HOME, *(app.name for app in apps), ids.ELSEWHERE]
    if sees_usage:
        tabs.append(_tab(ids.USAGE, "Usage", f"/{ids.USAGE}"))
        views.append(ids.USAGE)
    # Other windows of this browser compare it with theirs (assets/person.js).
    whose: dict[str, Any] = {"data-person": opaque_id(user)}
    return html.Div(
        [
            dcc.Location(id=ids.URL, refresh="callback-nav"),
            dcc.Store(id=ids.CARRIED, data={}),
            html.Header(
                [
                    html.Span("Retool in Dash", className="host-brand"),
                    html.Nav(html.Ul(tabs, className="nav nav-pills host-tabs"), **LABELLED),
                    _person(user, can_sign_out),
                ],
                className="host-header",
            ),
            html.Main([_view(name) for name in views], id=ids.PAGE, className="host-page"),
            *[dcc.Store(id=ids.visited(name)) for name in views],
        ],
        className="host",
        **whose,
    )


def _tab(name: str, title: str, href: str) -> Component:
    link = dbc.NavLink(title, href=href, active="exact")
    # host.js finds the tab that an event names by this.
    found_by: dict[str, Any] = {"data-tab": name}
    return html.Li(link, className="nav-item", **found_by)


def _view(name: str) -> Component:
    # A page that was visited stays, out of sight: showing it again is a matter of milliseconds.
    found_by: dict[str, Any] = {"data-view": name}
    return html.Section(id=ids.view(name), className="host-view", **found_by)


def _person(user: User, can_sign_out: bool) -> Component:
    roles = ", ".join(sorted(user.roles)) or "no role"
    who = html.Span([user.name, html.Small(roles, className="host-roles")], className="host-who")
    if not can_sign_out:
        return html.Div(who, className="host-person")
    button = html.Button("Sign out", type="submit", className="btn btn-sm btn-outline-secondary")
    form = html.Form(button, method="POST", action="/sign-out")
    return html.Div([who, form], className="host-person")
