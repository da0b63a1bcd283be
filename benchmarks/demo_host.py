"""The host as `dashapp demo` has it, for a WSGI server: `benchmarks.demo_host:create()`."""

from pathlib import Path

from flask import Flask

from benchmarks.processes import THREADS
from dashapp.app import create_app
from dashapp.identity.demo import DemoSignIn
from dashapp.settings import load_settings

EXAMPLE = Path(__file__).parents[1] / "dashapp.toml"


def create() -> Flask:
    settings = load_settings(EXAMPLE)
    server: Flask = create_app(settings, sign_in=DemoSignIn, threads=THREADS).server
    return server
