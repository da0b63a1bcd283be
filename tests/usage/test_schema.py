"""The tables that migrations make are those that the code knows."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from dashapp.database import Store, migrate
from dashapp.database.metadata import metadata

VERSION = "dashapp_version"


def differences(store: Store) -> list[Any]:
    with store.reading() as connection:
        options = {"version_table": VERSION, "compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, metadata))


def test_migrated_tables_are_as_the_code_has_them(url: str) -> None:
    store = Store(url)
    migrate(store)
    assert differences(store) == []
    store.close()


def test_a_column_or_an_index_that_differs_would_be_noticed(url: str) -> None:
    store = Store(url)
    migrate(store)
    with store.writing() as connection:
        connection.execute(text("DROP INDEX usage_links_by_app"))
        connection.execute(text("ALTER TABLE usage_days ADD COLUMN late INTEGER"))
    assert {str(each[0]): each[-1].name for each in differences(store)} == {
        "remove_column": "late",
        "add_index": "usage_links_by_app",
    }
    store.close()


def test_a_comment_or_a_type_that_differs_would_be_noticed(postgres_url: str) -> None:
    store = Store(postgres_url)
    migrate(store)
    with store.writing() as connection:
        connection.execute(text("COMMENT ON COLUMN usage_links.code IS 'another'"))
        connection.execute(text("ALTER TABLE usage_days ALTER COLUMN opened TYPE text"))
    changes = {each[0][0]: each[0][3] for each in differences(store)}
    assert changes == {"modify_comment": "code", "modify_type": "opened"}
    store.close()
