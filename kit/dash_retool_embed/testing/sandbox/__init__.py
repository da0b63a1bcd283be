"""A stand-in for Retool: its embed endpoint, its session cookie and apps, on an origin of its own.

For development and tests. It imports nothing of the host, so that the two can only meet over HTTP
and `postMessage`, as the host and Retool do.
"""

from dash_retool_embed.testing.sandbox.app import create_sandbox
from dash_retool_embed.testing.sandbox.extension import sandbox_of
from dash_retool_embed.testing.sandbox.keys import DEMO_API_KEY, SCOPELESS_API_KEY
from dash_retool_embed.testing.sandbox.mint_record import MintRecord
from dash_retool_embed.testing.sandbox.misbehaviour import Misbehaviour
from dash_retool_embed.testing.sandbox.state import Sandbox

__all__ = [
    "DEMO_API_KEY",
    "SCOPELESS_API_KEY",
    "MintRecord",
    "Misbehaviour",
    "Sandbox",
    "create_sandbox",
    "sandbox_of",
]
