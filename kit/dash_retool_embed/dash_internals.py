"""What the kit relies on in Dash beside its documented interface."""

from __future__ import annotations

import inspect
from typing import Any

import dash
from dash import Dash

CALLBACKS = "_dash-update-component"
LAYOUT = "_dash-layout"

PATCH_MARK = "__dash_patch_update"


def backend_of(app: Dash) -> str:
    """Return what Dash calls the web framework that this app runs on.

    Before Dash 4.2 there was only Flask.
    """
    return str(getattr(getattr(app, "backend", None), "server_type", "flask"))


def has_answered(app: Dash) -> bool:
    """Tell whether its server has answered a request. Of Quart and FastAPI only Dash knows."""
    return bool(getattr(app, "_got_first_request", {}).get("setup_server", False))


def has_sockets(app: Dash) -> bool:
    """Tell whether all callbacks of this app go over a WebSocket. Dash can do that from 4.2 on."""
    return bool(getattr(app, "_websocket_callbacks", False))


def is_over_socket() -> bool:
    """Tell whether the callback that runs has come over a WebSocket, where there is no request."""
    return getattr(dash.ctx, "websocket", None) is not None


def prefix_of(app: Dash) -> str:
    """Return where on its server this app's paths begin, with a slash at the end."""
    return str(app.config.routes_pathname_prefix)


def unpublished() -> dict[str, Any]:
    """Return what keeps a callback from being published as a tool for language models.

    Dash publishes them from 4.3 on, if it is told to; before, it doesn't know the argument.
    """
    is_known = "mcp_enabled" in inspect.signature(dash.callback).parameters
    return {"mcp_enabled": False} if is_known else {}
