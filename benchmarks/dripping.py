"""Connections that drip: `python -m benchmarks.dripping PORT`, until it is ended.

Half of them never finish the head of a request, half never its body; each sends a byte a second.
What a server closes is opened again.
"""

import asyncio
import sys

CONNECTIONS = 1100
EVERY_SECONDS = 1.0
ALL_THERE_SECONDS = 5.0

HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
# Strangers may post here, and the host reads what they send.
BODY = (
    b"POST /api/embedUrl HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"Content-Length: 60000\r\n\r\n"
)


async def drip(port: int) -> None:
    async with asyncio.TaskGroup() as group:
        for number in range(CONNECTIONS):
            group.create_task(_connection(port, number))
        await asyncio.sleep(ALL_THERE_SECONDS)
        sys.stdout.write("dripping\n")
        sys.stdout.flush()


async def _connection(port: int, number: int) -> None:
    # Spread over the second, as strangers are.
    await asyncio.sleep(EVERY_SECONDS * number / CONNECTIONS)
    while True:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(BODY if number % 2 else HEAD)
            while not reader.at_eof():
                writer.write(b"a")
                await writer.drain()
                await asyncio.sleep(EVERY_SECONDS)
            writer.close()
        except OSError:
            await asyncio.sleep(EVERY_SECONDS)


if __name__ == "__main__":
    asyncio.run(drip(int(sys.argv[1])))
