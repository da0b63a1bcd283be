"""A dashboard behind a password: gunicorn app:server."""

import os

from dash import Dash, Input, Output, State, dcc, html, set_props
from dash_auth import BasicAuth
from flask import request

from dash_retool_embed import EmbedApp, RetoolClient, RetoolEmbed, User, on_event, register_embeds

app = Dash(__name__)
BasicAuth(app, {"ada": "of the example"}, secret_key="a key of the example")
server = app.server

app.layout = html.Div(
    [
        dcc.Store(id="clicks", data=0),
        html.Button("Count", id="count"),
        RetoolEmbed(id="play", app="playground", data={"number": 0}, height=500),
        html.P(id="heard"),
        html.P(id="latest"),
    ]
)
register_embeds(
    app,
    client=RetoolClient(os.environ["RETOOL_URL"], os.environ["RETOOL_API_KEY"]),
    apps=[EmbedApp(name="playground", uuid="8d2e3f4a-2f4e-11ee-b072-0c3d8e5f6a71", groups=[14])],
    user=lambda: User(id=request.authorization.username),
)


@app.callback(
    Output("clicks", "data"),
    Input("count", "n_clicks"),
    State("clicks", "data"),
    prevent_initial_call=True,
)
def count(_clicks, counted):
    return counted + 1


app.clientside_callback("(number) => ({ number })", Output("play", "data"), Input("clicks", "data"))


@on_event("play", retool_app="playground")
def hear(event, context):
    set_props("heard", {"children": f"order {event['id']} of {context.user.id}"})


@app.callback(Output("latest", "children"), Input("play", "event"), prevent_initial_call=True)
def show(event):
    return f"order {event['data']['id']}"
