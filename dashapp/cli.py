"""The command line: `dashapp demo | serve | sandbox | token | usage | sessions`."""

import errno
import logging
import signal
import socket
import sys
import threading
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

import click
from flask import Flask
from werkzeug.serving import BaseWSGIServer, make_server

from dash_retool_embed.testing.sandbox import DEMO_API_KEY, create_sandbox
from dashapp.app import create_app
from dashapp.audit import LOGGER
from dashapp.commands.configuration import config_option, read_settings
from dashapp.commands.sessions import sessions as sessions_group
from dashapp.commands.signals import inherited_socket, obey_signals, start_over
from dashapp.commands.terminal import Commands, LogLines
from dashapp.commands.usage import usage as usage_group
from dashapp.database import Store
from dashapp.identity import issue_token
from dashapp.identity.demo import DemoSignIn, demo_secret
from dashapp.settings import ClaimNames
from dashapp.usage import UsageLog
from dashapp.web import Proxies, SecretsFilter, listen, production_server

HOST = "localhost"
PORT = click.IntRange(1, 65535)
SANDBOX_PORT = "Where the sandbox listens."

# Two call Retool at the same time, one waits for its turn, and two are there for everything else.
MIN_THREADS = 5
# Most requests wait for somebody else, and a thread that does costs some 50 kB.
THREADS = 64
COUNT = click.IntRange(min=0)
FORWARDED = "How many proxies in front of the host add to X-Forwarded-{}; 0 ignores it."
NO_ADDRESSES = (
    "Behind a proxy, but nothing says that it names its clients (--forwarded-for), so all people "
    "count as one address, and strangers whose sign-ins fail can make everybody's wait."
)
FEW_THREADS = (
    "At most half of the threads call Retool, so {} calls are made at a time, and not "
    "max_in_flight; --threads has more."
)
NO_HTTPS = (
    "Nothing says that people come over HTTPS (--forwarded-proto), so what is sent here, sign-in "
    "tokens and links too, could be read on the way."
)


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


main.add_command(usage_group)
main.add_command(sessions_group)


@main.command()
@config_option
@click.option("--port", default=8050, show_default=True, type=PORT, help="Where the host listens.")
@click.option("--sandbox-port", default=8051, show_default=True, type=PORT, help=SANDBOX_PORT)
@click.pass_context
def demo(context: click.Context, config: Path | None, port: int, sandbox_port: int) -> None:
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
            "algorithms": ["HS256"],
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
    sandbox_server = _listen(create_sandbox(DEMO_API_KEY, origin), sandbox_port, "--sandbox-port")
    host_server = _listen(app.server, port, "--port")
    threading.Thread(target=sandbox_server.serve_forever, daemon=True).start()
    click.echo(f"Open http://{HOST}:{port} (the sandbox is at {origin}). Ctrl-C ends both.")
    _serve(host_server)


@main.command()
@config_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8050, show_default=True, type=PORT, help="The port of it.")
@click.option(
    "--threads",
    default=THREADS,
    show_default=True,
    type=click.IntRange(min=MIN_THREADS),
    help="How many requests are worked on at a time.",
)
@click.option("--forwarded-for", default=0, type=COUNT, help=FORWARDED.format("For"))
@click.option("--forwarded-proto", default=0, type=COUNT, help=FORWARDED.format("Proto"))
@click.option("--forwarded-host", default=0, type=COUNT, help=FORWARDED.format("Host"))
@inherited_socket
@click.pass_obj
def serve(
    log: logging.Handler,
    config: Path | None,
    host: str,
    port: int,
    threads: int,
    forwarded_for: int,
    forwarded_proto: int,
    forwarded_host: int,
    listening_socket: int | None,
) -> None:
    """Serve the host to people, on this machine or behind a proxy with HTTPS."""
    settings = read_settings(config)
    log.addFilter(SecretsFilter.of(settings))
    app = create_app(settings, threads=threads)
    try:
        if listening_socket is None:
            bound = listen(host, port)
        else:
            bound = socket.socket(fileno=listening_socket)
    except OSError as error:
        _can_not_listen(f"{host}, port {port}", error, "--host or --port")
    proxies = Proxies(forwarded_for, forwarded_proto, forwarded_host)
    server = production_server(
        app.server,
        bound,
        threads=threads,
        proxies=proxies,
        token_header=settings.auth.token_header,
    )
    starts_over = obey_signals(server, config)
    click.echo(f"Serving {host}, port {port}. Ctrl-C ends it.")
    if settings.retool.max_in_flight > threads // 2:
        click.echo(FEW_THREADS.format(threads // 2), err=True)
    if not proxies.proto:
        click.echo(NO_HTTPS, err=True)
    if not proxies.for_ and (proxies.proto or settings.auth.behind_proxy):
        click.echo(NO_ADDRESSES, err=True)
    server.run()
    if starts_over.is_set():
        start_over(bound, starts_over)
    click.echo("Ended.")


@main.command()
@click.option("--port", default=8051, show_default=True, type=PORT, help=SANDBOX_PORT)
def sandbox(port: int) -> None:
    """Run only the sandbox, a stand-in for Retool."""
    origin = f"http://{HOST}:{port}"
    server = _listen(create_sandbox(DEMO_API_KEY, origin), port, "--port")
    click.echo(f"The sandbox is at {origin}; RETOOL_API_KEY={DEMO_API_KEY}. Ctrl-C ends it.")
    _serve(server)


@main.command()
@config_option
@click.option("--sub", required=True, help="Who the token is for: the external identifier.")
@click.option("--role", "roles", multiple=True, help="A role; may be repeated.")
@click.option("--claim", "claims", multiple=True, metavar="NAME=VALUE", help="May be repeated.")
@click.option("--minutes", default=60, show_default=True, type=click.IntRange(min=1))
def token(
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


def _example() -> Path:
    """Find the configuration of the demo: this folder's, or the example that came along."""
    here = Path("dashapp.toml")
    if here.exists():
        return here
    package = Path(__file__).resolve().parent
    inside = package / "dashapp.toml"
    return inside if inside.exists() else package.parent / "dashapp.toml"


def _claim(text: str) -> tuple[str, Any]:
    name, separator, value = text.partition("=")
    if not separator or not name:
        raise click.UsageError(f"--claim {text!r}: write NAME=VALUE, such as store_id=5.")
    if value in ("true", "false"):
        return name, value == "true"
    return name, int(value) if value.removeprefix("-").isdecimal() else value


def _listen(server: Flask, port: int, option: str) -> BaseWSGIServer:
    # Bound here, because Werkzeug ends the process over a taken port, with a text of its own.
    try:
        with socket.create_server((HOST, port)) as bound:
            return make_server(HOST, port, server, threaded=True, fd=bound.fileno())
    except OSError as error:
        _can_not_listen(f"Port {port}", error, option)


def _can_not_listen(where: str, error: OSError, option: str) -> NoReturn:
    why = "is in use" if error.errno == errno.EADDRINUSE else f"can't be used: {error.strerror}"
    click.echo(f"{where} {why}. Choose another with {option}.", err=True)
    sys.exit(1)


def _serve(server: BaseWSGIServer) -> None:
    # Returns on Ctrl-C.
    server.serve_forever()
    click.echo("Ended.")


if __name__ == "__main__":
    main()
