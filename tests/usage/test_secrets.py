"""No key, link, token or claim that nobody asked for is in the database, nor in the host's log."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from dash_retool_embed.testing.sandbox import DEMO_API_KEY
from dashapp.app import create_app
from dashapp.database import Store
from dashapp.database.metadata import metadata
from dashapp.identity import issue_token
from dashapp.settings import Settings
from dashapp.usage import UsageLog
from dashapp.usage.tables import links
from tests.conftest import SECRET
from tests.usage.conftest import Start
from tests.usage.records import flush, rows

SALARY = "ninety-thousand-and-some"


def open_in_each_way(settings: Settings, log: UsageLog) -> set[str]:
    """Have links asked for, and return every word that must not be in the record."""
    client = create_app(settings, usage=log).server.test_client()
    secrets = {DEMO_API_KEY, SECRET, SALARY, str(settings.retool.url)}

    def signed(**claims: object) -> str:
        token = issue_token(
            SECRET,
            sub="person-1",
            roles=["analyst"],
            lifetime=timedelta(minutes=5),
            audience=settings.auth.audience,
            issuer=settings.auth.issuer,
            store_id=1,
            can_export=True,
            salary=SALARY,
            **claims,
        )
        secrets.update(token.split("."))
        return token

    def ask(headers: dict[str, str], **body: object) -> None:
        answer = client.post(
            "/api/embedUrl", json={"retoolAppName": "sales", **body}, headers=headers
        )
        if link := (answer.json or {}).get("embedUrl"):
            secrets.update({link, link.rpartition("/")[2], link.partition("?")[2] or link})

    ask({"Authorization": f"Bearer {signed()}"}, reason="first shown")
    ask({}, userJwt=signed(nonce="other"))
    ask({"Authorization": f"Bearer {signed()}"}, reason="renewal", retoolAppName="customers")
    ask({"Authorization": f"Bearer {signed()}x"})
    ask({"Authorization": f"Bearer {signed()}"}, retoolAppName="no such app")
    flush(log)
    return {word for word in secrets if len(word) > 10}


def test_neither_the_record_nor_the_log_has_a_secret(
    settings: Settings, url: str, start: Start, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="dashapp")
    caplog.set_level(logging.INFO, logger="sqlalchemy")
    log = start(url)
    secrets = open_in_each_way(settings, log)

    assert len(rows(log.store, links)) == 4
    assert len(secrets) > 10
    written = _everything(log.store, tmp_path)
    assert b"person-1" in written
    assert [word for word in secrets if word.encode() in written] == []
    assert "INSERT INTO usage_links" in caplog.text
    assert [word for word in secrets if word in caplog.text] == []
    # The lines of links name people, as [logs] says; those of the database don't.
    of_database = [each for each in caplog.records if each.name.startswith("sqlalchemy")]
    assert [each for each in of_database if "person-1" in each.getMessage()] == []


def _everything(store: Store, folder: Path) -> bytes:
    if store.is_sqlite:
        return b"".join(file.read_bytes() for file in sorted(folder.glob("usage.sqlite3*")))
    with store.reading() as connection:
        found = [
            connection.scalars(text(f"SELECT t::text FROM {name} t")).all()
            for name in metadata.tables
        ]
    return "\n".join(line for lines in found for line in lines).encode()
