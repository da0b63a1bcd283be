"""`dashapp serve`: the host for people."""

import logging
import socket
from collections.abc import Iterator
from pathlib import Path

import click

from dashapp.app import create_app
from dashapp.cli.configuration import config_option, read_settings
from dashapp.cli.listening import PORT, can_not_listen
from dashapp.cli.signals import inherited_socket, obey_signals, restart
from dashapp.settings import Settings
from dashapp.web import Proxies, SecretsFilter, listen, production_server

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


@click.command("serve")
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
def command(
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
    where = f"{host}, port {port}"
    try:
        bound = (
            listen(host, port)
            if listening_socket is None
            else socket.socket(fileno=listening_socket)
        )
    except OSError as error:
        can_not_listen(where, error, "--host or --port")
    proxies = Proxies(forwarded_for, forwarded_proto, forwarded_host)
    server = production_server(
        app.server,
        bound,
        threads=threads,
        proxies=proxies,
        token_header=settings.auth.token_header,
    )
    restart_requested = obey_signals(server, config)
    served = where if settings.host_url is None else f"{settings.host_url} at {where}"
    click.echo(f"Serving {served}. Ctrl-C ends it.")
    for warning in _warnings(settings, threads, proxies):
        click.echo(warning, err=True)
    server.run()
    if restart_requested.is_set():
        restart(bound, restart_requested)
    click.echo("Ended.")


def _warnings(settings: Settings, threads: int, proxies: Proxies) -> Iterator[str]:
    if settings.retool.max_in_flight > threads // 2:
        yield FEW_THREADS.format(threads // 2)
    if not proxies.proto:
        yield NO_HTTPS
    if not proxies.for_ and (proxies.proto or settings.auth.behind_proxy):
        yield NO_ADDRESSES
