"""What the kit relies on in Dash beside its documented interface."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import dash
from dash import Dash, _callback

from dash_retool_embed.callables import kind_of

if TYPE_CHECKING:
    from dash.dependencies import Wildcard
else:
    # What it was called before Dash 4.
    from dash import dependencies

    Wildcard = getattr(dependencies, "Wildcard", None) or dependencies._Wildcard

__all__ = [
    "CALLBACKS",
    "LAYOUT",
    "PATCH_MARK",
    "Wildcard",
    "backend_of",
    "callbacks_of",
    "check_dash",
    "has_answered",
    "has_sockets",
    "is_debug",
    "is_over_socket",
    "prefix_of",
    "unpublished",
]

CALLBACKS = "_dash-update-component"
LAYOUT = "_dash-layout"

PATCH_MARK = "__dash_patch_update"


def check_dash(app: object, where: str) -> None:
    """Refuse what is no Dash app.

    Raises:
        TypeError: it is something else, such as the server below one.
    """
    if not isinstance(app, Dash):
        raise TypeError(f"{where}: a Dash app is needed, not {kind_of(app)}")


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


def is_debug(app: Dash) -> bool:
    """Tell whether its pages show their author's mistakes, as with ``app.run(debug=True)``."""
    return bool(app._dev_tools.get("ui"))


def unpublished() -> dict[str, Any]:
    """Return what keeps a callback from being published as a tool for language models.

    Dash publishes them from 4.3 on, if it is told to; before, it doesn't know the argument.
    """
    is_known = "mcp_enabled" in inspect.signature(dash.callback).parameters
    return {"mcp_enabled": False} if is_known else {}


def callbacks_of(app: Dash | None) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return the callbacks of an app as they are sent to pages, and as they are called, by output.

    None: those made with ``dash.callback`` which no app has taken yet.
    """
    if app is None:
        return _callback.GLOBAL_CALLBACK_LIST, _callback.GLOBAL_CALLBACK_MAP
    return app._callback_list, app.callback_map
