"""The command line, `dashapp …`: each file here with a `command` is one of its commands."""

import logging
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import click

from dashapp.audit import LOGGER
from dashapp.cli.terminal import Commands, LogLines

__all__ = ["main"]


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dashapp")
@click.pass_context
def main(context: click.Context) -> None:
    """Run a Plotly Dash host for Retool Embed."""
    context.obj = handler = logging.StreamHandler()
    handler.setFormatter(LogLines("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    # Who signs in and out is no warning, and belongs into the log.
    logging.getLogger(LOGGER).setLevel(logging.INFO)
    # Werkzeug would list every request, and so the sandbox's embed URLs, which are secrets.
    logging.getLogger("werkzeug").setLevel(logging.WARNING)


def _commands() -> Iterator[click.Command]:
    """Yield the command, or the group of commands, of each file here that has one."""
    # Not __main__, which would run.
    names = [file.name for file in pkgutil.iter_modules(__path__) if file.name[0] != "_"]
    for name in names:
        command = getattr(import_module(f"{__name__}.{name}"), "command", None)
        if isinstance(command, click.Command):
            yield command


for each in _commands():
    main.add_command(each)
