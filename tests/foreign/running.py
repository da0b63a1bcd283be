"""An app that its author would start, started."""

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import requests

from dash_retool_embed.testing.sandbox import DEMO_API_KEY
from tests.patience import until
from tests.ports import steady_port

APPS = Path(__file__).parent / "apps"


@dataclass(frozen=True)
class Running:
    """An app that answers at an address, and the file of what its process says."""

    url: str
    log: Path


@contextmanager
def running(
    command: Sequence[str], programs: Path, app: str, retool: str, log: Path, **more: str
) -> Iterator[Running]:
    """Run a command in the folder of an app until somebody has seen enough.

    Args:
        command: a program of the environment and its arguments; PORT in it is replaced.
        programs: the environment's folder of programs.
        app: the name of its folder.
        retool: where Retool is.
        log: the file for what it says.
        more: what else is in its environment.
    """
    port = str(steady_port())
    program, *arguments = (word.replace("PORT", port) for word in command)
    own = {
        # Nothing of the tests' environment.
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": os.environ["HOME"],
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "DASH_DISABLE_VERSION_CHECK": "true",
        "PORT": port,
        "RETOOL_URL": retool,
        "RETOOL_API_KEY": DEMO_API_KEY,
        **more,
    }
    with log.open("w") as output:
        process = subprocess.Popen(
            [str(programs / program), *arguments],
            cwd=APPS / app,
            env=own,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            url = f"http://localhost:{port}"
            until(lambda: process.poll() is not None or _answers(url), f"an answer of {app}")
            assert process.poll() is None, f"{app} has ended: {log.read_text()}"
            yield Running(url, log)
        finally:
            # With its workers, and what a reloader has started.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _answers(url: str) -> bool:
    try:
        requests.get(url, timeout=60)
    except requests.ConnectionError:
        return False
    return True
