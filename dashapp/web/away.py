"""The page that browsers keep for when this host can't be reached, and the worker that shows it."""

import base64
import hashlib
import json
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, render_template, request

from dashapp.brand import stylesheet
from dashapp.settings import BrandSettings
from dashapp.settings.brand import LOGO_TYPES
from dashapp.web.headers import OWN_HEADER, POLICY, nothing

NAME = "away"
FILES = ("away.js", "away-page.js")

REASONS = (
    (
        "restarting",
        "plug",
        "{name} isn't answering",
        "It may be restarting. What you wanted to open comes by itself.",
    ),
    (
        "offline",
        "wifi-off",
        "You are offline",
        "What you wanted to open comes by itself when the connection is back.",
    ),
)


def away_blueprint(brand: BrandSettings, assets: Path) -> Blueprint:
    """Serve the worker, with the page in it: so it needs no cache that could grow old.

    Args:
        brand: how the page looks.
        assets: the folder of the browser's files.
    """
    blueprint = Blueprint(NAME, __name__)

    @cache
    def worker() -> str:
        return _worker(brand, assets)

    @blueprint.get("/away.js")
    def script() -> Response:
        response = Response(worker(), mimetype="text/javascript")
        # Asked for at every visit, and sent when it has changed.
        response.cache_control.no_cache = True
        response.cache_control.public = True
        response.add_etag()
        # It asks for this host's pages, and for nothing else.
        response.headers[POLICY] = nothing().connect_src("'self'").header_value
        response.make_conditional(request)
        return response

    return blueprint


def _worker(brand: BrandSettings, assets: Path) -> str:
    scripts = [(assets / name).read_text("utf-8") for name in ("theme.js", "away-page.js")]
    icons = [icon for _, icon, _, _ in REASONS]
    page = render_template(
        "away.html",
        theme=scripts[0],
        script=scripts[1],
        styles=stylesheet(brand.colour, icons) + (assets / "plain.css").read_text("utf-8"),
        logo=None if brand.logo is None else _data_url(brand.logo),
        reasons=[
            (why, icon, heading.format(name=brand.name), sentence)
            for why, icon, heading, sentence in REASONS
        ],
    )
    policy = (
        nothing()
        .script_src(*(_hash(script) for script in scripts))
        .style_src_elem("'unsafe-inline'")
        .img_src("data:")
        .connect_src("'self'")
    )
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-store",
        POLICY: policy.header_value,
    }
    told = json.dumps({"page": page, "headers": headers, "own": OWN_HEADER})
    return f"self.AWAY = {told};\n{(assets / 'away.js').read_text('utf-8')}"


def _data_url(picture: Path) -> str:
    content = base64.b64encode(picture.read_bytes()).decode()
    return f"data:{LOGO_TYPES[picture.suffix.lower()]};base64,{content}"


def _hash(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"
