"""The Retool apps that pages may name."""

from dash_retool_embed.apps.duplicate_names import duplicate_names
from dash_retool_embed.apps.embed_app import CLAIM_PREFIX, NAME_ALLOWED, NAME_PATTERN, EmbedApp
from dash_retool_embed.apps.frame_rules import FEATURES
from dash_retool_embed.apps.section import Section, not_boolean

__all__ = [
    "CLAIM_PREFIX",
    "FEATURES",
    "NAME_ALLOWED",
    "NAME_PATTERN",
    "EmbedApp",
    "Section",
    "duplicate_names",
    "not_boolean",
]
