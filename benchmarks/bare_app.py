"""A bare page of Dash and dash-bootstrap-components, sent as the host sends: `…:create()`.

Nothing of the host's pages is imported: whatever has components adds its scripts to every page.
"""

from pathlib import Path

import dash_bootstrap_components as dbc
import flask_bootstrap
from dash import Dash, html
from flask import Flask

from dashapp.fingerprints import address_of
from dashapp.web import compress_answers, keep_files

CSS = "css/bootstrap.min.css"
FOLDER = Path(flask_bootstrap.__file__).parent / "static/bootstrap5"
SUITES = "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>"


def create() -> Flask:
    server = Flask(__name__)
    versioned = [SUITES, "/_favicon.ico"]
    compress_answers(server, files=["bootstrap", *versioned])
    keep_files(server, ["bootstrap", *versioned], versioned)
    flask_bootstrap.Bootstrap5(server)
    stylesheet = address_of(f"/bootstrap/static/{CSS}", FOLDER / CSS)
    app = Dash(
        "bare",
        server=server,  # type: ignore[arg-type]  # Dash annotates only how it tests it
        assets_folder="none",
        external_stylesheets=[stylesheet],
    )
    app.layout = dbc.Container([html.H1("Hello"), dbc.Button("Go")])
    server.add_url_rule("/health", view_func=lambda: "OK")
    return server
