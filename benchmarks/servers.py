"""WSGI servers in front of the host, side by side: `python -m benchmarks.servers [NAME…]`.

A table of its own, which `make bench` leaves out: what dashapp/web/serving.py was chosen by. nginx
has to be there (`make nginx`). All servers have one process with as many threads.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from tempfile import TemporaryDirectory

import click

from benchmarks.crowding import CROWD, crowded
from benchmarks.dripping import CONNECTIONS
from benchmarks.figure import percentile
from benchmarks.processes import environment, sandbox
from benchmarks.served import SLOW_SECONDS
from benchmarks.serving import OURS, THREADS, Served, dripping, latencies, raw, serving

CHEROOT = f"""
import signal, sys
from cheroot.wsgi import Server
from benchmarks.served import create
server = Server(("127.0.0.1", int(sys.argv[1])), create(), numthreads={THREADS}, max={THREADS})
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
server.safe_start()
"""

COMMANDS: dict[str, tuple[str, ...]] = {
    "waitress as it comes, 1,000 connections": (
        *("-m", "waitress", f"--threads={THREADS}", "--connection-limit=1000"),
        *("--asyncore-use-poll", "--listen=127.0.0.1:{port}", "--call", "benchmarks.served:create"),
    ),
    "`dashapp serve` (waitress)": OURS,
    "`dashapp serve` behind nginx": OURS,
    "gunicorn gthread": (
        *("-m", "gunicorn", "--workers=1", "--worker-class=gthread", f"--threads={THREADS}"),
        *("--log-level=critical", "--bind=127.0.0.1:{port}", "benchmarks.served:create()"),
    ),
    "gunicorn gthread behind nginx": (
        *("-m", "gunicorn", "--workers=1", "--worker-class=gthread", f"--threads={THREADS}"),
        *("--log-level=critical", "--bind=127.0.0.1:{port}", "benchmarks.served:create()"),
    ),
    "cheroot": ("-c", CHEROOT, "{port}"),
    "granian": (
        *("-m", "granian", "--interface=wsgi", "--workers=1", f"--blocking-threads={THREADS}"),
        *("--http=1", "--no-ws", "--no-log", "--port={port}", "--factory"),
        "benchmarks.served:create",
    ),
}

HEADER = f"""\
| server, {THREADS} threads | p99 alone | p99 beside {CONNECTIONS:,} drips | Content-Length with \
Transfer-Encoding | SIGTERM during a request | SIGHUP | requests/s of {CROWD} | their p99 | memory |
|---|---|---|---|---|---|---|---|---|"""

HIDDEN = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
TWO_LENGTHS = (
    "POST /api/embedUrl HTTP/1.1\r\nHost: localhost\r\n"
    f"Content-Length: {5 + len(HIDDEN)}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{HIDDEN}"
)
SLOW = "GET /slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


def main() -> None:
    wanted = sys.argv[1:]
    with TemporaryDirectory() as folder, sandbox() as retool:
        how = environment(retool) | {
            "DASHAPP_DATABASE_URL": f"sqlite:///{folder}/usage.sqlite3",
        }
        click.echo(HEADER)
        for name, command in COMMANDS.items():
            if not wanted or any(each in name for each in wanted):
                nginx = name.endswith("nginx")
                click.echo(f"| {name} | {' | '.join(_measured(command, nginx, how))} |")


def _measured(command: tuple[str, ...], nginx: bool, how: Mapping[str, str]) -> list[str]:
    with serving(command, how, nginx=nginx) as served:
        alone = latencies(served.port)
        with dripping(served.port):
            beside = latencies(served.port)
    with serving(command, how, nginx=nginx) as served:
        framed = _two_lengths(served.port)
        crowd = asyncio.run(crowded(served.port))
        memory = served.memory()
    with serving(command, how, nginx=nginx) as served:
        drained = _during_a_request(served, signal.SIGTERM)
        drained += f", exit code {served.process.wait(10 * SLOW_SECONDS)}"
    with serving(command, how, nginx=nginx) as served:
        hung_up = _during_a_request(served, signal.SIGHUP)
        hung_up += ", ended" if served.process.poll() is not None else ", goes on"
    before, after = (1000 * percentile(each, 0.99) for each in (alone, beside))
    return [
        f"{before:.1f} ms",
        f"{after:.1f} ms ({after / before:.1f}x)",
        framed,
        drained,
        hung_up,
        f"{crowd.per_second:.0f}",
        f"{1000 * crowd.p99:.0f} ms",
        f"{memory:.0f} MB",
    ]


def _two_lengths(port: int) -> str:
    """Send a request of two lengths with another hidden in it, and say what becomes of it."""
    answer, is_closed = raw(port, TWO_LENGTHS, 2)
    statuses = [part[:3].decode() for part in answer.split(b"HTTP/1.1 ")[1:]]
    return f"{' and '.join(statuses) or 'no answer'}, {'closed' if is_closed else 'kept open'}"


def _during_a_request(served: Served, number: signal.Signals) -> str:
    def send() -> None:
        os.kill(served.process.pid, number)

    answer, _ = raw(served.port, SLOW, 4 * SLOW_SECONDS, after=(SLOW_SECONDS / 3, send))
    return "answered" if b"done" in answer else "cut off"


if __name__ == "__main__":
    main()
