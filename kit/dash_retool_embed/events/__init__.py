"""Events out of Retool, brought to Python handlers."""

from dash_retool_embed.events.context import EventContext
from dash_retool_embed.events.decorator import on_event

__all__ = ["EventContext", "on_event"]
