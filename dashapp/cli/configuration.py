"""The configuration of a command, or its mistakes and the end."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from dashapp.settings import ConfigurationError, Settings, load_settings

config_option = click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="The configuration file. [default: dashapp.toml in this folder]",
)

# Who only looks into the usage log signs nobody in and asks nothing of Retool, and need not be
# trusted with what does.
NO_SECRETS = {
    "retool_api_key": "unused",
    "jwt_secret": "not used by a command that signs nobody in",
    "oidc": None,
}


def read_settings(config: Path | None, overrides: Mapping[str, Any] | None = None) -> Settings:
    """Return the settings, or say every mistake and end with status 2."""
    try:
        return load_settings(config, overrides=overrides)
    except ConfigurationError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
