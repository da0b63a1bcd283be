"""Retool apps inside a Dash app: the kit's public names."""

from dashapp.embed import (
    EmbedError,
    EventContext,
    MayNotOpen,
    MetadataHooks,
    MintLimits,
    RetoolEmbed,
    on_event,
    register_embeds,
    sign_out,
)
from dashapp.identity import IdentityError, User
from dashapp.retool import RetoolClient, RetoolError
from dashapp.settings import AppSettings, load_settings

__version__ = "0.1.0"

__all__ = [
    "AppSettings",
    "EmbedError",
    "EventContext",
    "IdentityError",
    "MayNotOpen",
    "MetadataHooks",
    "MintLimits",
    "RetoolClient",
    "RetoolEmbed",
    "RetoolError",
    "User",
    "load_settings",
    "on_event",
    "register_embeds",
    "sign_out",
]
