"""`dashapp sandbox`: Retool's stand-in alone."""

import click

from dash_retool_embed.testing.sandbox import DEMO_API_KEY, create_sandbox
from dashapp.cli.listening import HOST, PORT, SANDBOX_PORT, listen_here, serve_until_ctrl_c


@click.command("sandbox")
@click.option("--port", default=8051, show_default=True, type=PORT, help=SANDBOX_PORT)
def command(port: int) -> None:
    """Run only the sandbox, a stand-in for Retool."""
    origin = f"http://{HOST}:{port}"
    server = listen_here(create_sandbox(DEMO_API_KEY, origin), port, "--port")
    click.echo(f"The sandbox is at {origin}; RETOOL_API_KEY={DEMO_API_KEY}. Ctrl-C ends it.")
    serve_until_ctrl_c(server)
