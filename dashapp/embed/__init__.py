"""Retool inside a Dash page: the component, minting, events."""

from dashapp.embed.access import callback_paths
from dashapp.embed.component import RetoolEmbed
from dashapp.embed.context import EventContext
from dashapp.embed.errors import (
    BadRequest,
    ClaimMissing,
    ClaimUnfit,
    EmbedError,
    FrameNotYours,
    MayNotOpen,
    MetadataFailed,
    MetadataTooLong,
    NoGroup,
    TooManyRequests,
    UnknownApp,
)
from dashapp.embed.events import on_event
from dashapp.embed.limits import MintLimits
from dashapp.embed.metadata import MetadataHook, MetadataHooks
from dashapp.embed.minting import Minter
from dashapp.embed.person import opaque_id, sign_out
from dashapp.embed.problems import identity_problem, problem
from dashapp.embed.recording import LinkAsked, Recorder
from dashapp.embed.register import register_embeds
from dashapp.embed.scripts import bundles_folder

__all__ = [
    "BadRequest",
    "ClaimMissing",
    "ClaimUnfit",
    "EmbedError",
    "EventContext",
    "FrameNotYours",
    "LinkAsked",
    "MayNotOpen",
    "MetadataFailed",
    "MetadataHook",
    "MetadataHooks",
    "MetadataTooLong",
    "MintLimits",
    "Minter",
    "NoGroup",
    "Recorder",
    "RetoolEmbed",
    "TooManyRequests",
    "UnknownApp",
    "bundles_folder",
    "callback_paths",
    "identity_problem",
    "on_event",
    "opaque_id",
    "problem",
    "register_embeds",
    "sign_out",
]
