"""What signals do to `dashapp serve`: SIGTERM and Ctrl-C end it, SIGHUP has it start over.

Both let requests that are under way finish first.
"""

import atexit
import logging
import os
import signal
import socket
import sys
import threading
from pathlib import Path

import click

from dashapp.settings import ConfigurationError, load_settings
from dashapp.web import DrainingServer

OPTION = "--listening-socket"

inherited_socket = click.option(OPTION, type=int, hidden=True)
"""The file descriptor of a socket that this process has had since before it started over."""

_log = logging.getLogger(__name__)


def obey_signals(server: DrainingServer, config: Path | None) -> threading.Event:
    """Have signals stop the server, and return what is set if it is to start over then."""
    restart_requested = threading.Event()

    def end(*_: object) -> None:
        if restart_requested.is_set():
            restart_requested.clear()
        else:
            server.stop()

    def hang_up(*_: object) -> None:
        try:
            load_settings(config)
        except ConfigurationError as error:
            _log.error(
                "The host goes on as it is, because the configuration has mistakes: %s", error
            )
            return
        # Another signal may have come meanwhile.
        if server.is_stopping:
            return
        restart_requested.set()
        server.stop(keep_listening=True)

    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, end)
    if sys.platform != "win32":
        signal.signal(signal.SIGHUP, hang_up)
    return restart_requested


def restart(bound: socket.socket, restart_requested: threading.Event) -> None:
    """Run this command again in this process; who connects meanwhile waits at the socket.

    It returns if it is not wanted any more, because a signal has told the process to end.

    The configuration is read again, and the files that hold secrets. Environment variables stay as
    they are: nothing outside of a process can change them.
    """
    # The usage log writes what it still has; nothing else would have it do so.
    atexit._run_exitfuncs()
    # A signal from here on ends the process at once, and one before has been obeyed.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.SIG_DFL)
    if not restart_requested.is_set():
        return
    # Until it is obeyed again, it must not end the process.
    if sys.platform != "win32":
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    os.set_inheritable(bound.fileno(), True)
    arguments = sys.orig_argv[1:]
    if OPTION in arguments:
        at = arguments.index(OPTION)
        del arguments[at : at + 2]
    command = [sys.executable, *arguments, OPTION, str(bound.fileno())]
    os.execv(sys.executable, command)  # noqa: S606  # this command itself
