"""The web frameworks that Dash runs on: one small file for each."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from dash_retool_embed.dash_internals import backend_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from dash import Dash

    from dash_retool_embed.site import Site

SUPPORTED = ("flask", "quart", "fastapi")


def server_of(app: Dash) -> Callable[[Site], None]:
    """Return what puts a site on the server that this app has now.

    Raises:
        TypeError: it runs on a framework that the kit doesn't know.
    """
    name = backend_of(app)
    if name not in SUPPORTED:
        known = ", ".join(SUPPORTED)
        raise TypeError(f"register_embeds works with Dash on {known}; this app runs on {name}")
    backend = importlib.import_module(f"{__name__}.{name}")

    def serve(site: Site) -> None:
        backend.serve(app.server, site)

    return serve
