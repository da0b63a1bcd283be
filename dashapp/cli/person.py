"""`dashapp usage person export | erase`: what data protection gives a person a right to."""

import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from dashapp.cli.configuration import config_option
from dashapp.cli.output import write
from dashapp.cli.usage_log import opened_log
from dashapp.usage import (
    StoredRows,
    erase_person,
    export_person,
    overwrite_erased,
    person_key,
    stored_rows,
    who,
)

if sys.platform != "win32":
    import pwd

NOT_OVERWRITTEN = (
    "It is in no table any more, but its bytes may still be in the file, which somebody used all "
    "the time. Run the same again."
)
NOT_VACUUMED = (
    "It is in no table any more. PostgreSQL overwrites the bytes after a VACUUM, as they are "
    "needed; its archived WAL and your backups are not changed."
)

Function = TypeVar("Function", bound=Callable[..., object])


def identifier(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> str | None:
    """Return an external identifier as it was typed."""
    if value is not None:
        _check(lambda: person_key(value))
    return value


def _somebody(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    return _check(lambda: who(account() if value is None else value))


id_argument = click.argument("id_", metavar="ID", callback=identifier)
by_option = click.option(
    "--by",
    callback=_somebody,
    help="Who does this, for the record. [default: the operating system's account]",
)


@click.group()
def person() -> None:
    """Export or erase what is kept of one person, by their external identifier.

    Each is recorded; see `dashapp usage audit`.
    """


@person.command()
@config_option
@by_option
@id_argument
def export(config: Path | None, by: str, id_: str) -> None:
    """Write everything that is kept of a person to standard output, as JSON.

    Every link they asked for, with its metadata and what became of it, what was counted by day, and
    their sessions.
    """
    with opened_log(config) as log:
        is_there = stored_rows(log.store, id_).rows > 0
        write(export_person(log.store, id_, by=by))
        if not is_there:
            _say_nothing_is_kept(id_)


@person.command()
@config_option
@by_option
@click.option("--yes", is_flag=True, help="Don't ask.")
@id_argument
def erase(config: Path | None, by: str, yes: bool, id_: str) -> None:
    """Erase everything that is kept of a person, and end their sessions.

    Hosts may run meanwhile. What one of them holds in memory, for less than a second unless the
    database was down, or hears of later, is recorded anew: take away the person's sign-in first,
    and let open pages end. How often an app was opened on a day does not change; that it was this
    person is forgotten. SQLite's file is written anew, so that none of its bytes remain.
    """
    if not yes and not sys.stdin.isatty():
        raise click.UsageError("There is no terminal to ask for a confirmation; say --yes.")
    with opened_log(config) as log:
        kept = stored_rows(log.store, id_)
        if kept.rows and not yes:
            click.confirm(f"{_amount(kept)}. Erase all of {id_!r}, for ever?", abort=True, err=True)
        erased = erase_person(log.store, id_, by=by)
        if not erased.rows:
            _say_nothing_is_kept(id_)
        else:
            click.echo(f"Erased of {id_!r}: {_amount(erased)}.")
        if not log.store.is_sqlite:
            click.echo(NOT_VACUUMED, err=True)
        elif not overwrite_erased(log.store):
            click.echo(NOT_OVERWRITTEN, err=True)
            sys.exit(1)


def _say_nothing_is_kept(id_: str) -> None:
    click.echo(f"Nothing is kept of {id_!r}; that you asked is recorded.", err=True)


def _amount(kept: StoredRows) -> str:
    return (
        f"links {kept.links}, link events {kept.link_events}, last seen {kept.last_seen}, "
        f"counts of days {kept.days}, sessions {kept.sessions}"
    )


def account() -> str:
    """Return what the operating system calls whoever runs this."""
    if sys.platform == "win32":
        return getpass.getuser()
    try:
        # An environment variable could say anybody.
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"account {os.getuid()}"


def _check(reading: Callable[[], str]) -> str:
    try:
        return reading()
    except ValueError as error:
        raise click.BadParameter(str(error)) from None
