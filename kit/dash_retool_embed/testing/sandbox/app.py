"""The sandbox's Flask app: the one place where its parts are wired together."""

from flask import Flask, Response, jsonify, render_template

from dash_retool_embed.testing.sandbox import exports, frames, mint, switches, usage
from dash_retool_embed.testing.sandbox.catalogue import APPS
from dash_retool_embed.testing.sandbox.extension import EXTENSION, sandbox_of
from dash_retool_embed.testing.sandbox.keys import DEMO_API_KEY
from dash_retool_embed.testing.sandbox.state import Sandbox

BODY_BYTES_MAX = 1_000_000


def create_sandbox(api_key: str = DEMO_API_KEY, origin: str = "http://localhost:8051") -> Flask:
    """Return a Flask app that stands in for a Retool instance.

    Serve it with threads (`threaded=True`): a request that hangs would stop all others otherwise.

    Args:
        api_key: the access token with the embed scope.
        origin: where browsers find the sandbox, without a slash at the end; links start with it.

    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = BODY_BYTES_MAX
    app.extensions[EXTENSION] = Sandbox(api_key=api_key, origin=origin)
    for part in (mint, frames, exports, usage, switches):
        app.register_blueprint(part.blueprint)
    app.add_url_rule("/", view_func=_start)
    app.add_url_rule("/_counts", view_func=lambda: _counts(sandbox_of(app)))
    app.register_error_handler(413, _too_large)
    app.after_request(_with_headers)
    return app


def _start() -> str:
    return render_template("start.html", apps=APPS)


def _counts(sandbox: Sandbox) -> Response:
    return jsonify(
        mint_requests=sandbox.mint_requests,
        links_minted=sandbox.links_minted,
        links_redeemed=sandbox.links_redeemed,
        frame_loads=sandbox.frame_loads,
        frame_loads_of={app.slug: sandbox.frame_loads_of(app.slug) for app in APPS},
    )


def _too_large(_error: Exception) -> tuple[Response, int]:
    return jsonify(success=False, message="Request body is too large"), 413


def _with_headers(response: Response) -> Response:
    # Keeps the promise that the pages run no inline script. Who may frame them is left open: a
    # sandbox doesn't know its hosts.
    response.headers["Content-Security-Policy"] = "default-src 'self'; base-uri 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if not response.headers.get("Cache-Control"):
        response.headers["Cache-Control"] = "no-store"
    return response
