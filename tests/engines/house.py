"""The servers that engines are pointed at, in a process of their own, and what they tell."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv/bin/python"


@dataclass(frozen=True)
class House:
    """The origins: of two sandboxes, the host, and two Dash apps with embeds."""

    sandbox: str
    forgetful: str
    host: str
    kit: str
    short: str

    def misbehave(self, **switches: object) -> None:
        """Set switches of the sandbox."""
        _ask(f"{self.sandbox}/misbehave?{urlencode(switches)}")

    @property
    def minted_and_loaded(self) -> tuple[int, int]:
        """How many links were handed out, and how many frames loaded, since the last reset."""
        counts = json.loads(_ask(f"{self.sandbox}/_counts"))
        return counts["links_minted"], counts["frame_loads"]

    @property
    def links_redeemed(self) -> int:
        """How many links have opened one of the sessions that end after seconds."""
        return int(json.loads(_ask(f"{self.forgetful}/_counts"))["links_redeemed"])

    def asked(self, path: str) -> int:
        """Return how often the host was asked for this."""
        return int(json.loads(_ask(f"{self.host}/_requests")).get(path, 0))

    def events(self) -> list[str]:
        """Return what the handler of the kit's page was given, as Python writes it."""
        given: list[str] = json.loads(_ask(f"{self.kit}/_events"))
        return given


def _ask(address: str) -> str:
    with urlopen(address) as answer:
        text: str = answer.read().decode()
        return text


@contextmanager
def open_house() -> Iterator[House]:
    """Run all of it until the end of the block."""
    command = [str(PYTHON), "-m", "tests.engines.servers"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as servers:
        assert servers.stdin is not None
        assert servers.stdout is not None
        with servers.stdin:
            yield House(**json.loads(servers.stdout.readline()))
