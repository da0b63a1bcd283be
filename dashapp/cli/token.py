"""`dashapp token`: a sign-in token, to try the host with."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from dashapp.cli.configuration import config_option, read_settings
from dashapp.identity import issue_token


@click.command("token")
@config_option
@click.option("--sub", required=True, help="Who the token is for: the external identifier.")
@click.option("--role", "roles", multiple=True, help="A role; may be repeated.")
@click.option("--claim", "claims", multiple=True, metavar="NAME=VALUE", help="May be repeated.")
@click.option("--minutes", default=60, show_default=True, type=click.IntRange(min=1))
def command(
    config: Path | None, sub: str, roles: tuple[str, ...], claims: tuple[str, ...], minutes: int
) -> None:
    """Print a sign-in token for this configuration, to try the host with."""
    settings = read_settings(config)
    if settings.jwt_secret is None or not settings.auth.shares_secret:
        raise click.UsageError("This configuration's tokens come from its login (jwks_url).")
    try:
        signed = issue_token(
            settings.jwt_secret,
            sub=sub,
            roles=roles,
            lifetime=timedelta(minutes=minutes),
            audience=settings.auth.audience,
            issuer=settings.auth.issuer,
            **dict(_claim(claim) for claim in claims),
        )
    except (ValueError, TypeError) as error:
        raise click.UsageError(str(error)) from None
    click.echo(signed)


def _claim(text: str) -> tuple[str, Any]:
    name, separator, value = text.partition("=")
    if not separator or not name:
        raise click.UsageError(f"--claim {text!r}: write NAME=VALUE, such as store_id=5.")
    if value in ("true", "false"):
        return name, value == "true"
    return name, int(value) if value.removeprefix("-").isdecimal() else value
