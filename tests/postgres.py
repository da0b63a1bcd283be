"""A real PostgreSQL server on loopback, which ends with the process that started it."""

import os
import pwd
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal, Self

import psycopg
from psycopg import sql

from tests.patience import PATIENCE_SECONDS
from tests.ports import steady_port
from tests.postgres_programs import copied, installed

SIGNALS = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}


class PostgresServer:
    """A server at one port of loopback, which keeps its data while it is stopped.

    ``folder`` is empty and belongs to the server from now on. PostgreSQL refuses to be root: then
    it runs as ``nobody``, who must be able to enter the folders above. Whoever connects may do
    everything. What the server says is in ``log``.
    """

    def __init__(self, folder: Path, *, fsync: bool = False, shared_buffers: str = "16MB") -> None:
        self.log = folder / "log"
        self._folder = folder
        self._data = folder / "data"
        self._port = steady_port()
        self._settings = (
            "--listen_addresses=127.0.0.1",
            f"--port={self._port}",
            "--unix_socket_directories=",
            f"--shared_buffers={shared_buffers}",
            f"--fsync={'on' if fsync else 'off'}",
        )
        self._account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self._programs = installed()
        # The server, and the guard that ends it when this process is gone.
        self._running: tuple[subprocess.Popen[bytes], subprocess.Popen[bytes]] | None = None

    @property
    def url(self) -> str:
        """The SQLAlchemy URL of the database that every server has."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self._port}/postgres"

    def create_database(self, name: str) -> str:
        """Create an empty database and return its SQLAlchemy URL."""
        with psycopg.connect(self.url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url.removesuffix("postgres") + name

    def start(self) -> None:
        """Answer from now on, or raise RuntimeError with the end of what PostgreSQL said."""
        if self._running:
            return
        if not self._data.exists():
            self._initialize()
        server = self._run(self._programs / "bin/postgres", "-D", self._data, *self._settings)
        # A killed process stops nothing, but its end of the pipe is closed for it.
        watch = ("/bin/sh", "-c", 'read -r never; kill -QUIT "$0"', str(server.pid))
        self._running = server, self._run(*watch, stdin=subprocess.PIPE)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._ready(server):
            if server.poll() is not None or time.monotonic() > deadline:
                self.stop("immediate")
                raise RuntimeError(f"PostgreSQL did not start:\n{self._last_words()}")
            time.sleep(0.01)

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """End the server, if it runs; ``immediate`` is a crash that start() recovers from."""
        if self._running:
            server, guard = self._running
            server.send_signal(SIGNALS[mode])
            server.wait(PATIENCE_SECONDS)
            guard.kill()
            guard.communicate()
            self._running = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def _initialize(self) -> None:
        if self._account:
            # The programs may be in root's home, where nobody else can enter.
            self._programs = copied(self._programs, self._folder)
            for path in (self._folder, *self._folder.rglob("*")):
                os.chown(path, self._account.pw_uid, self._account.pw_gid)
        plain = ("--username=postgres", "--auth=trust", "-EUTF8", "--locale=C", "--no-sync")
        if self._run(self._programs / "bin/initdb", "-D", self._data, *plain).wait() != 0:
            raise RuntimeError(f"PostgreSQL made no place for data:\n{self._last_words()}")

    def _run(
        self, *command: str | Path, stdin: int = subprocess.DEVNULL
    ) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command,
                cwd=self._folder,
                env={"LC_ALL": "C"},
                stdin=stdin,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=self._account and self._account.pw_uid,
                group=self._account and self._account.pw_gid,
                extra_groups=self._account and [],
            )

    def _ready(self, server: subprocess.Popen[bytes]) -> bool:
        # A connection would be answered by whoever was faster at this port. The file begins empty.
        with suppress(FileNotFoundError):
            words = (self._data / "postmaster.pid").read_text().split()
            return words[:1] + words[-1:] == [str(server.pid), "ready"]
        return False

    def _last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-20:])


@contextmanager
def running_postgres(*, fsync: bool = False) -> Iterator[PostgresServer]:
    """Run an empty server in a folder of its own."""
    with (
        tempfile.TemporaryDirectory(prefix="postgres-") as folder,
        PostgresServer(Path(folder), fsync=fsync) as server,
    ):
        yield server
