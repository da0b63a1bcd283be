"""The browser's side of the kit: where its files are, and how a Dash app gets them."""

import hashlib
from pathlib import Path

from dash import Dash
from flask import Blueprint, Response, abort, send_from_directory

NAME = "dashapp_kit"

PACKAGE = Path(__file__).resolve().parents[1]

# In the order of loading: each uses what the one before it has put on `window.dashapp`.
SCRIPTS = (
    "bridge.js",
    "links.js",
    "person.js",
    "post.js",
    "reports.js",
    "failures.js",
    "redeem.js",
    "sessions.js",
    "tick.js",
    "watchers.js",
    "values.js",
    "outbox.js",
    "parking.js",
    "frame.js",
    "frames.js",
    "notes.js",
    "embed.js",
)
STYLESHEETS = ("embed.css",)

# For who may look at the bridge; in the order of loading, after those above.
INSPECTOR = "inspector"
INSPECTOR_SCRIPTS = tuple(
    f"{INSPECTOR}/{name}.js"
    for name in ("element", "preview", "trace", "frames", "messages", "send", "drawer")
)
INSPECTOR_STYLESHEETS = (f"{INSPECTOR}/drawer.css",)

FILES = SCRIPTS + STYLESHEETS


def assets_folder() -> Path:
    """Return the folder of the browser's files.

    A wheel has it inside the package, a checkout and an editable install have it beside.
    """
    inside = PACKAGE / "assets"
    return inside if inside.is_dir() else PACKAGE.parent / "assets"


def name_in(app: Dash, name: str) -> str:
    """Return what a blueprint called `name` is called in this Dash app.

    One Flask server may carry several, each below a path of its own, and wants a name only once.
    In an app at the root, the name stays as it is.
    """
    path = app.config.routes_pathname_prefix.strip("/")
    # Flask keeps the dot for nested blueprints.
    return f"{name}/{path.replace('.', ':')}" if path else name


def add_scripts(app: Dash) -> None:
    """Serve the kit's files from this Dash app and load them before its renderer starts.

    They have a route of their own because the app's `assets` folder belongs to its author.
    """
    blueprint = Blueprint(NAME, __name__)

    @blueprint.get("/<path:name>")
    def kit_file(name: str) -> Response:
        if name not in (*FILES, *INSPECTOR_SCRIPTS, *INSPECTOR_STYLESHEETS):
            abort(404)
        response = send_from_directory(assets_folder(), name, max_age=31536000)
        response.cache_control.immutable = True
        return response

    routes = app.config.routes_pathname_prefix
    app.server.register_blueprint(
        blueprint, name=name_in(app, NAME), url_prefix=f"{routes}_dashapp"
    )
    # New lists: those that are there are the author's own, and may serve a second app.
    config = app.config
    config.external_scripts = [*config.external_scripts, *(url(app, name) for name in SCRIPTS)]
    config.external_stylesheets = [
        *config.external_stylesheets,
        *(url(app, name) for name in STYLESHEETS),
    ]


def url(app: Dash, name: str) -> str:
    """Return the address of one of the kit's files in this Dash app, with its fingerprint."""
    digest = hashlib.sha256((assets_folder() / name).read_bytes()).hexdigest()[:12]
    return f"{app.config.requests_pathname_prefix}_dashapp/{name}?v={digest}"
