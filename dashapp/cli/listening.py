"""Where the demo and the sandbox listen, and what is said when a port can't be had."""

import errno
import socket
import sys
from typing import NoReturn

import click
from flask import Flask
from werkzeug.serving import BaseWSGIServer, make_server

HOST = "localhost"
PORT = click.IntRange(1, 65535)
SANDBOX_PORT = "Where the sandbox listens."


def listen_here(server: Flask, port: int, option: str) -> BaseWSGIServer:
    """Return a server for this machine alone; end the process if the port can't be had.

    Args:
        server: what it serves.
        port: of this machine.
        option: names the option that chooses another.
    """
    # Bound here, because Werkzeug ends the process over a taken port, with a text of its own.
    try:
        with socket.create_server((HOST, port)) as bound:
            return make_server(HOST, port, server, threaded=True, fd=bound.fileno())
    except OSError as error:
        can_not_listen(f"Port {port}", error, option)


def can_not_listen(where: str, error: OSError, option: str) -> NoReturn:
    """Say in a sentence why it can't be listened there, and end the process with status 1."""
    why = "is in use" if error.errno == errno.EADDRINUSE else f"can't be used: {error.strerror}"
    click.echo(f"{where} {why}. Choose another with {option}.", err=True)
    sys.exit(1)


def serve_until_ctrl_c(server: BaseWSGIServer) -> None:
    """Serve until Ctrl-C, and say so."""
    server.serve_forever()
    click.echo("Ended.")
