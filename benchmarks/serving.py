"""A WSGI server in a process of its own, with nginx in front of it or not, and clients of it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.processes import answering, free_port

THREADS = 64
REQUESTS = 300
PATIENCE_SECONDS = 10
NGINX = "/usr/sbin/nginx"
EXAMPLE = Path(__file__).parents[1] / "deploy" / "nginx.conf"
REQUEST = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

OURS = (
    "-c",
    f"""
import sys
from benchmarks.served import create
from dashapp.cli.signals import obey_signals, restart
from dashapp.web import Proxies, listen, production_server
bound = listen("127.0.0.1", int(sys.argv[1]))
server = production_server(create(), bound, threads={THREADS}, proxies=Proxies())
restart_requested = obey_signals(server, None)
server.run()
if restart_requested.is_set():
    restart(bound, restart_requested)
""",
    "{port}",
)


@dataclass(frozen=True)
class Served:
    """A server that answers."""

    port: int
    process: subprocess.Popen[bytes]

    def memory(self) -> float:
        """Return its MB, with those of the processes that it has started."""
        return sum(_megabytes(pid) for pid in _with_children(self.process.pid))


@contextmanager
def serving(
    command: tuple[str, ...], how: Mapping[str, str], *, nginx: bool = False
) -> Iterator[Served]:
    """Run Python with these arguments, of which ``{port}`` is one, and this environment."""
    with ExitStack() as stack:
        port = free_port()
        arguments = [each.replace("{port}", str(port)) for each in command]
        server = stack.enter_context(_process([sys.executable, *arguments], how))
        answering(f"http://127.0.0.1:{port}", "/health")
        if nginx:
            folder = Path(stack.enter_context(TemporaryDirectory()))
            inner, port = port, free_port()
            own = f"daemon off; pid {folder}/pid; error_log {folder}/error.log;"
            arguments = [NGINX, "-c", _configuration(folder, port, inner), "-g", own]
            stack.enter_context(_process(arguments, {}))
            answering(f"http://127.0.0.1:{port}", "/health")
        yield Served(port, server)


def _configuration(folder: Path, port: int, inner: int) -> str:
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    text = EXAMPLE.read_text().replace("http {", f"http {{ access_log off; {temporary}")
    text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{port} backlog=2048;")
    text = text.replace("127.0.0.1:8050", f"127.0.0.1:{inner}")
    lines = [line for line in text.splitlines() if "ssl_certificate" not in line]
    file = folder / "nginx.conf"
    file.write_text("\n".join(lines))
    return str(file)


@contextmanager
def _process(command: list[str], how: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**os.environ, "DASH_DISABLE_VERSION_CHECK": "true", **how}
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment, stdout=nowhere, stderr=nowhere)
    try:
        yield process
    finally:
        for pid in _with_children(process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()


@contextmanager
def dripping(port: int) -> Iterator[None]:
    """Have connections drip at a port; see `benchmarks.dripping`."""
    command = [sys.executable, "-m", "benchmarks.dripping", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield
        finally:
            process.kill()


def latencies(port: int) -> list[float]:
    """Return how many seconds one visitor's requests took, each on a connection of its own.

    Who has waited in vain three times goes away.
    """
    taken: list[float] = []
    in_vain = 0
    while len(taken) < REQUESTS and in_vain < 3:
        begin = time.perf_counter()
        answer, _ = raw(port, REQUEST, PATIENCE_SECONDS)
        taken.append(time.perf_counter() - begin)
        in_vain += b" 200 " not in answer
    return taken


def raw(
    port: int,
    request: str,
    patience: float,
    *,
    after: tuple[float, Callable[[], None]] | None = None,
) -> tuple[bytes, bool]:
    """Send a request; return what comes, and whether the other side closed the connection then.

    Args:
        port: on this machine.
        request: all of its bytes.
        patience: how many seconds may pass between two parts of the answer.
        after: so many seconds after the request this is called.
    """
    received = b""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=patience) as connection:
            connection.sendall(request.encode())
            if after is not None:
                time.sleep(after[0])
                after[1]()
            while part := connection.recv(65536):
                received += part
    except TimeoutError:
        return received, False
    except ConnectionError:
        return received, True
    return received, True


def _with_children(pid: int) -> list[int]:
    """Return the ids of a process and of all that it has started; none if it has ended."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [pid, *(each for child in children for each in _with_children(int(child)))]


def _megabytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
