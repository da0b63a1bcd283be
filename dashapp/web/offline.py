"""The page that browsers keep for when this host can't be reached, and the worker that shows it."""

import base64
import json
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, render_template, request

from dash_retool_embed.http import NO_STORE
from dashapp.brand import stylesheet
from dashapp.settings import LOGO_TYPES, BrandSettings
from dashapp.web.bundles import Bundles, hash_of
from dashapp.web.headers import OWN_HEADER, POLICY, nothing

NAME = "offline"

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


def offline_blueprint(brand: BrandSettings, bundles: Bundles, address: str) -> Blueprint:
    """Serve the worker, with the page in it: so it needs no cache that could grow old.

    Args:
        brand: how the page looks.
        bundles: what is built of assets/.
        address: of the worker, which sees the pages below the same folder.
    """
    blueprint = Blueprint(NAME, __name__)

    @cache
    def worker() -> str:
        return _worker(brand, bundles)

    @blueprint.get(address)
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


def _worker(brand: BrandSettings, bundles: Bundles) -> str:
    theme, script, plain = (
        bundles.inline(name) for name in ("theme.js", "offline-page.js", "plain.css")
    )
    icons = [icon for _, icon, _, _ in REASONS]
    page = render_template(
        "offline.html",
        theme=theme,
        script=script,
        styles=stylesheet(brand.colour, icons) + plain,
        logo=None if brand.logo is None else _data_url(brand.logo),
        reasons=[
            (why, icon, heading.format(name=brand.name), sentence)
            for why, icon, heading, sentence in REASONS
        ],
    )
    policy = (
        nothing()
        .script_src(hash_of(theme), hash_of(script))
        .style_src("'unsafe-inline'")
        .img_src("data:")
        .connect_src("'self'")
    )
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        **NO_STORE,
        POLICY: policy.header_value,
    }
    told = json.dumps({"page": page, "headers": headers, "own": OWN_HEADER})
    worker = (bundles.folder / "offline-worker.js").read_text("utf-8")
    # On the line of the comment that a bundle begins with: the source map counts the lines. What
    # comes first has to say that all of it is strict.
    return f'"use strict"; self.OFFLINE = {told}; ' + worker.replace(
        "# sourceMappingURL=", f"# sourceMappingURL={bundles.place}/"
    )


def _data_url(picture: Path) -> str:
    content = base64.b64encode(picture.read_bytes()).decode()
    return f"data:{LOGO_TYPES[picture.suffix.lower()]};base64,{content}"
