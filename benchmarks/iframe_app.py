"""Dash Pages with an html.Iframe whose address a callback asks for: what one writes without a kit.

For a WSGI server: `benchmarks.iframe_app:create()`.
"""

import os

import dash
import requests
from dash import Dash, Input, Output, dcc, html
from flask import Flask

HEIGHT = {"width": "100%", "height": "600px", "border": 0}


def create() -> Flask:
    # Without a folder of its own it would load the files of this checkout.
    app = Dash(
        "iframe_app",
        assets_folder="none",
        use_pages=True,
        pages_folder="",
        suppress_callback_exceptions=True,
    )
    dash.register_page("home", path="/", layout=html.H1("Home", id="home"))
    dash.register_page("sales", path="/sales", layout=html.Iframe(id="frame", style=HEIGHT))
    tabs = [dcc.Link(name, href=href, id=f"to-{name}") for name, href in TABS.items()]
    app.layout = html.Div([html.Nav(tabs), dash.page_container])
    app.callback(Output("frame", "src"), Input("frame", "id"))(mint)
    server: Flask = app.server
    server.add_url_rule("/health", view_func=lambda: "OK")
    return server


TABS = {"home": "/", "sales": "/sales"}


def mint(_frame: str) -> str:
    response = requests.post(
        f"{os.environ['RETOOL_URL']}/api/embed-url/external-user",
        headers={"Authorization": f"Bearer {os.environ['RETOOL_API_KEY']}"},
        json={
            "landingPageUuid": "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10",
            "groupIds": [12, 13],
            "externalIdentifier": "demo-anton",
            "metadata": {"storeId": 1, "canExportData": True},
        },
    )
    return str(response.json()["embedUrl"])
