"""What a person may do with the embeds of one Dash app, and the names of their frames."""

from dash_retool_embed.access.access import Access, Sender
from dash_retool_embed.access.frame_names import (
    FRAME_PATTERN,
    MAX_AGE_SECONDS,
    FrameName,
    FrameNames,
)

__all__ = ["FRAME_PATTERN", "MAX_AGE_SECONDS", "Access", "FrameName", "FrameNames", "Sender"]
