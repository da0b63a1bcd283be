"""`dashapp sessions list | end`: who is signed in, and the end of it."""

from pathlib import Path

import click

from dashapp.cli.configuration import config_option
from dashapp.cli.person import identifier
from dashapp.cli.usage_log import opened_log
from dashapp.sessions import end_sessions_of, live_sessions
from dashapp.usage import iso_time

TABLE = "{:<12}  {:<24}  {:<24}  {:<24}  {}"


@click.group("sessions")
def command() -> None:
    """List the host's own sessions, or end a person's.

    They are of people who sign in with OpenID Connect ([oidc]). Tokens of another login have none.
    """


@command.command("list")
@config_option
@click.option("--user", metavar="ID", callback=identifier, help="Of this external identifier only.")
def list_(config: Path | None, user: str | None) -> None:
    """List the sessions that go on, oldest first."""
    with opened_log(config) as log:
        found = live_sessions(log.store, user)
        if not found:
            click.echo("Nobody has a session.", err=True)
            return
        rows = [
            (
                each.id,
                *map(iso_time, (each.began_at, each.checked_at, each.expires_at)),
                each.person,
            )
            for each in found
        ]
        for row in (("session", "began", "last checked", "ends", "person"), *rows):
            click.echo(TABLE.format(*row))


@command.command()
@config_option
@click.option(
    "--user",
    metavar="ID",
    required=True,
    callback=identifier,
    help="The external identifier of the person.",
)
def end(config: Path | None, user: str) -> None:
    """End all sessions of a person. Every host knows within 5 seconds.

    The person may sign in again: take that away at the provider.
    """
    with opened_log(config) as log:
        ended = end_sessions_of(log.store, user)
    if ended:
        click.echo(f"Ended {ended} {'session' if ended == 1 else 'sessions'} of {user!r}.")
    else:
        click.echo(f"{user!r} has no session.", err=True)
