"""How often links may be asked for. It needs the package limits: an extra of the kit."""

from importlib.util import find_spec

if find_spec("limits") is None:
    raise ImportError(
        "MintLimits needs the package limits: install the kit with its extra, "
        'pip install "dash-retool-embed[limits]"'
    )

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
