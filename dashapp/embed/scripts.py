"""The browser's side of the kit: where its files are, and how a Dash app gets them."""

import hashlib
from pathlib import Path

from dash import Dash
from flask import Blueprint, Response, abort, request

NAME = "dashapp_kit"

ONE_YEAR_SECONDS = 31536000
MIMETYPES = {".js": "text/javascript", ".css": "text/css", ".map": "application/json"}

KIT = "kit.js"
KIT_STYLESHEET = "kit.css"

# For those who may look at the bridge; after the kit.
INSPECTOR = "inspector.js"
INSPECTOR_STYLESHEET = "inspector.css"

BUNDLES = (KIT, KIT_STYLESHEET, INSPECTOR, INSPECTOR_STYLESHEET)
SERVED = frozenset(BUNDLES) | {f"{name}.map" for name in BUNDLES}


def bundles_folder() -> Path:
    """Return the folder of what `make bundle` makes of the browser's sources, in assets/."""
    return Path(__file__).resolve().parents[1] / "bundles"


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
        if name not in SERVED:
            abort(404)
        content = _content(name)
        response = Response(content, mimetype=MIMETYPES[Path(name).suffix])
        if request.args.get("v") == _fingerprint(content):
            response.cache_control.public = True
            response.cache_control.max_age = ONE_YEAR_SECONDS
            response.cache_control.immutable = True
        else:
            # Source maps too: a bundle names its own without a fingerprint.
            response.cache_control.no_cache = True
        return response

    routes = app.config.routes_pathname_prefix
    app.server.register_blueprint(
        blueprint, name=name_in(app, NAME), url_prefix=f"{routes}_dashapp"
    )
    # New lists: those that are there are the author's own, and may serve a second app.
    config = app.config
    config.external_scripts = [*config.external_scripts, url(app, KIT)]
    config.external_stylesheets = [*config.external_stylesheets, url(app, KIT_STYLESHEET)]


def url(app: Dash, name: str) -> str:
    """Return the address of one of the kit's files in this Dash app, with its fingerprint."""
    prefix = app.config.requests_pathname_prefix
    return f"{prefix}_dashapp/{name}?v={_fingerprint(_content(name))}"


def _content(name: str) -> bytes:
    return (bundles_folder() / name).read_bytes()


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
