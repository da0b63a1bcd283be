"""A process that holds nothing but a client, and says what its calls cost.

`python -m benchmarks.mint_calls client|quickstart ORIGIN CALLS THREADS`
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import click
import requests

from dash_retool_embed.retool import EmbedRequest, RetoolClient, UserInfo

KEY = "a-key-of-the-benchmarks"
UUID = "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10"
MINUTES = 60


def quickstart(origin: str) -> Callable[[int], str]:
    """Ask as Retool's quickstart does: a call of its own, and so a connection of its own."""

    def mint(person: int) -> str:
        response = requests.post(  # the quickstart has no time-out either
            f"{origin}/api/embed-url/external-user",
            headers={"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"},
            json={
                "landingPageUuid": UUID,
                "groupIds": [12],
                "externalIdentifier": f"person-{person}",
                "sessionDurationMinutes": MINUTES,
                "userInfo": {"email": "jane@example.com", "first_name": "Jane"},
                "metadata": {"storeId": 1},
            },
        )
        return str(response.json()["embedUrl"])

    return mint


def client(origin: str, threads: int) -> Callable[[int], str]:
    """Ask through this project's client, with a request that is built and checked each time."""
    retool = RetoolClient(origin, KEY, max_in_flight=threads)

    def mint(person: int) -> str:
        request = EmbedRequest(
            landing_page_uuid=UUID,
            group_ids=(12,),
            external_identifier=f"person-{person}",
            session_duration_minutes=MINUTES,
            user_info=UserInfo(email="jane@example.com", first_name="Jane"),
            metadata={"storeId": 1},
        )
        return retool.mint(request).url

    return mint


def cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main(kind: str, origin: str, calls: int, threads: int) -> None:
    mint = quickstart(origin) if kind == "quickstart" else client(origin, threads)
    with ThreadPoolExecutor(threads) as pool:
        cpu, start = cpu_seconds(), time.perf_counter()
        links = set(pool.map(mint, range(calls)))
        seconds, cpu = time.perf_counter() - start, cpu_seconds() - cpu
    assert len(links) == calls
    click.echo(json.dumps({"seconds": seconds, "cpu_seconds": cpu}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
