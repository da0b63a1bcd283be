"""The command line: `dashapp demo | serve | sandbox | token | usage | sessions`."""

import logging

import click

from dashapp.audit import LOGGER
from dashapp.cli.demo import demo
from dashapp.cli.sandbox import sandbox
from dashapp.cli.serve import serve
from dashapp.cli.sessions import sessions
from dashapp.cli.terminal import Commands, LogLines
from dashapp.cli.token import token
from dashapp.cli.usage import usage

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


for command in (demo, serve, sandbox, token, usage, sessions):
    main.add_command(command)
