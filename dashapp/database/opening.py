"""Whether the tables are there, for a command that looks into them: nothing is made or changed."""

from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import column, inspect, select, table

from dashapp.database.errors import StoreNotReady, StoreTooNew
from dashapp.database.migrating import FOLDER, VERSION_TABLE
from dashapp.database.store import Store

VERSION = table(VERSION_TABLE, column("version_num"))


def check_ready(store: Store) -> None:
    """Return if the tables are those that this version of dashapp knows.

    Raises:
        StoreNotReady: they are not there, or older.
        StoreTooNew: a newer version was here before.
        StoreUnavailable: the database can't be read.
    """
    # Whoever opens a file that is not there makes an empty one. What begins so is an URI of SQLite.
    is_file = store.is_sqlite and not store.where.startswith("file:")
    if is_file and not Path(store.where).exists():
        raise StoreNotReady(case="no_file", path=Path(store.where).absolute())
    found = _version(store)
    scripts = ScriptDirectory(str(FOLDER))
    if found == scripts.get_current_head():
        return
    if found is None:
        raise StoreNotReady(case="no_tables", where=store.where)
    if found in {script.revision for script in scripts.walk_revisions()}:
        raise StoreNotReady(case="old_tables", where=store.where)
    raise StoreTooNew(store.where)


def _version(store: Store) -> str | None:
    with store.reading() as connection:
        if not inspect(connection).has_table(VERSION.name):
            return None
        return connection.execute(select(VERSION.c.version_num)).scalar_one_or_none()
