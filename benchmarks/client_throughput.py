"""1,000 links through the client, against 1,000 calls as in Retool's quickstart, over TLS."""

import json
import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median

import requests

from benchmarks.certificate import make_certificate
from benchmarks.figure import Figure, run_alone
from benchmarks.processes import answering, free_port, process

CALLS = 1_000
THREADS = 8
ROUNDS = 3
FASTER_TARGET = 3.0
CPU_TARGET = 0.5


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        server, lists = make_certificate(Path(folder))
        port = free_port()
        with process(["-m", "benchmarks.tls_retool", str(port), str(server)], {}):
            get = partial(requests.get, verify=str(lists["one certificate"]))
            origin = answering(f"https://localhost:{port}", "/", get)
            return [figure for name in lists for figure in _compared(name, origin, lists[name])]


def _compared(trusting: str, origin: str, trusted: Path) -> list[Figure]:
    rounds = [
        (_run("client", origin, trusted), _run("quickstart", origin, trusted))
        for _ in range(ROUNDS)
    ]
    ours = {key: median(client[key] for client, _ in rounds) for key in rounds[0][0]}
    theirs = {key: median(quick[key] for _, quick in rounds) for key in rounds[0][0]}
    faster = median(quick["seconds"] / client["seconds"] for client, quick in rounds)
    cpu = median(client["cpu_seconds"] / quick["cpu_seconds"] for client, quick in rounds)
    name = f"{CALLS:,} links through the client, against requests.post, trusting {trusting}"
    return [
        Figure(
            f"{name}: throughput",
            f"≥ {FASTER_TARGET:g}x",
            f"{faster:.1f}x ({CALLS / ours['seconds']:.0f} against "
            f"{CALLS / theirs['seconds']:.0f} a second)",
            faster >= FASTER_TARGET,
        ),
        Figure(
            f"{name}: the process's CPU time",
            f"≤ {CPU_TARGET:g}x",
            f"{cpu:.2f}x ({ours['cpu_seconds']:.2f} s against {theirs['cpu_seconds']:.2f} s)",
            cpu <= CPU_TARGET,
        ),
    ]


def _run(kind: str, origin: str, trusted: Path) -> dict[str, float]:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.mint_calls", kind, origin, str(CALLS), str(THREADS)],
        env={**os.environ, "REQUESTS_CA_BUNDLE": str(trusted)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    answer: dict[str, float] = json.loads(ran.stdout)
    return answer


if __name__ == "__main__":
    run_alone(measure)
