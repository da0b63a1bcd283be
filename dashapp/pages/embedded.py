"""A tab that shows a Retool app: a narrow bar with its switches, and the frame below it."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import ALL, ClientsideFunction, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from dash_retool_embed.component import RetoolEmbed
from dash_retool_embed.people import User
from dashapp.pages import ids
from dashapp.pages.icon import iconed
from dashapp.pages.popout import POPOUT
from dashapp.settings import AppSettings, Toggle


def layout(app: AppSettings, user: User, address: str) -> Component:
    """Lay out one app for one person, with the switches that their roles allow.

    Args:
        app: which one.
        user: whose roles count.
        address: where this page is.
    """
    toggles = [_switch(app, toggle) for toggle in app.toggles if toggle.may_use(user.roles)]
    fixed = {toggle.key for toggle in app.toggles}
    # Read by assets/host/messages.js.
    acts_on: dict[str, Any] = {"data-messages": " ".join(app.messages)}
    return html.Div(
        [
            _bar(app, toggles, address),
            # `carries`: what an event of another tab may set. A switch is the person's alone.
            dcc.Store(
                id=ids.defaults(app.name),
                data={"data": app.data, "carries": [key for key in app.data if key not in fixed]},
            ),
            # No `data` here: the frame comes back with what it had, until the browser knows better.
            RetoolEmbed(
                id=app.name,
                app=app.name,
                title=app.title,
                className="host-embed",
                queriesOnLoad=app.queries_on_load,
                nestedFrames=app.nested_frames,
                # None: the component's own default.
                sandbox=None if app.sandbox is None else " ".join(app.sandbox),
                allow="; ".join(app.allow) or None,
            ),
        ],
        className="host-embedded",
        **acts_on,
    )


def register(dash: Dash, app: AppSettings) -> None:
    """Keep the app's data object in step with its switches and the theme, in the browser."""
    dash.clientside_callback(
        ClientsideFunction("dashapp_host", "dataObject"),
        Output(app.name, "data"),
        Input(ids.toggle(app.name, ALL), "value"),
        Input(ids.CARRIED, "data"),
        Input(ids.THEME, "data"),
        State(ids.toggle(app.name, ALL), "id"),
        State(ids.defaults(app.name), "data"),
    )
    dash.clientside_callback(
        ClientsideFunction("dashapp_bar", "stateWord"),
        Output(ids.state(app.name), "children"),
        Output(ids.state(app.name), "className"),
        Input(app.name, "state"),
    )
    dash.clientside_callback(
        ClientsideFunction("dashapp_bar", "reload"),
        Output(app.name, "reload"),
        Input(ids.reload(app.name), "n_clicks"),
        prevent_initial_call=True,
    )


def _bar(app: AppSettings, toggles: list[Component], address: str) -> Component:
    return html.Div(
        [
            html.H1(app.title),
            # Found by assets/host/toolbar.js.
            html.Button("Go into the app", type="button", className="host-into btn btn-sm"),
            html.Div(toggles, className="host-toggles"),
            html.Span(id=ids.state(app.name), className="host-state"),
            _button("arrow-clockwise", f"Reload {app.title}", id=ids.reload(app.name)),
            _window(app, address),
            _button("fullscreen", "Full screen", className="host-fullscreen"),
        ],
        className="host-bar",
    )


def _button(picture: str, label: str, className: str = "", **more: Any) -> Component:  # noqa: N803
    named: dict[str, Any] = {"aria-label": label, "title": label, **more}
    classes = f"btn btn-sm host-button {iconed(picture)} {className}"
    return html.Button(type="button", className=classes, **named)


def _window(app: AppSettings, address: str) -> Component:
    # A link, for who wants it in a tab; assets/host/popout.js sees to the rest.
    named: dict[str, Any] = {"aria-label": f"Open {app.title} in its own window"}
    return html.A(
        href=f"{address}?{POPOUT}",
        target="_blank",
        title=named["aria-label"],
        className=f"btn btn-sm host-button host-popout-link {iconed('box-arrow-up-right')}",
        **named,
    )


def _switch(app: AppSettings, toggle: Toggle) -> Component:
    switch: Component = dbc.Switch(
        id=ids.toggle(app.name, toggle.key),
        label=toggle.label,
        value=bool(app.data[toggle.key]),
        # In memory: it survives a change of tabs and ends with the page, and so with the person.
        persistence=True,
        persistence_type="memory",
    )
    return switch
