"""The dashboard."""

import os

from dash import Dash, Input, Output, dcc, html, set_props

from dash_retool_embed import EmbedApp, RetoolClient, RetoolEmbed, User, on_event, register_embeds


def create_dashboard(server):
    app = Dash(__name__, server=server, url_base_pathname="/dashboards/orders/")
    app.layout = html.Div(
        [
            html.H1("Orders"),
            html.Button("Count", id="count"),
            dcc.Graph(id="graph", style={"height": 150}),
            RetoolEmbed(id="play", app="playground", data={"number": 0}, height=500),
            html.P(id="heard"),
            html.P(id="latest"),
        ]
    )
    register_embeds(
        app,
        client=RetoolClient(os.environ["RETOOL_URL"], os.environ["RETOOL_API_KEY"]),
        apps=[
            EmbedApp(name="playground", uuid="8d2e3f4a-2f4e-11ee-b072-0c3d8e5f6a71", groups=[14])
        ],
        user=lambda: User(id="ada"),
    )

    @app.callback(Output("graph", "figure"), Output("play", "data"), Input("count", "n_clicks"))
    def count(clicks):
        bars = {"data": [{"type": "bar", "x": ["clicks"], "y": [clicks or 0]}]}
        return bars, {"number": clicks or 0}

    @on_event("play", retool_app="playground")
    def hear(event, context):
        set_props("heard", {"children": f"order {event['id']} of {context.user.id}"})

    @app.callback(Output("latest", "children"), Input("play", "event"), prevent_initial_call=True)
    def show(event):
        return f"order {event['data']['id']}"

    return app
