"""Every error that has a code. Their texts are in one catalogue.

It is keyed by code: `retool.json`, `server.json`, and `browser.json` with what happens in pages.
Each entry may have:

- ``status``: of the HTTP answer, 500 if nothing is said;
- ``transient``: the same request may succeed later; ``retry_after``: in how many seconds;
- ``person``: the sentence for whoever looks at the page;
- ``operator``: what happened, for whoever looks after the server, and ``remedy``: what helps;
- ``action``: what the browser offers; each entry of the browser has one;
- ``cases``: sentences for when more is known, by name. A case replaces the entry's ``person``,
  ``operator`` or, if it is a plain text, both. Only cases have ``{placeholders}``.
"""

from dash_retool_embed.errors.base import CodedError
from dash_retool_embed.errors.catalogue import CATALOGUE, Catalogue, Entry, read_catalogue
from dash_retool_embed.errors.refused import (
    BadRequest,
    ClaimMissing,
    ClaimUnfit,
    EmbedError,
    FrameNotYours,
    MayNotOpen,
    MetadataFailed,
    MetadataTooLong,
    MethodNotAllowed,
    NoGroup,
    TooLarge,
    TooManyRequests,
    UnknownApp,
)
from dash_retool_embed.errors.unauthorized import http_status, is_unauthorized

__all__ = [
    "CATALOGUE",
    "BadRequest",
    "Catalogue",
    "ClaimMissing",
    "ClaimUnfit",
    "CodedError",
    "EmbedError",
    "Entry",
    "FrameNotYours",
    "MayNotOpen",
    "MetadataFailed",
    "MetadataTooLong",
    "MethodNotAllowed",
    "NoGroup",
    "TooLarge",
    "TooManyRequests",
    "UnknownApp",
    "http_status",
    "is_unauthorized",
    "read_catalogue",
]
