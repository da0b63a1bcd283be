"""PostgreSQL goes and comes back while people open apps: they notice nothing."""

from typing import Literal

from dash_retool_embed.testing.sandbox import Sandbox
from dashapp.database import Store
from dashapp.usage.tables import links, losses
from tests.patience import until
from tests.postgres import PostgresServer
from tests.usage.hosts import Load, hosts
from tests.usage.records import rows

STOPS: tuple[Literal["fast", "immediate"], ...] = ("fast", "immediate")


def answers_some(load: Load) -> None:
    """Wait for so many answers that their records are more than one batch."""
    before = len(load.answers)
    until(lambda: len(load.answers) > before + 50, "50 answers")


def test_every_embed_works_and_every_record_arrives(
    postgres: PostgresServer, postgres_url: str, sandbox: Sandbox
) -> None:
    with hosts(sandbox.origin) as made:
        host = made.start(postgres_url, "kept")
        with Load(host.origin, pause_seconds=0.02) as load:
            answers_some(load)
            for how in STOPS:
                postgres.stop(how)
                answers_some(load)
                postgres.start()
                answers_some(load)
        store = Store(postgres_url)
        answered = {each.link_id for each in load.answers}
        until(lambda: answered <= {row["link_id"] for row in rows(store, links)}, "every record")
        assert rows(store, losses) == []

    assert {each.status for each in load.answers} == {200}
