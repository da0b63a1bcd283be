"""A process of its own that serves a host: `python -m tests.certified.serving JSON`."""

import json
import logging
import sys
from pathlib import Path

from flask import Flask
from pydantic import SecretStr

from dashapp.app import create_app
from dashapp.settings import OidcSettings, load_settings
from tests.conftest import EXAMPLE
from tests.servers import running_at


def host(told: dict[str, str]) -> Flask:
    settings = load_settings(
        EXAMPLE,
        overrides={
            "retool": {"url": told["retool"]},
            "retool_api_key": told["retool_key"],
            "jwt_secret": told["secret"],
        },
    )
    oidc = OidcSettings(
        issuer=told["issuer"],
        client_id=told["client_id"],
        client_secret=SecretStr(told["client_secret"]),
    )
    own = {
        "oidc": oidc,
        "host_url": told["host_url"],
        "database_url": SecretStr(told["database_url"]),
    }
    server: Flask = create_app(settings.model_copy(update=own)).server
    return server


if __name__ == "__main__":
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with running_at(lambda _: host(json.loads(sys.argv[1]))) as url:
        Path(sys.argv[2]).write_text(url)
        # Whoever started it closes this in the end.
        sys.stdin.read()
