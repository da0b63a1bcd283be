"""Hosts that sign people in one way or another."""

from typing import Any

from flask import Flask

from dashapp.app import create_app
from dashapp.settings import load_settings
from tests.conftest import EXAMPLE
from tests.identity.forgeries import SECRET

COOKIE = "dashapp_token"
PAGE = "/_dash-layout"


def host(**auth: Any) -> Flask:
    """A host that would answer 502 if somebody came as far as asking Retool."""
    settings = load_settings(
        EXAMPLE,
        overrides={
            "retool": {"url": "http://localhost:1"},
            "retool_api_key": "key",
            "jwt_secret": SECRET,
            "auth": auth,
        },
    )
    server: Flask = create_app(settings).server
    return server
