"""Real hosts under load that can be killed, and what they had said by then."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import requests

from dashapp.identity import issue_token
from tests.patience import PATIENCE_SECONDS
from tests.usage.hosting import SECRET

CLIENTS = 4


@dataclass
class Host:
    """One host: what it has taken, with the time of it, and how many of that it has flushed."""

    pid: int
    origin: str
    asked: dict[str, float] = field(default_factory=dict)
    flushed: int = 0
    killed_at: float = 0.0

    def kill(self) -> None:
        """End it as a crash does."""
        self.killed_at = time.monotonic()
        os.kill(self.pid, signal.SIGKILL)


class Hosts:
    """Starts hosts, one at a time."""

    def __init__(self, program: subprocess.Popen[str]) -> None:
        self._program = program
        self._started: queue.SimpleQueue[Host] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def start(self, url: str, how: str) -> Host:
        """Start one that answers; see `hosting` for how."""
        assert self._program.stdin is not None
        self._program.stdin.write(f"{url} {how}\n")
        self._program.stdin.flush()
        return self._started.get(timeout=PATIENCE_SECONDS)

    def _read(self) -> None:
        assert self._program.stdout is not None
        host: Host | None = None
        for line in self._program.stdout:
            kind, *words = line.split()
            if kind == "port":
                host = Host(int(words[0]), f"http://127.0.0.1:{words[1]}")
                self._started.put(host)
            elif host is not None and kind == "asked":
                host.asked[words[0]] = float(words[1])
            elif host is not None and kind == "flushed":
                host.flushed = int(words[0])


@contextmanager
def hosts(retool: str) -> Iterator[Hosts]:
    """Make hosts that ask this Retool; those that still run in the end are killed."""
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.usage.hosting", retool],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        yield Hosts(program)
    finally:
        os.killpg(program.pid, signal.SIGKILL)
        program.communicate()


@dataclass(frozen=True)
class Answer:
    """What a person was answered: when, after how long, and with which link, if with one."""

    at: float
    seconds: float
    status: int
    link_id: str


class Load:
    """People who ask a host for links, without a pause or with one, until they are told to stop."""

    def __init__(self, origin: str, pause_seconds: float = 0.0) -> None:
        self.answers: list[Answer] = []
        self._origin = origin
        self._pause_seconds = pause_seconds
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._ask, args=(f"person-{n}",)) for n in range(CLIENTS)
        ]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, person: str) -> None:
        token = issue_token(
            SECRET,
            sub=person,
            roles=["analyst"],
            lifetime=timedelta(minutes=30),
            audience="dashapp",
            issuer="https://login.example.com",
            store_id=1,
            can_export=True,
        )
        with requests.Session() as session:
            session.trust_env = False
            session.headers["Authorization"] = f"Bearer {token}"
            while not self._over.is_set():
                try:
                    self._ask_once(session)
                except requests.RequestException:
                    # A host that is killed may have begun to answer.
                    self.answers.append(Answer(time.monotonic(), 0.0, 0, ""))
                    return
                self._over.wait(self._pause_seconds)

    def _ask_once(self, session: requests.Session) -> None:
        begun = time.monotonic()
        answer = session.post(
            f"{self._origin}/api/embedUrl",
            json={"retoolAppName": "sales"},
            timeout=PATIENCE_SECONDS,
        )
        took = time.monotonic() - begun
        link_id = str(answer.json().get("linkId", ""))
        self.answers.append(Answer(begun, took, answer.status_code, link_id))
