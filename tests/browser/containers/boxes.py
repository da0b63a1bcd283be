"""What an embed may be in, of Dash and of two libraries: it hides its content, and shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
import dash_mantine_components as dmc
from dash import Dash, Input, Output, ctx, dcc, html
from dash.development.base_component import Component
from flask import Response, send_file

from dashapp.bootstrap import STYLESHEET

ELSE = html.P("something else")


@dataclass(frozen=True)
class Box:
    """A container, closed at first.

    ``show`` and ``hide`` are the CSS selectors of what one clicks. One with a ``toggled`` property
    is opened and closed by callbacks: it is what the property has when it is open, and when not.
    ``unmounts`` tells whether what it hides leaves the page.
    """

    around: Callable[[Component], Any]
    show: str = "#show"
    hide: str = "#hide"
    toggled: tuple[str, Any, Any] | None = None
    unmounts: bool = False

    def layout(self, embed: Component) -> Any:
        """Return a page with this container around an embed, and buttons beside it."""
        buttons = [html.Button(name, id=name) for name in ("show", "hide", "change")]
        page = html.Div([html.Div(buttons), html.P(id="said"), self.around(embed)])
        return dmc.MantineProvider(page)

    def wire(self, app: Dash) -> None:
        """Let the buttons open and close the container."""
        app.server.add_url_rule("/bootstrap.css", "bootstrap", _styles)
        app.config.external_stylesheets.append("/bootstrap.css")
        if self.toggled is None:
            return
        name, is_open, is_closed = self.toggled

        @app.callback(
            Output("box", name),
            Input("show", "n_clicks"),
            Input("hide", "n_clicks"),
            prevent_initial_call=True,
        )
        def toggle(_show: int | None, _hide: int | None) -> Any:
            return is_open if ctx.triggered_id == "show" else is_closed


def _styles() -> Response:
    return send_file(STYLESHEET)


def dash_tabs(embed: Component) -> Any:
    return dcc.Tabs([dcc.Tab(ELSE, label="Else"), dcc.Tab(embed, label="App")])


def bootstrap_tabs(embed: Component) -> Any:
    return dbc.Tabs([dbc.Tab(ELSE, label="Else"), dbc.Tab(embed, label="App")])


def accordion(embed: Component) -> Any:
    items = [dbc.AccordionItem(ELSE, title="Else"), dbc.AccordionItem(embed, title="App")]
    return dbc.Accordion(items)


def mantine_tabs(*, kept: bool) -> Callable[[Component], Any]:
    def tabs(embed: Component) -> Any:
        names = [dmc.TabsTab("Else", value="else"), dmc.TabsTab("App", value="app")]
        panels = [dmc.TabsPanel(ELSE, value="else"), dmc.TabsPanel(embed, value="app")]
        return dmc.Tabs([dmc.TabsList(names), *panels], value="else", keepMounted=kept)

    return tabs


def shell(embed: Component) -> Any:
    return dmc.AppShell(
        [dmc.AppShellMain(ELSE), dmc.AppShellAside(embed)],
        id="box",
        aside={"width": 500, "breakpoint": "xs", "collapsed": {"desktop": True, "mobile": True}},
    )


def aside(*, is_collapsed: bool) -> dict[str, object]:
    collapsed = {"desktop": is_collapsed, "mobile": is_collapsed}
    return {"width": 500, "breakpoint": "xs", "collapsed": collapsed}


SECOND, FIRST = '[role="tab"]:nth-of-type(2)', '[role="tab"]:nth-of-type(1)'
IS_OPEN = ("is_open", True, False)

BOXES: dict[str, Box] = {
    "dcc.Tabs": Box(dash_tabs, show=".tab:nth-child(2)", hide=".tab:nth-child(1)", unmounts=True),
    "dbc.Tabs": Box(
        bootstrap_tabs, show=".nav-item:nth-child(2) a", hide=".nav-item:nth-child(1) a"
    ),
    "dbc.Modal": Box(
        lambda embed: dbc.Modal(dbc.ModalBody(embed), id="box", is_open=False),
        toggled=IS_OPEN,
        unmounts=True,
    ),
    "dbc.Offcanvas": Box(
        lambda embed: dbc.Offcanvas(embed, id="box", is_open=False),
        toggled=IS_OPEN,
        unmounts=True,
    ),
    "dbc.Accordion": Box(
        accordion,
        show=".accordion-item:nth-child(2) button",
        hide=".accordion-item:nth-child(1) button",
    ),
    "dbc.Collapse": Box(
        lambda embed: dbc.Collapse(embed, id="box", is_open=False), toggled=IS_OPEN
    ),
    "dmc.Tabs": Box(mantine_tabs(kept=True), show=SECOND, hide=FIRST),
    "dmc.Tabs that unmount": Box(mantine_tabs(kept=False), show=SECOND, hide=FIRST, unmounts=True),
    "dmc.Drawer": Box(
        lambda embed: dmc.Drawer(embed, id="box", opened=False),
        toggled=("opened", True, False),
        unmounts=True,
    ),
    "dmc.Drawer that stays": Box(
        lambda embed: dmc.Drawer(embed, id="box", opened=False, keepMounted=True),
        toggled=("opened", True, False),
    ),
    "dmc.AppShell": Box(
        shell, toggled=("aside", aside(is_collapsed=False), aside(is_collapsed=True))
    ),
}
