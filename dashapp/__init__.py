"""A host for Retool apps: people who sign in, tabs, and a record of who opened what.

The kit that it is made of is `dash_retool_embed`, whose names are here too. Each is loaded when it
is first used.
"""

import importlib
from typing import TYPE_CHECKING, Any

import dash_retool_embed

if TYPE_CHECKING:
    from dash_retool_embed import CodedError as CodedError
    from dash_retool_embed import EmbedApp as EmbedApp
    from dash_retool_embed import EmbedError as EmbedError
    from dash_retool_embed import EventContext as EventContext
    from dash_retool_embed import IdentityError as IdentityError
    from dash_retool_embed import MayNotOpen as MayNotOpen
    from dash_retool_embed import MetadataHooks as MetadataHooks
    from dash_retool_embed import MintLimits as MintLimits
    from dash_retool_embed import RetoolClient as RetoolClient
    from dash_retool_embed import RetoolEmbed as RetoolEmbed
    from dash_retool_embed import RetoolError as RetoolError
    from dash_retool_embed import User as User
    from dash_retool_embed import on_event as on_event
    from dash_retool_embed import register_embeds as register_embeds
    from dash_retool_embed import sign_out as sign_out
    from dashapp.app import create_app
    from dashapp.database import Store
    from dashapp.settings import AppSettings, load_settings
    from dashapp.usage import UsageLog

__version__ = "0.1.0"

_ROOMS = {
    "AppSettings": "settings",
    "Store": "database",
    "UsageLog": "usage",
    "create_app": "app",
    "load_settings": "settings",
}

_OF_THE_KIT = (*dash_retool_embed.__all__, "MintLimits")

__all__ = ["AppSettings", "Store", "UsageLog", "create_app", "load_settings"]
__all__ += _OF_THE_KIT


if not TYPE_CHECKING:  # a checker would take any name for one of these

    def __getattr__(name: str) -> Any:
        if name in _ROOMS:
            value = getattr(importlib.import_module(f"{__name__}.{_ROOMS[name]}"), name)
        elif name in _OF_THE_KIT:
            value = getattr(dash_retool_embed, name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
