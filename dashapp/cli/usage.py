"""`dashapp usage export | person | audit`: what the usage log keeps, on the command line."""

from pathlib import Path

import click
from sqlalchemy import select

from dashapp.cli.configuration import config_option
from dashapp.cli.output import write
from dashapp.cli.person import account, identifier, person
from dashapp.cli.time_option import parse_time
from dashapp.cli.usage_log import OpenedLog, opened_log
from dashapp.database import storage_key
from dashapp.usage import (
    Selection,
    audit_of,
    count,
    csv_lines,
    iso_time,
    jsonl_lines,
    links,
    person_key,
    record_export,
)

FORMATS = {"csv": csv_lines, "jsonl": jsonl_lines}

TABLE = "{:<24}  {:<8}  {:>8}  {:<16}  {}"


@click.group("usage")
def command() -> None:
    """Export what the usage log keeps: of everybody, or of one person."""


command.add_command(person)


@command.command()
@config_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="csv",
    show_default=True,
    help="A table for spreadsheets, or a JSON object a line.",
)
@click.option(
    "--since",
    metavar="WHEN",
    callback=parse_time,
    help="A date, a time (2026-01-31T08:00, UTC unless it says), or how long ago: 30d, 12h.",
)
@click.option(
    "--until", metavar="WHEN", callback=parse_time, help="The same; what was then is left out."
)
@click.option("--app", help="Links to this app only.")
@click.option(
    "--user", metavar="ID", callback=identifier, help="Links of this external identifier only."
)
def export(
    config: Path | None,
    format_: str,
    since: int | None,
    until: int | None,
    app: str | None,
    user: str | None,
) -> None:
    """Write the links that were asked for, and what became of each, to standard output.

    That one person's are asked for (--user) is recorded; see `dashapp usage audit`.

    Oldest first, with their columns as the first line of CSV. What comes in meanwhile may be there
    or not. Ctrl-C ends it with status 130.
    """
    if since is not None and until is not None and since >= until:
        raise click.UsageError("Nothing is both after --since and before --until.")
    with opened_log(config) as log:
        if app is not None:
            app = storage_key(app)
            _check_app(log, app)
        if user is not None:
            record_export(log.store, user, by=account())
        wanted = Selection(
            since=since, until=until, app=app, person=None if user is None else person_key(user)
        )
        write(FORMATS[format_](log.store, wanted), lambda: count(log.store, wanted))


@command.command()
@config_option
@click.option(
    "--user", metavar="ID", callback=identifier, help="What was done with this person's only."
)
def audit(config: Path | None, user: str | None) -> None:
    """List whose record was exported or erased, when and by whom.

    Persons are SHA-256 digests of their external identifiers, because a name would not be erased.
    """
    with opened_log(config) as log:
        found = audit_of(log.store, user)
        if not found:
            click.echo("No person's record was exported or erased.", err=True)
            return
        rows = [
            (iso_time(each.at), each.what, each.records, each.by, each.person_digest)
            for each in found
        ]
        titles = ("when", "what", "rows", "by", "person (SHA-256)")
        for row in (titles, *rows):
            click.echo(TABLE.format(*row))


def _check_app(log: OpenedLog, app: str) -> None:
    names = [each.name for each in log.settings.apps]
    if app in names:
        return
    # One that is not configured any more may have been opened.
    with log.store.reading() as connection:
        opened = connection.execute(
            select(links.c.link_id).where(links.c.app == app).limit(1)
        ).first()
    if opened is None:
        raise click.BadParameter(
            f"nobody asked for an app {app!r}; configured: {', '.join(names) or 'none'}.",
            param_hint="--app",
        )
