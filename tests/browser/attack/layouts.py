"""Dash pages with the two embeds: as they are, and where frames leave the page and come back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import dash
from dash import Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dash_retool_embed import RetoolClient, RetoolEmbed, User, register_embeds
from dash_retool_embed.testing.sandbox import DEMO_API_KEY
from dash_retool_embed.testing.sandbox.catalogue import PLAYGROUND
from dashapp import AppSettings

# The page's own script.
ASSETS = Path(__file__).parent / "assets"

PLAYGROUND_APP = AppSettings(name="playground", uuid=PLAYGROUND.uuid, groups=[14])

ELSEWHERE = html.P("nothing here")


def embeds() -> Component:
    """Return left and right, each in a box whose children may be taken away."""
    return html.Div(
        [
            html.Div(RetoolEmbed(id=side, app="playground", height=300), id=f"around-{side}")
            for side in ("left", "right")
        ]
    )


def plain(app: Dash) -> None:
    """Put both embeds on a page that never changes."""
    app.layout = embeds()


def tabs(app: Dash) -> None:
    """Put both embeds into the first of two tabs of dcc.Tabs."""
    app.layout = html.Div(
        dcc.Tabs(
            [
                dcc.Tab(embeds(), label="One", id="one"),
                dcc.Tab(ELSEWHERE, label="Two", id="two"),
            ]
        )
    )


def pages(app: Dash) -> None:
    """Put both embeds on the first of two Dash Pages."""
    dash.register_page("one", path="/", layout=embeds())
    dash.register_page("two", path="/two", layout=ELSEWHERE)
    app.layout = html.Div(
        [
            dcc.Link("One", href="/", id="one"),
            dcc.Link("Two", href="/two", id="two"),
            dash.page_container,
        ]
    )


def room(app: Dash) -> None:
    """Put both embeds into a room whose children a callback rewrites."""
    app.layout = html.Div(
        [
            html.Button("One", id="one"),
            html.Button("Two", id="two"),
            html.Div(embeds(), id="room"),
        ]
    )

    @app.callback(
        Output("room", "children"),
        Input("one", "n_clicks"),
        Input("two", "n_clicks"),
        prevent_initial_call=True,
    )
    def rewrite(_one: int | None, _two: int | None) -> Component:
        return embeds() if dash.ctx.triggered_id == "one" else ELSEWHERE


Layout = Callable[[Dash], None]

LAYOUTS: dict[str, Layout] = {
    "plain": plain,
    "dcc.Tabs": tabs,
    "Dash Pages": pages,
    "rewritten children": room,
}


@contextmanager
def dash_page(layout: Layout, retool: str) -> Iterator[Dash]:
    """Make a Dash app of a layout, with the kit, for a sandbox at this origin."""
    with _own_page_registry(), RetoolClient(retool, DEMO_API_KEY) as client:
        app = Dash(
            "somebody",
            assets_folder=str(ASSETS),
            suppress_callback_exceptions=True,
            use_pages=layout is pages,
            pages_folder="",
        )
        layout(app)
        register_embeds(app, client=client, apps=[PLAYGROUND_APP], user=lambda: User(id="u1"))
        yield app


@contextmanager
def _own_page_registry() -> Iterator[None]:
    # Dash has one for all apps of a process.
    former = dict(dash.page_registry)
    dash.page_registry.clear()
    try:
        yield
    finally:
        dash.page_registry.clear()
        dash.page_registry.update(former)
