"""Real ASGI servers on loopback, in threads of the test's process."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from hypercorn.asyncio import serve
from hypercorn.config import Config

from tests.patience import until


@contextmanager
def running_uvicorn(server: Any) -> Iterator[str]:
    """Serve with uvicorn on a free port and yield the origin."""
    with socket.create_server(("localhost", 0)) as listening:
        config = uvicorn.Config(server, log_level="warning", timeout_graceful_shutdown=1)
        program = uvicorn.Server(config)
        thread = threading.Thread(target=program.run, args=([listening],), daemon=True)
        thread.start()
        try:
            until(lambda: program.started or not thread.is_alive(), "uvicorn")
            assert program.started
            yield f"http://localhost:{listening.getsockname()[1]}"
        finally:
            program.should_exit = True
            thread.join()


@contextmanager
def running_hypercorn(server: Any) -> Iterator[str]:
    """Serve with hypercorn on a free port and yield the origin."""
    listening = socket.create_server(("localhost", 0))
    config = Config()
    config.bind = [f"fd://{listening.detach()}"]
    config.loglevel = "WARNING"
    config.graceful_timeout = 1
    loop, end = asyncio.new_event_loop(), asyncio.Event()
    sockets = config.create_sockets()
    origin = f"http://localhost:{sockets.insecure_sockets[0].getsockname()[1]}"
    config.create_sockets = lambda: sockets  # type: ignore[method-assign]
    serving = serve(server, config, shutdown_trigger=end.wait)
    thread = threading.Thread(target=loop.run_until_complete, args=(serving,), daemon=True)
    thread.start()
    try:
        yield origin
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join()
        loop.run_until_complete(_end(asyncio.all_tasks(loop)))
        loop.close()


async def _end(left: set["asyncio.Task[Any]"]) -> None:
    # Dash's WebSockets wait for a second before they look whether they are to end.
    for each in left:
        each.cancel()
    await asyncio.gather(*left, return_exceptions=True)
