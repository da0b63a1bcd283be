"""Servers as processes of their own, so that none takes the time of what is measured."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import requests

from dash_retool_embed.testing.sandbox import DEMO_API_KEY

PATIENCE_SECONDS = 120
SECRET = "a secret of the benchmarks, longer than 32 bytes"
THREADS = 8
WORKERS = ("--workers", "1", "--worker-class", "gthread", "--threads", str(THREADS))


@contextmanager
def process(arguments: list[str], environment: Mapping[str, str]) -> Iterator[None]:
    """Run a Python program beside this one, and end it.

    What it says is not kept: a host warns of every refused link, and there are thousands.
    """
    own = {**os.environ, "DASH_DISABLE_VERSION_CHECK": "true", **environment}
    running = subprocess.Popen(
        [sys.executable, *arguments],
        env=own,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        running.terminate()
        running.wait()


@contextmanager
def sandbox() -> Iterator[str]:
    """Run Retool's stand-in and yield its origin."""
    port = free_port()
    with process(["-m", "dashapp.cli", "sandbox", "--port", str(port)], {}):
        yield answering(f"http://localhost:{port}", "/_counts")


@contextmanager
def slow_retool(seconds: float, calls_a_minute: int = 0, sick: str = "none") -> Iterator[str]:
    """Run a Retool that takes so long for a link and fails for one app, and yield its origin."""
    port = free_port()
    arguments = [str(port), str(seconds), str(calls_a_minute), sick]
    with process(["-m", "benchmarks.slow_retool", *arguments], {}):
        yield answering(f"http://localhost:{port}", "/")


@contextmanager
def serve(retool: str, config: Path) -> Iterator[str]:
    """Run the host as `dashapp serve` does, with nothing said about threads; yield its origin."""
    port = free_port()
    arguments = ["serve", "--config", str(config), "--port", str(port)]
    with tempfile.TemporaryDirectory(prefix="served-") as folder:
        database = {"DASHAPP_DATABASE_URL": f"sqlite:///{folder}/usage.sqlite3"}
        with process(["-m", "dashapp.cli", *arguments], environment(retool) | database):
            yield answering(f"http://localhost:{port}", "/health")


@contextmanager
def gunicorn(application: str, retool: str) -> Iterator[str]:
    """Serve a WSGI application with 1 worker and few threads, and yield its origin."""
    port = free_port()
    quiet = ("--log-level", "critical", "--bind", f"127.0.0.1:{port}")
    with process(["-m", "gunicorn", *WORKERS, *quiet, application], environment(retool)):
        yield answering(f"http://localhost:{port}", "/health")


@contextmanager
def waitress(factory: str, retool: str) -> Iterator[str]:
    """Serve what a function makes as `dashapp serve` does, and yield its origin."""
    port = free_port()
    arguments = (f"--threads={THREADS}", f"--listen=127.0.0.1:{port}", "--call", factory)
    with process(["-m", "waitress", *arguments], environment(retool)):
        yield answering(f"http://localhost:{port}", "/health")


def environment(retool: str) -> dict[str, str]:
    return {
        "RETOOL_URL": retool,
        "RETOOL_API_KEY": DEMO_API_KEY,
        "DASHAPP_JWT_SECRET": SECRET,
    }


def free_port() -> int:
    with socket.create_server(("localhost", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def answering(origin: str, path: str, get: Callable[..., object] = requests.get) -> str:
    """Wait until a server answers, and return its origin."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            get(origin + path, timeout=PATIENCE_SECONDS)
        except requests.ConnectionError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return origin
