"""What the kit relies on in Dash beside its documented interface: here, and nowhere else.

`check_internals` asserts it when the kit is put into an app.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import dash
from dash import Dash, Patch, _callback
from dash.development.base_component import Component, _explicitize_args

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
    "UnsupportedDash",
    "Wildcard",
    "backend_of",
    "callbacks_of",
    "check_dash",
    "check_internals",
    "check_paths",
    "components_in",
    "explicit_args",
    "has_answered",
    "has_sockets",
    "is_debug",
    "is_over_socket",
    "prefix_of",
    "unpublished",
    "unsupported",
]

CALLBACKS = "_dash-update-component"
LAYOUT = "_dash-layout"

PATCH_MARK = "__dash_patch_update"


class UnsupportedDash(RuntimeError):
    """The installed Dash is another inside than this release was made for."""


def unsupported(found: str) -> UnsupportedDash:
    """Return the error that names the installed Dash, and what was `found` in it."""
    return UnsupportedDash(
        f"Dash {dash.__version__} can't be used with this release: {found}. Install a version of "
        "Dash that its requirements name, or a newer release of this package"
    )


def check_internals(app: Dash) -> None:
    """Assert that Dash is as the kit takes it to be; a check that finds nothing would pass all.

    Raises:
        UnsupportedDash: it is another.
    """
    first = getattr(app, "_got_first_request", None)
    if not isinstance(first, dict) or "setup_server" not in first:
        raise unsupported("it doesn't say whether it has answered a request")
    if not hasattr(app._dev_tools, "get"):
        raise unsupported("it doesn't say whether it is in debug mode")
    if PATCH_MARK not in str(Patch().to_plotly_json()):
        raise unsupported("a Patch is written in another way")
    for listed, called in (callbacks_of(app), callbacks_of(None)):
        if not isinstance(listed, list) or not isinstance(called, dict):
            raise unsupported("it keeps callbacks in another way")
    # With `server=False` there are none yet.
    if app.routes:
        check_paths(app)


def check_paths(app: Dash) -> None:
    """Assert that an app on a server has layout and callbacks where the kit looks for them.

    Raises:
        UnsupportedDash: it has not.
    """
    if not {prefix_of(app) + CALLBACKS, prefix_of(app) + LAYOUT} <= set(app.routes):
        raise unsupported("its pages ask for layout and callbacks at other paths")


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


def explicit_args(init: Callable[..., None]) -> Callable[..., None]:
    """Return a component's constructor so that it is told which arguments were given."""
    wrapped: Callable[..., None] = _explicitize_args(init)
    return wrapped


def components_in(layout: Component) -> Iterator[Component]:
    """Yield a component and all below it."""
    yield layout
    yield from layout._traverse()


def callbacks_of(app: Dash | None) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return the callbacks of an app as they are sent to pages, and as they are called, by output.

    None: those made with ``dash.callback`` which no app has taken yet.
    """
    if app is None:
        return _callback.GLOBAL_CALLBACK_LIST, _callback.GLOBAL_CALLBACK_MAP
    return app._callback_list, app.callback_map
