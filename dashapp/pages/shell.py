"""The frame of every page: the header, what is said over the page, and room for the page itself."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dash_retool_embed.people import User
from dash_retool_embed.person_header import opaque_id
from dashapp.brand import Brand
from dashapp.pages import ids
from dashapp.pages.account import account
from dashapp.pages.icon import icon
from dashapp.pages.placeholder import placeholder, placeholder_failed
from dashapp.pages.tabs import bar, tabs_of
from dashapp.routes import Routes
from dashapp.settings import AppSettings


def shell(
    brand: Brand,
    routes: Routes,
    apps: Sequence[AppSettings],
    user: User,
    *,
    sees_usage: bool,
    path: str | None,
    page: Callable[[str], Component],
) -> Component:
    """Lay out the window for one person.

    Args:
        brand: what the host is called.
        routes: its addresses.
        apps: the apps that this person may open, in the order of the tabs.
        user: who is signed in.
        sees_usage: whether there is a tab of who opened what.
        path: the one that was opened, whose page is in the layout already; None: not known.
        page: lays out the page of a path.
    """
    tabs = tabs_of(apps, routes, sees_usage=sees_usage)
    views = {**{tab.name: tab.title for tab in tabs}, ids.ELSEWHERE: "One moment"}
    opened = None if path is None else _view_of(routes.tab_at(path), views)
    # Other windows of this browser compare it with theirs (assets/kit/session/windows.js).
    whose: dict[str, Any] = {"data-person": opaque_id(user), "data-brand": brand.name}
    return html.Div(
        [
            html.Button("Skip to the page", type="button", className="host-skip"),
            dcc.Location(id=ids.URL, refresh="callback-nav"),
            dcc.Store(id=ids.CARRIED, data={}),
            dcc.Store(id=ids.THEME),
            html.Header(
                [_brand(brand, routes.start), bar(tabs), account(user, routes.sign_out)],
                className="host-header",
            ),
            # Filled in by assets/host/connection.js and signed-out.js.
            html.Div(id=ids.OFFLINE, className="host-offline", role="status"),
            _main(views, page(path) if path else None, opened),
            html.Div(id=ids.LIVE, className="visually-hidden", role="status"),
            _signed_out(routes.signed_in),
            *[_visited(name, path if name == opened else None) for name in views],
        ],
        className="host",
        **whose,
    )


def _main(views: Mapping[str, str], page: Component | None, opened: str | None) -> Component:
    content = [
        _view(name, page if page is not None and name == opened else placeholder(title))
        for name, title in views.items()
    ]
    return html.Main([*content, placeholder_failed()], id=ids.PAGE, className="host-page")


def _brand(brand: Brand, start: str) -> Component:
    name = html.Span(brand.name, className="host-brand-name")
    content = [html.Img(src=brand.logo, alt=""), name] if brand.logo else name
    return dcc.Link(content, href=start, className="host-brand", title=brand.name)


def _view_of(name: str, views: Collection[str]) -> str:
    # As assets/host/views/address.js finds it.
    asked = name or ids.HOME
    return asked if asked in views else ids.ELSEWHERE


def _visited(name: str, path: str | None) -> Component:
    # Without `data`, not with None: that would be news to the browser, and one callback a view.
    return dcc.Store(id=ids.visited(name), data=path) if path else dcc.Store(id=ids.visited(name))


def _view(name: str, page: Component) -> Component:
    # A page that was visited stays, out of sight: showing it again is a matter of milliseconds.
    found_by: dict[str, Any] = {"data-view": name}
    return html.Section(page, id=ids.view(name), className="host-view", **found_by)


def _signed_out(signed_in: str) -> Component:
    described: dict[str, Any] = {"aria-labelledby": "host_signed_out_heading", "aria-modal": "true"}
    card = html.Div(
        [
            icon("lock"),
            html.H2("This page is closed", id="host_signed_out_heading"),
            html.P(id=ids.SIGNED_OUT_SENTENCE),
            html.Button("Reload the page", type="button", className="btn btn-primary"),
            # The guard sees to it that whoever comes out there has signed in, wherever that is.
            html.A("Sign in", href=signed_in, target="_blank", className="btn btn-primary"),
        ],
        className="host-card-centred",
    )
    return html.Div(
        card,
        id=ids.SIGNED_OUT,
        className="host-signed-out",
        role="alertdialog",
        hidden=True,
        **described,
    )
