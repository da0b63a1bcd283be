"""How often links may be asked for. It needs the package limits: an extra of the kit."""

from dash_retool_embed.limits.memory import BoundedMemory
from dash_retool_embed.limits.mint_limits import MintLimits
from dash_retool_embed.limits.rates import PER_ADDRESS, PER_PERSON, RATE_ALLOWED, parse_rate

__all__ = [
    "PER_ADDRESS",
    "PER_PERSON",
    "RATE_ALLOWED",
    "BoundedMemory",
    "MintLimits",
    "parse_rate",
]
