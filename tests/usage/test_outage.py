"""PostgreSQL goes and comes back while people open apps: they notice nothing."""

import time

from dashapp.sandbox import Sandbox
from dashapp.usage import Store
from dashapp.usage.tables import links, losses
from tests.postgres import PostgresServer
from tests.usage.hosts import Load, hosts
from tests.usage.records import rows, until

OUTAGE_SECONDS = 2.0
CRASH_SECONDS = 0.5


def test_every_embed_works_and_every_record_arrives(
    postgres: PostgresServer, postgres_url: str, sandbox: Sandbox
) -> None:
    with hosts(sandbox.origin) as made:
        host = made.start(postgres_url, "kept")
        with Load(host.origin, pause_seconds=0.02) as load:
            until(lambda: len(load.answers) > 20, "an answer")
            postgres.stop("fast")
            before = len(load.answers)
            time.sleep(OUTAGE_SECONDS)
            in_between = len(load.answers) - before
            postgres.start()
            after = len(load.answers)
            until(lambda: len(load.answers) > after + 20, "an answer afterwards")
            postgres.stop("immediate")
            time.sleep(CRASH_SECONDS)
            postgres.start()
        store = Store(postgres_url)
        answered = {each.record for each in load.answers}
        until(lambda: answered <= {row["id"] for row in rows(store, links)}, "every record")
        assert rows(store, losses) == []

    assert in_between > 10
    assert {each.status for each in load.answers} == {200}
