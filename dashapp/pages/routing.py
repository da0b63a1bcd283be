"""From an address to a page.

Not Dash Pages: its registry belongs to the process, so a second host in it would share the tabs.
"""

from collections.abc import Callable, Sequence

from dash import ALL, MATCH, ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component

from dashapp.identity import User
from dashapp.pages import embedded, home, ids, refused
from dashapp.pages.usage import UsagePage
from dashapp.settings import AppSettings


def register_pages(
    dash: Dash, apps: Sequence[AppSettings], user: Callable[[], User], usage: UsagePage
) -> None:
    """Show the page of the address, for the person of the request."""
    by_name = {app.name: app for app in apps}

    def page(name: str, person: User) -> Component:
        if name in ("", ids.HOME):
            return home.layout([a for a in apps if a.may_open(person.roles)], person)
        if name == ids.USAGE:
            return usage.layout() if usage.is_for(person) else refused.may_not_see_usage()
        if name not in by_name:
            return refused.not_found()
        app = by_name[name]
        if not app.may_open(person.roles):
            return refused.may_not_open(app.title)
        return embedded.layout(app, person)

    # The browser shows the view of the address, and asks for its page the first time.
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
        return page(path.strip("/"), user()) if isinstance(path, str) else None

    # The title of the window follows the tab, so that the browser's history can be read; and the
    # other windows learn who has signed in.
    dash.clientside_callback(
        ClientsideFunction("dashapp_views", "onPage"), Input(ids.view(ALL), "children")
    )
    for app in apps:
        embedded.register(dash, app)
    usage.register(dash)
