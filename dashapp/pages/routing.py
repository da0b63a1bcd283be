"""From an address to a page.

Not Dash Pages: its registry belongs to the process, so a second host in it would share the tabs.
"""

from collections.abc import Callable, Sequence

from dash import ALL, MATCH, ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component
from flask import request

from dash_retool_embed.audit import Audit, Event
from dash_retool_embed.errors import MayNotOpen
from dash_retool_embed.people import User
from dashapp.pages import embedded, home, ids, refused
from dashapp.pages.usage import UsagePage
from dashapp.pages.usage.readers import MAY_NOT_SEE
from dashapp.routes import Routes
from dashapp.settings import AppSettings
from dashapp.urls import path_of_own


class Pages:
    """Shows the page of an address, for the person of the request."""

    def __init__(
        self,
        routes: Routes,
        apps: Sequence[AppSettings],
        user: Callable[[], User],
        usage: UsagePage,
        audit: Audit,
    ) -> None:
        """Describe them; `register` puts them into a Dash app."""
        self._audit = audit
        self._routes = routes
        self._apps = {app.name: app for app in apps}
        self._user = user
        self._usage = usage

    def page(self, path: str, person: User) -> Component:
        """Lay out the page of a path, or say why there is none for this person."""
        name, start = self._routes.tab_at(path), self._routes.start
        if name in ("", ids.HOME):
            theirs = [app for app in self._apps.values() if app.may_open(person.roles)]
            return home.layout(theirs, person, self._routes)
        if name == ids.USAGE:
            if self._usage.is_for(person):
                return self._usage.layout()
            self._audit(Event.ACCESS_REFUSED, who=person.id, code=MAY_NOT_SEE.code)
            return refused.may_not_see_usage(start)
        if name not in self._apps:
            return refused.not_found(start)
        app = self._apps[name]
        if not app.may_open(person.roles):
            self._audit(Event.ACCESS_REFUSED, who=person.id, code=MayNotOpen.code, app=name)
            return refused.may_not_open(app.title, start)
        return embedded.layout(app, person, self._routes.tab(name))

    def register(self, dash: Dash) -> None:
        """Let the browser show the view of the address, and ask for its page the first time."""
        dash.clientside_callback(
            ClientsideFunction("dashapp_views", "visit"),
            Output(ids.visited(ALL), "data"),
            Input(ids.URL, "pathname"),
            State(ids.visited(ALL), "data"),
            State(ids.visited(ALL), "id"),
        )

        @dash.callback(
            Output(ids.view(MATCH), "children"),
            Input(ids.visited(MATCH), "data"),
            prevent_initial_call=True,
        )
        def fill(path: object) -> Component | None:
            return self.page(path, self._user()) if isinstance(path, str) else None

        # The title of the window follows the tab, so that the browser's history can be read; and
        # the other windows learn who has signed in.
        dash.clientside_callback(
            ClientsideFunction("dashapp_views", "onPage"), Input(ids.view(ALL), "children")
        )
        for app in self._apps.values():
            embedded.register(dash, app)
        self._usage.register(dash, self._routes.usage_export)


def opened_path() -> str | None:
    """Return the path of the page that asks for its layout; None: its browser does not say."""
    return path_of_own(request.referrer or "", request.scheme, request.host)
