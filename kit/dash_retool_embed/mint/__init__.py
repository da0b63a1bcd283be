"""From a person and an app to a single-use link, and what is told of it."""

from dash_retool_embed.mint.link_log import LinkLog
from dash_retool_embed.mint.metadata import MetadataHook, MetadataHooks, check_hook
from dash_retool_embed.mint.minter import Minter
from dash_retool_embed.mint.rate_limiter import NoRateLimit, RateLimiter
from dash_retool_embed.mint.recording import MINTED, LinkRequest, Recorder, SafeRecorder, recorded

__all__ = [
    "MINTED",
    "LinkLog",
    "LinkRequest",
    "MetadataHook",
    "MetadataHooks",
    "Minter",
    "NoRateLimit",
    "RateLimiter",
    "Recorder",
    "SafeRecorder",
    "check_hook",
    "recorded",
]
