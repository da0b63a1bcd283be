"""The usage log that a command looks into, and how such a command ends."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from dashapp.cli.configuration import NO_SECRETS, read_settings
from dashapp.cli.output import drop_output
from dashapp.database import Store, StoreError, StoreUnavailable, check_ready
from dashapp.settings import Settings

INTERRUPTED = 130

CHECKS = {
    True: "Is it a SQLite database, and may this account read and write it, and its folder?",
    False: "Does it run, and is it what DASHAPP_DATABASE_URL names, with its user and password?",
}


@dataclass(frozen=True)
class OpenedLog:
    """The usage log of a configuration, ready to be read."""

    store: Store
    settings: Settings


@contextmanager
def opened_log(config: Path | None) -> Iterator[OpenedLog]:
    """Yield the usage log; what goes wrong is said in a sentence, and ends the process.

    Status 2: the configuration has mistakes. 1: the log can't be used, or standard output can't be
    written. 130: Ctrl-C.
    """
    settings = read_settings(config, NO_SECRETS)
    store = Store(settings.database_url.get_secret_value())
    try:
        check_ready(store)
        yield OpenedLog(store, settings)
    except StoreUnavailable as error:
        click.echo(f"{error} {CHECKS[store.is_sqlite]}", err=True)
        sys.exit(1)
    except StoreError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        drop_output()
        sys.exit(INTERRUPTED)
    except OSError as error:
        # Who closed the pipe has seen enough; click ends that quietly.
        if error.errno == errno.EPIPE:
            raise
        click.echo(f"Standard output can't be written: {error.strerror}.", err=True)
        drop_output()
        sys.exit(1)
    finally:
        store.close()
