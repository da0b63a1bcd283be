"""An app with the transforms of dash-extensions: python app.py."""

import os

from dash import set_props
from dash_extensions.enrich import (
    BlockingCallbackTransform,
    DashProxy,
    Input,
    MultiplexerTransform,
    Output,
    Serverside,
    ServersideOutputTransform,
    TriggerTransform,
    dcc,
    html,
)

from dash_retool_embed import EmbedApp, RetoolClient, RetoolEmbed, User, on_event, register_embeds

app = DashProxy(
    __name__,
    prevent_initial_callbacks=True,
    transforms=[
        TriggerTransform(),
        MultiplexerTransform(),
        BlockingCallbackTransform(),
        ServersideOutputTransform(),
    ],
)
app.layout = html.Div(
    [
        html.Button("Count", id="count"),
        html.Button("Reset", id="reset"),
        dcc.Store(id="clicks"),
        RetoolEmbed(id="play", app="playground", data={"number": 0}, height=500),
        html.P(id="heard"),
        html.P(id="latest"),
    ]
)
register_embeds(
    app,
    client=RetoolClient(os.environ["RETOOL_URL"], os.environ["RETOOL_API_KEY"]),
    apps=[EmbedApp(name="playground", uuid="8d2e3f4a-2f4e-11ee-b072-0c3d8e5f6a71", groups=[14])],
    user=lambda: User(id="ada"),
)


@app.callback(Input("count", "n_clicks"), Output("clicks", "data"))
def count(clicks):
    return Serverside({"number": clicks})


@app.callback(Input("clicks", "data"), Output("play", "data"))
def tell(counted):
    return counted


@app.callback(Input("reset", "n_clicks"), Output("play", "data"))
def reset(_clicks):
    return {"number": 0}


@on_event("play", retool_app="playground")
def hear(event, context):
    set_props("heard", {"children": f"order {event['id']} of {context.user.id}"})


@app.callback(Input("play", "event"), Output("latest", "children"))
def show(event):
    return f"order {event['data']['id']}"


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
