"""A database of a former version is brought up to date with every row that is in it."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, String, delete, inspect, select, text
from sqlalchemy.exc import OperationalError

from dashapp.database import Store
from dashapp.database.metadata import metadata
from dashapp.database.migrating import FOLDER, migrate
from dashapp.usage.tables import last_seen, link_events, links
from tests.usage.records import rows

TABLES = {
    "usage_happenings": "usage_link_events",
    "usage_sightings": "usage_last_seen",
    "usage_handlings": "usage_audit",
}
COLUMNS = {
    "usage_links": {"id": "link_id", "at": "asked_at", "minutes": "session_minutes"},
    "usage_happenings": {"link": "link_id"},
    "usage_sightings": {"link": "link_id"},
}
LINKS = 3

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def former(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A database as the version with the house's own words left it, without rows."""
    then = tmp_path / "then"
    shutil.copytree(FOLDER, then)
    for script in (then / "versions").glob("*.py"):
        if script.name[:4] > "0002":
            script.unlink()
    store = Store(url)
    with monkeypatch.context() as patch:
        patch.setattr("dashapp.database.migrating.FOLDER", then)
        migrate(store)
    return store


def fill(store: Store) -> Rows:
    """Put rows into every table, no two values of a column alike; return them by table."""
    found = MetaData()
    with store.writing() as connection:
        found.reflect(connection)
        kept: Rows = {}
        for table in found.sorted_tables:
            if table.name == "dashapp_version":
                continue
            kept[table.name] = [
                {
                    column.name: f"{column.name} {number}" if _is_text(column.type) else number
                    for column in table.columns
                }
                for number in range(LINKS)
            ]
            # What points to a link has its name.
            for row in kept[table.name]:
                if "link" in row:
                    row["link"] = row["link"].replace("link", "id")
            connection.execute(table.insert(), kept[table.name])
    return kept


def _is_text(type_: object) -> bool:
    return isinstance(type_, String)


def renamed(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {names.get(name, name): value for name, value in row.items()}


def test_every_row_is_there_again_under_the_tables_new_names(former: Store) -> None:
    before = fill(former)
    migrate(former)

    assert {TABLES.get(name, name) for name in before} <= set(metadata.tables)
    with former.reading() as connection:
        for name, expected in before.items():
            table = metadata.tables[TABLES.get(name, name)]
            now = [renamed(row, COLUMNS.get(name, {})) for row in expected]
            columns = [table.c[column] for column in now[0]]
            found = connection.execute(select(*columns).order_by(*table.primary_key.columns))
            assert [dict(row) for row in found.mappings()] == now, name
    former.close()


def test_what_belongs_to_a_link_still_goes_with_it(former: Store) -> None:
    fill(former)
    migrate(former)
    with former.writing() as connection:
        connection.execute(delete(links).where(links.c.link_id == "id 1"))

    for table in (link_events, last_seen):
        assert [row["link_id"] for row in rows(former, table)] == ["id 0", "id 2"]
    former.close()


def test_a_migration_does_not_wait_for_a_long_export(
    former: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    if former.is_sqlite:
        pytest.skip("its readers are in nobody's way")
    monkeypatch.setattr("dashapp.database.migrating.LOCK_SECONDS", 1)
    with former.reading() as connection:
        connection.execute(text("SELECT * FROM usage_links")).all()
        with pytest.raises(OperationalError, match="lock timeout"):
            migrate(former)
    migrate(former)
    former.close()


def test_no_index_or_constraint_keeps_a_former_name(former: Store) -> None:
    migrate(former)
    with former.reading() as connection:
        tables = inspect(connection)
        names = [
            str(named["name"])
            for table in tables.get_table_names()
            for named in (
                *tables.get_indexes(table),
                *tables.get_foreign_keys(table),
                tables.get_pk_constraint(table),
            )
        ]
        if not former.is_sqlite:
            names += connection.execute(text("SELECT conname FROM pg_constraint")).scalars()
    assert not [name for name in names for old in TABLES if old in name]
    assert not [name for name in names if name.endswith(("_link_fkey", "usage_links_id_not_null"))]
    former.close()
