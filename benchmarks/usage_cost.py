"""What recording costs a request for a link: the same requests with a recorder and without."""

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import cast

from dash import Dash
from flask import Flask
from werkzeug.test import EnvironBuilder

from benchmarks.figure import Figure, percentile, run_alone
from benchmarks.processes import sandbox
from benchmarks.usage_kills import databases
from dash_retool_embed.limits import MintLimits
from dash_retool_embed.people import User
from dash_retool_embed.register import register_embeds
from dash_retool_embed.retool import EmbedRequest, EmbedUrl, RetoolClient
from dashapp.database import Store
from dashapp.settings import load_settings
from dashapp.usage import UsageLog
from tests.usage.hosts import Load, hosts

EXAMPLE = Path(__file__).parents[1] / "dashapp.toml"
REQUESTS = 2_000
WARM_UP = 200
TARGET_MS = 0.1
OFTEN = "1000000 per 1 second"
PERSON = User(
    "jane.doe@example.com",
    email="jane.doe@example.com",
    first_name="Jane",
    last_name="Doe",
    roles=frozenset({"analyst", "viewer"}),
    claims={"store_id": 12, "can_export": True, "scope": "openid email profile"},
)

ROUNDS = 3
PHASE_SECONDS = 3.0
PAUSE_SECONDS = 0.01


class Retool:
    """Mints at once."""

    def derived_key(self, _purpose: str) -> bytes:
        return b"a key"

    def mint(
        self, _request: EmbedRequest, *, before_call: Callable[[], object], **_turn: object
    ) -> EmbedUrl:
        before_call()
        origin = "https://retool.example.com"
        return EmbedUrl(f"{origin}/embed/authenticate/1", origin, 3600)


def measure() -> list[Figure]:
    return [_cost(), *_under_load()]


def _cost() -> Figure:
    with _recorder() as usage:
        recording, bare = _server(usage), _server(None)
        times: dict[bool, list[float]] = {True: [], False: []}
        # In turns, so that what else the machine does falls on both.
        for number in range(WARM_UP + REQUESTS):
            for with_recorder, server in ((True, recording), (False, bare)):
                took = _milliseconds(server)
                if number >= WARM_UP:
                    times[with_recorder].append(took)
        assert usage.flush(20)
        assert usage.status.lost == 0
    cost = median(times[True]) - median(times[False])
    return Figure(
        f"Recording's share of a request for a link, median of {REQUESTS:,} with and without",
        f"≤ {TARGET_MS:g} ms",
        f"{cost:.3f} ms ({median(times[True]):.3f} ms against {median(times[False]):.3f} ms)",
        cost <= TARGET_MS,
    )


@contextmanager
def _recorder() -> Iterator[UsageLog]:
    with tempfile.TemporaryDirectory(prefix="usage-") as folder:
        usage = UsageLog(Store(f"sqlite:///{folder}/usage.sqlite3"))
        usage.start()
        yield usage
        usage.close()


def _server(usage: UsageLog | None) -> Flask:
    settings = load_settings(
        EXAMPLE, overrides={"retool_api_key": "a-key", "jwt_secret": "a secret of 32 bytes" * 2}
    )
    app = Dash("links")
    register_embeds(
        app,
        client=cast("RetoolClient", Retool()),
        apps=settings.apps,
        user=lambda: PERSON,
        limits=MintLimits(OFTEN, OFTEN),
        recorder=usage,
    )
    server: Flask = app.server
    return server


def _milliseconds(server: Flask) -> float:
    body = {"retoolAppName": "sales", "reason": "first shown"}
    environ = EnvironBuilder("/api/embedUrl", method="POST", json=body).get_environ()
    statuses: list[str] = []

    def start_response(status: str, *_: object) -> Callable[[bytes], object]:
        statuses.append(status)
        return bytes

    begun = time.perf_counter()
    answer = b"".join(server(environ, start_response))
    took = time.perf_counter() - begun
    assert statuses == ["200 OK"]
    assert json.loads(answer)["expiresIn"]
    return 1_000 * took


def _under_load() -> list[Figure]:
    with sandbox() as retool, hosts(retool) as made, databases() as urls:
        silent = made.start(urls["SQLite"], "silent")
        figures = []
        for name, url in urls.items():
            sides = made.start(url, "kept"), silent
            times: tuple[list[float], list[float]] = [], []
            for host in sides:
                _load(host.origin)  # to warm up
            for _ in range(ROUNDS):
                for host, seconds in zip(sides, times, strict=True):
                    seconds += _load(host.origin)
            sides[0].kill()
            figures.append(_compared(name, *times))
        return figures


def _load(origin: str) -> list[float]:
    with Load(origin, PAUSE_SECONDS) as load:
        time.sleep(PHASE_SECONDS)
    assert {each.status for each in load.answers} == {200}
    return [each.seconds for each in load.answers]


def _compared(name: str, kept: list[float], silent: list[float]) -> Figure:
    p99, without = percentile(kept, 0.99), percentile(silent, 0.99)
    rate = len(kept) / ROUNDS / PHASE_SECONDS
    return Figure(
        f"p99 of a link at {rate:.0f} a second, recording to {name}, against no recording",
        "",
        f"{p99 / without:.2f}x ({1000 * p99:.1f} ms against {1000 * without:.1f} ms; medians "
        f"{1000 * median(kept):.1f} and {1000 * median(silent):.1f} ms)",
        None,
    )


if __name__ == "__main__":
    run_alone(measure)
