"""A bare page of Dash and dash-bootstrap-components, sent as the host sends: `…:create()`.

Nothing of the host's pages is imported: whatever has components adds its scripts to every page.
"""

import dash_bootstrap_components as dbc
from dash import Dash, html
from flask import Flask

from dashapp.web import (
    BOOTSTRAP,
    bootstrap_address,
    bootstrap_blueprint,
    compress_answers,
    keep_files,
)

SUITES = "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>"


def create() -> Flask:
    server = Flask(__name__)
    versioned = [SUITES, "/_favicon.ico"]
    compress_answers(server, files=[BOOTSTRAP, *versioned])
    keep_files(server, [BOOTSTRAP, *versioned], versioned)
    server.register_blueprint(bootstrap_blueprint("/_bootstrap"))
    app = Dash(
        "bare",
        server=server,  # type: ignore[arg-type]  # Dash annotates only how it tests it
        assets_folder="none",
        external_stylesheets=[bootstrap_address("/_bootstrap")],
    )
    app.layout = dbc.Container([html.H1("Hello"), dbc.Button("Go")])
    server.add_url_rule("/health", view_func=lambda: "OK")
    return server
