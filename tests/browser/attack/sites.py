"""Retool and a hostile site, whose windows do what the page under attack tells them to."""

from pathlib import Path

from flask import Blueprint, Flask, Response, send_file

from dash_retool_embed.testing.sandbox import create_sandbox

ACTOR = Path(__file__).parent / "scripts" / "actor.js"

SCRIPT = '<script src="/actor.js"></script>'

WINDOW = f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>A window</title>
<link rel="icon" href="data:,">
{SCRIPT}
</html>
"""


def hostile_site() -> Flask:
    """Return a site with the page ``/window``, and with ``/opaque``, whose origin is "null"."""
    site = Flask(__name__)
    site.register_blueprint(_actors())
    return site


def retool_site() -> Flask:
    """Return a sandbox that has the same two pages, and an actor in each of its apps."""
    site = create_sandbox()
    site.register_blueprint(_actors())
    site.after_request(_with_actor)
    return site


def _actors() -> Blueprint:
    blueprint = Blueprint("actors", __name__)
    blueprint.add_url_rule("/actor.js", "actor", lambda: send_file(ACTOR))
    blueprint.add_url_rule("/window", "window", lambda: WINDOW)
    blueprint.add_url_rule("/opaque", "opaque", _opaque)
    return blueprint


def _opaque() -> Response:
    return Response(WINDOW, headers={"Content-Security-Policy": "sandbox allow-scripts"})


def _with_actor(response: Response) -> Response:
    if response.mimetype == "text/html" and not response.direct_passthrough:
        text = response.get_data(as_text=True)
        response.set_data(text.replace("</head>", f"{SCRIPT}</head>"))
    return response
