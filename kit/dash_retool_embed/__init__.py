"""Retool apps as a Dash component: the kit's public names.

Each is loaded when it is first used, so that importing this costs nothing. Dash finds the files of
the component here once the component has been loaded.
"""

import importlib
from typing import TYPE_CHECKING, Any

from dash_retool_embed.bundles import CSS_DIST, JS_DIST

if TYPE_CHECKING:
    from dash_retool_embed.apps import EmbedApp
    from dash_retool_embed.component import RetoolEmbed
    from dash_retool_embed.errors import CodedError, EmbedError, MayNotOpen
    from dash_retool_embed.events import EventContext, on_event
    from dash_retool_embed.limits import MintLimits as MintLimits
    from dash_retool_embed.mint import MetadataHooks
    from dash_retool_embed.people import IdentityError, User
    from dash_retool_embed.person_header import sign_out
    from dash_retool_embed.register import register_embeds
    from dash_retool_embed.retool import RetoolClient, RetoolError

__version__ = "0.1.0"

# Dash looks for both, by these names.
_js_dist = JS_DIST
_css_dist = CSS_DIST

# Without MintLimits, which needs an extra: a star would ask for it.
__all__ = [
    "CodedError",
    "EmbedApp",
    "EmbedError",
    "EventContext",
    "IdentityError",
    "MayNotOpen",
    "MetadataHooks",
    "RetoolClient",
    "RetoolEmbed",
    "RetoolError",
    "User",
    "on_event",
    "register_embeds",
    "sign_out",
]

_ROOMS = {
    "CodedError": "errors",
    "EmbedApp": "apps",
    "EmbedError": "errors",
    "EventContext": "events",
    "IdentityError": "people",
    "MayNotOpen": "errors",
    "MetadataHooks": "mint",
    "MintLimits": "limits",
    "RetoolClient": "retool",
    "RetoolEmbed": "component",
    "RetoolError": "retool",
    "User": "people",
    "on_event": "events",
    "register_embeds": "register",
    "sign_out": "person_header",
}


if not TYPE_CHECKING:  # a checker would take any name for one of these

    def __getattr__(name: str) -> Any:
        if name not in _ROOMS:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        room = importlib.import_module(f"{__name__}.{_ROOMS[name]}")
        value = globals()[name] = getattr(room, name)
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
