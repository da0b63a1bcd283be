"""From a person and an app to a single-use link, and what is told of it."""

from dash_retool_embed.mint.metadata import MetadataHook, MetadataHooks, check_hook
from dash_retool_embed.mint.minter import Minter
from dash_retool_embed.mint.recording import LinkAsked, Recorder

__all__ = ["LinkAsked", "MetadataHook", "MetadataHooks", "Minter", "Recorder", "check_hook"]
