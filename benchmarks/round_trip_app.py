"""A page where an event and a click do the same: the server writes a number into a paragraph.

For a WSGI server: `benchmarks.round_trip_app:create()`.
"""

import os
from typing import Any

from dash import Input, Output, html, set_props
from flask import Flask

from benchmarks.embed_page import MINTS_IN_FLIGHT, embed_app
from dash_retool_embed import RetoolClient, RetoolEmbed, on_event

SIDES = ("button", "event", "handled")


def create() -> Flask:
    client = RetoolClient(
        os.environ["RETOOL_URL"], os.environ["RETOOL_API_KEY"], max_in_flight=MINTS_IN_FLIGHT
    )
    embeds = [RetoolEmbed(id=name, app="playground", height=100) for name in ("event", "handled")]
    answers = [html.P(id=f"{side}-answer") for side in SIDES]
    app = embed_app(client, html.Div([html.Button("click", id="button"), *embeds, *answers]))

    @app.callback(
        Output("button-answer", "children"),
        Input("button", "n_clicks"),
        prevent_initial_call=True,
    )
    def clicked(clicks: int) -> str:
        return str(clicks)

    @app.callback(
        Output("event-answer", "children"), Input("event", "event"), prevent_initial_call=True
    )
    def heard(event: dict[str, Any]) -> str:
        return str(event["data"])

    @on_event("handled", retool_app="playground", app=app)
    def handle(event: int) -> None:
        set_props("handled-answer", {"children": str(event)})

    server: Flask = app.server
    server.add_url_rule("/health", view_func=lambda: "OK")
    return server
