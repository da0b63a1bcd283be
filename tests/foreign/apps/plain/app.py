"""The smallest app with all that the journey needs."""

import os

from dash import Dash, Input, Output, html, set_props

from dash_retool_embed import EmbedApp, RetoolClient, RetoolEmbed, User, on_event, register_embeds

backend = os.environ.get("BACKEND", "flask")
app = Dash(__name__) if backend == "flask" else Dash(__name__, backend=backend)
app.layout = html.Div(
    [
        html.Button("Count", id="count"),
        RetoolEmbed(id="play", app="playground", data={"number": 0}, height=500),
        html.P(id="heard"),
        html.P(id="latest"),
    ]
)
register_embeds(
    app,
    client=RetoolClient(os.environ["RETOOL_URL"], os.environ["RETOOL_API_KEY"]),
    apps=[
        EmbedApp(name="playground", uuid="8d2e3f4a-2f4e-11ee-b072-0c3d8e5f6a71", groups=[14]),
    ],
    user=lambda: User(id="ada"),
)


@app.callback(Output("play", "data"), Input("count", "n_clicks"))
def count(clicks):
    return {"number": clicks or 0}


@on_event("play", retool_app="playground")
def hear(event, context):
    set_props("heard", {"children": f"order {event['id']} of {context.user.id}"})


@app.callback(Output("latest", "children"), Input("play", "event"), prevent_initial_call=True)
def show(event):
    return f"order {event['data']['id']}"


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
