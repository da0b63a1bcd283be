"""PostgreSQL goes and comes back while people open apps: they notice nothing."""

import time
from typing import Literal

import pytest

from dashapp.sandbox import Sandbox
from dashapp.usage import Store
from dashapp.usage.tables import links, losses
from tests.postgres import PostgresServer
from tests.usage.hosts import Load, hosts
from tests.usage.records import rows, until

OUTAGE_SECONDS = 2.0


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_every_embed_works_and_every_record_arrives(
    postgres: PostgresServer,
    postgres_url: str,
    sandbox: Sandbox,
    mode: Literal["fast", "immediate"],
) -> None:
    with hosts(sandbox.origin) as made:
        host = made.start(postgres_url, "kept")
        with Load(host.origin, pause_seconds=0.02) as load:
            until(lambda: len(load.answers) > 20, "an answer")
            postgres.stop(mode)
            stopped = time.monotonic()
            time.sleep(OUTAGE_SECONDS)
            in_between = [each for each in load.answers if each.at > stopped]
            postgres.start()
            until(lambda: load.answers[-1].at > stopped + OUTAGE_SECONDS, "an answer afterwards")
        store = Store(postgres_url)
        answered = {each.record for each in load.answers}
        until(lambda: answered <= {row["id"] for row in rows(store, links)}, "every record")
        assert rows(store, losses) == []

    assert len(in_between) > 10
    assert {each.status for each in load.answers} == {200}
