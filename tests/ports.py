"""Ports of this machine for servers of the tests."""

import random
import socket
from contextlib import suppress


def steady_port() -> int:
    """Return a free port that is given to no connection outwards while nobody listens at it."""
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as taken, suppress(OSError):
            taken.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("No port is free")
