"""What a person may do with the embeds of one Dash app, and the tokens of their frames."""

from dash_retool_embed.access.access import Access, Sender
from dash_retool_embed.access.frame_tokens import (
    FRAME_PATTERN,
    MAX_AGE_SECONDS,
    FrameToken,
    FrameTokens,
)

__all__ = ["FRAME_PATTERN", "MAX_AGE_SECONDS", "Access", "FrameToken", "FrameTokens", "Sender"]
