"""`dashapp serve` in a process of its own, and people who are signed in there."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from dashapp.identity import issue_token
from tests.commands import dashapp, first_line
from tests.conftest import EXAMPLE, SECRET
from tests.ports import steady_port

KEY = "retool_01_key_of_the_tests"
SECRETS = {"RETOOL_API_KEY": KEY, "DASHAPP_JWT_SECRET": SECRET}


@contextmanager
def serving(
    folder: Path, *options: str, config: Path = EXAMPLE, **how: object
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    port = steady_port()
    arguments = ["serve", "--config", str(config), "--port", str(port), *options]
    with dashapp(*arguments, folder=folder, environment=SECRETS, **how) as process:  # type: ignore[arg-type]
        assert first_line(process) == f"Serving 127.0.0.1, port {port}. Ctrl-C ends it.\n"
        yield f"http://127.0.0.1:{port}", process


def token(secret: str = SECRET, sub: str = "u1") -> str:
    return issue_token(
        secret,
        sub=sub,
        roles=["viewer"],
        lifetime=timedelta(minutes=5),
        audience="dashapp",
        issuer="https://login.example.com",
    )
