"""The command line: `dashapp demo | serve | sandbox | token | usage | sessions`."""

import logging

import click

from dashapp.audit import LOGGER
from dashapp.cli import demo, sandbox, serve, sessions, token, usage
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


for command in (demo.command, serve.command, sandbox.command, token.command):
    main.add_command(command)
for group in (usage.group, sessions.group):
    main.add_command(group)
