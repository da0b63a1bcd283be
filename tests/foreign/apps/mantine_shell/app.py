"""A shell with tabs of dash-mantine-components: python app.py."""

import os

import dash_mantine_components as dmc
from dash import Dash, Input, Output, set_props

from dash_retool_embed import EmbedApp, RetoolClient, RetoolEmbed, User, on_event, register_embeds

app = Dash(__name__)
orders = dmc.Stack(
    [
        dmc.Button("Count", id="count"),
        RetoolEmbed(id="play", app="playground", data={"number": 0}, height=500),
        dmc.Text(id="heard"),
        dmc.Text(id="latest"),
    ]
)
tabs = dmc.Tabs(
    [
        dmc.TabsList([dmc.TabsTab("Orders", value="orders"), dmc.TabsTab("About", value="about")]),
        dmc.TabsPanel(orders, value="orders"),
        dmc.TabsPanel(dmc.Text("An example"), value="about"),
    ],
    value="orders",
)
app.layout = dmc.MantineProvider(
    dmc.AppShell(
        [
            dmc.AppShellHeader(dmc.Title("Orders", order=3)),
            dmc.AppShellNavbar(dmc.NavLink(label="Orders", href="/")),
            dmc.AppShellMain(tabs),
        ],
        header={"height": 60},
        navbar={"width": 200, "breakpoint": "sm"},
        padding="md",
    )
)
register_embeds(
    app,
    client=RetoolClient(os.environ["RETOOL_URL"], os.environ["RETOOL_API_KEY"]),
    apps=[EmbedApp(name="playground", uuid="8d2e3f4a-2f4e-11ee-b072-0c3d8e5f6a71", groups=[14])],
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
    app.run(debug=True, port=int(os.environ["PORT"]))
