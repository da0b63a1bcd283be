"""The page with the embed."""

import dash
from dash import Input, Output, callback, html, set_props

from dash_retool_embed import RetoolEmbed, on_event

dash.register_page(__name__)


def layout(**_query):
    return html.Div(
        [
            html.Button("Count", id="count"),
            RetoolEmbed(id="play", app="playground", data={"number": 0}, height=500),
            html.P(id="heard"),
            html.P(id="latest"),
        ]
    )


@callback(Output("play", "data"), Input("count", "n_clicks"))
def count(clicks):
    return {"number": clicks or 0}


@on_event("play", retool_app="playground")
def hear(event, context):
    set_props("heard", {"children": f"order {event['id']} of {context.user.id}"})


@callback(Output("latest", "children"), Input("play", "event"), prevent_initial_call=True)
def show(event):
    return f"order {event['data']['id']}"
