"""A bare page of Dash and dash-bootstrap-components, sent as the host sends: `…:create()`.

Nothing of the host's pages is imported: whatever has components adds its scripts to every page.
"""

import dash_bootstrap_components as dbc
from dash import Dash, html
from flask import Flask

from dashapp.dash_internals import component_files, default_favicon
from dashapp.web import bootstrap, bootstrap_address, compress_answers, keep_files


def create() -> Flask:
    server = Flask(__name__)
    versioned = [component_files("/"), default_favicon("/")]
    files = [bootstrap.NAME, *versioned]
    compress_answers(server, files=files)
    keep_files(server, files, versioned)
    server.register_blueprint(bootstrap.bootstrap_blueprint("/_bootstrap"))
    app = Dash(
        "bare",
        server=server,  # type: ignore[arg-type]  # Dash annotates only how it tests it
        assets_folder="none",
        external_stylesheets=[bootstrap_address("/_bootstrap")],
    )
    app.layout = dbc.Container([html.H1("Hello"), dbc.Button("Go")])
    server.add_url_rule("/health", view_func=lambda: "OK")
    return server
