"""`dashapp demo`: the host and a sandbox on this machine."""

import logging
import signal
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from dash_retool_embed.testing.sandbox import DEMO_API_KEY, create_sandbox
from dashapp.app import create_app
from dashapp.cli.configuration import config_option, read_settings
from dashapp.cli.listening import HOST, PORT, SANDBOX_PORT, listen_here, serve_until_ctrl_c
from dashapp.database import Store
from dashapp.identity import DemoSignIn, demo_secret
from dashapp.settings import SHARED_SECRET, ClaimNames
from dashapp.usage import UsageLog
from dashapp.web import SecretsFilter


@click.command("demo")
@config_option
@click.option("--port", default=8050, show_default=True, type=PORT, help="Where the host listens.")
@click.option("--sandbox-port", default=8051, show_default=True, type=PORT, help=SANDBOX_PORT)
@click.pass_context
def command(context: click.Context, config: Path | None, port: int, sandbox_port: int) -> None:
    """Show everything on this machine: the host, and a sandbox in Retool's place."""
    log: logging.Handler = context.obj
    secret = demo_secret()
    origin = f"http://{HOST}:{sandbox_port}"
    overrides = {
        "retool": {"url": origin},
        "retool_api_key": DEMO_API_KEY,
        "jwt_secret": secret,
        # The demo signs its people in by itself, however this configuration does.
        "auth": {
            # Browsers don't tell ports apart: another host on this machine keeps its own.
            "cookie": "dashapp_demo",
            "proxy": None,
            "header": None,
            "signer": None,
            "algorithms": [SHARED_SECRET],
            "jwks_url": None,
            "claims": ClaimNames().model_dump(),
        },
    }
    settings = read_settings(config or _example(), overrides)
    log.addFilter(SecretsFilter.of(settings))
    # Whoever ends it with SIGTERM gets the folder removed as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # Not the configuration's database: it is no place for people of a demo.
    folder = context.with_resource(TemporaryDirectory(prefix="dashapp-demo-"))
    usage = UsageLog(Store(f"sqlite:///{folder}/usage.sqlite3"))
    context.call_on_close(usage.close)
    app = create_app(settings, sign_in=DemoSignIn, usage=usage)
    sandbox_server = listen_here(
        create_sandbox(DEMO_API_KEY, origin), sandbox_port, "--sandbox-port"
    )
    host_server = listen_here(app.server, port, "--port")
    threading.Thread(target=sandbox_server.serve_forever, daemon=True).start()
    address = f"http://{HOST}:{port}{settings.routes.start}".removesuffix("/")
    click.echo(f"Open {address} (the sandbox is at {origin}). Ctrl-C ends both.")
    serve_until_ctrl_c(host_server)


def _example() -> Path:
    """Find the configuration of the demo: this folder's, or the example that came along."""
    here = Path("dashapp.toml")
    if here.exists():
        return here
    package = Path(__file__).resolve().parents[1]
    inside = package / "dashapp.toml"
    return inside if inside.exists() else package.parent / "dashapp.toml"
