"""The tables are made and changed by whoever comes first, once."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from dashapp.database import Store, StoreTooNew
from dashapp.database.metadata import metadata
from dashapp.database.migrating import FOLDER, migrate
from dashapp.usage.batch import Batch
from dashapp.usage.tables import days, links
from dashapp.usage.writing import write
from tests.patience import PATIENCE_SECONDS
from tests.usage.records import asked, rows

HOSTS = 5

HEAD = ScriptDirectory(str(FOLDER)).get_current_head()

LATER = f'''
"""An invented one."""
import sqlalchemy
from alembic import op

revision = "9000"
down_revision = "{HEAD}"

def upgrade():
    op.add_column("usage_links", sqlalchemy.Column("mood", sqlalchemy.Text()))
    op.execute("UPDATE usage_links SET mood = 'good'")
    op.create_index("usage_links_by_mood", "usage_links", ["mood"])
'''


def version(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.scalars(text("SELECT version_num FROM dashapp_version")))


def test_hosts_that_start_at_once_on_an_empty_database_make_one_schema(url: str) -> None:
    started = subprocess.run(
        [sys.executable, "-m", "tests.usage.starting", url, str(HOSTS)],
        check=False,
        timeout=PATIENCE_SECONDS,
        stderr=subprocess.PIPE,
        text=True,
    )

    assert (started.returncode, started.stderr) == (0, "")
    store = Store(url)
    assert version(store) == [HEAD]
    people = {row["person"] for row in rows(store, links)}
    assert people == {f"host {number}" for number in range(HOSTS)}


def test_the_migrations_make_the_tables_that_the_code_knows(url: str) -> None:
    store = Store(url)
    migrate(store)
    with store.reading() as connection:
        options = {"version_table": "dashapp_version"}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_a_later_version_keeps_what_is_there_and_an_earlier_one_says_that_it_is_later(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(url)
    migrate(store)
    link = asked()
    write(store, Batch([link]))
    before = rows(store, links)
    later = tmp_path / "migrations"
    shutil.copytree(FOLDER, later)
    (later / "versions" / "9000_moods.py").write_text(LATER)
    monkeypatch.setattr("dashapp.database.migrating.FOLDER", later)
    migrate(store)
    migrate(store)

    assert version(store) == ["9000"]
    assert rows(store, links) == before
    with store.reading() as connection:
        assert connection.scalar(text("SELECT mood FROM usage_links")) == "good"
    assert [row["opened"] for row in rows(store, days)] == [1]

    monkeypatch.undo()
    with pytest.raises(StoreTooNew, match="made by a newer version of dashapp"):
        migrate(store)
    assert version(store) == ["9000"]
    # A host that is still running meanwhile goes on.
    write(store, Batch([asked()]))
    assert len(rows(store, links)) == 2


def test_a_version_that_fails_leaves_everything_as_it_was(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(url)
    migrate(store)
    later = tmp_path / "migrations"
    shutil.copytree(FOLDER, later)
    failing = f"{LATER}    raise RuntimeError('half way')\n"
    (later / "versions" / "9000_moods.py").write_text(failing)
    monkeypatch.setattr("dashapp.database.migrating.FOLDER", later)
    with pytest.raises(RuntimeError, match="half way"):
        migrate(store)

    assert version(store) == [HEAD]
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": "dashapp_version"})
        assert compare_metadata(context, metadata) == []
