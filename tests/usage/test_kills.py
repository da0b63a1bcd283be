"""A host that is killed under load has in the database what a flush has acknowledged."""

import random
import time

from dash_retool_embed.testing.sandbox import Sandbox
from dashapp.database import Store
from dashapp.usage.tables import links
from tests.patience import until
from tests.usage.hosts import Load, hosts
from tests.usage.records import rows

ROUNDS = 3


def test_nothing_that_a_flush_acknowledged_is_missing_after_kill_9(
    url: str, sandbox: Sandbox
) -> None:
    acknowledged: set[str] = set()
    with hosts(sandbox.origin) as made:
        for _ in range(ROUNDS):
            host = made.start(url, "flushed")
            with Load(host.origin):
                until(lambda host=host: host.flushed > 0, "an acknowledgement")  # type: ignore[misc]
                time.sleep(random.random() / 5)
                host.kill()
            acknowledged |= set(list(host.asked)[: host.flushed])
    kept = {row["link_id"] for row in rows(Store(url), links)}

    assert len(acknowledged) >= ROUNDS
    assert acknowledged - kept == set()
