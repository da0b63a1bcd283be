"""Visitors who ask one thing after the other, each on a connection that is kept if it may be."""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass

from benchmarks.figure import percentile

CROWD = 64
SECONDS = 4
REQUEST = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"


@dataclass(frozen=True)
class Crowd:
    """What a crowd has got: answers a second, and the 99th percentile of their waits in seconds."""

    per_second: float
    p99: float


async def crowded(port: int) -> Crowd:
    """Let a crowd ask for a small page for a few seconds."""
    taken: list[float] = []
    end = time.perf_counter() + SECONDS

    async def visitor() -> None:
        while time.perf_counter() < end:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            # Not every server keeps every connection; the next one is opened then.
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                while (begin := time.perf_counter()) < end:
                    writer.write(REQUEST)
                    head = (await reader.readuntil(b"\r\n\r\n")).lower()
                    await reader.readexactly(int(head.partition(b"content-length:")[2].split()[0]))
                    taken.append(time.perf_counter() - begin)
            writer.close()

    async with asyncio.TaskGroup() as group:
        for _ in range(CROWD):
            group.create_task(visitor())
    return Crowd(len(taken) / SECONDS, percentile(taken, 0.99))
