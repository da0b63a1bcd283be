"""A migration is made of what the tables have become, by Alembic's own command."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from dashapp.database import Store
from dashapp.database.migrating import FOLDER
from tests.patience import PATIENCE_SECONDS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A copy of what makes migrations, in which new ones may be left."""
    shutil.copytree(FOLDER, tmp_path / FOLDER.relative_to(ROOT))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def alembic(repository: Path, url: str, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "alembic", *command],
        check=False,
        cwd=repository,
        env={**os.environ, "DASHAPP_DATABASE_URL": url},
        timeout=PATIENCE_SECONDS,
        capture_output=True,
        text=True,
    )


def test_a_column_that_the_code_has_and_the_tables_have_not_becomes_a_migration(
    repository: Path, url: str
) -> None:
    assert alembic(repository, url, "upgrade", "head").returncode == 0
    store = Store(url)
    with store.writing() as connection:
        connection.execute(text("ALTER TABLE usage_links DROP COLUMN groups"))
    assert alembic(repository, url, "check").returncode != 0

    made = alembic(repository, url, "revision", "--autogenerate", "-m", "Add groups")
    assert made.returncode == 0, made.stderr
    versions = sorted((repository / FOLDER.relative_to(ROOT) / "versions").glob("*.py"))
    before, script = versions[-2].name[:4], versions[-1]
    assert script.name == f"{int(before) + 1:04}_add_groups.py"
    assert '"""Add groups."""\n\nimport sqlalchemy\n' in script.read_text()
    assert f'down_revision = "{before}"' in script.read_text()

    assert alembic(repository, url, "upgrade", "head").returncode == 0
    checked = alembic(repository, url, "check")
    assert (checked.returncode, checked.stderr) == (0, "")
    with store.reading() as connection:
        assert connection.scalar(text("SELECT count(groups) FROM usage_links")) == 0
    store.close()


def test_tables_that_are_as_the_code_has_them_need_no_migration(repository: Path, url: str) -> None:
    assert alembic(repository, url, "upgrade", "head").returncode == 0
    checked = alembic(repository, url, "check")
    assert "No new upgrade operations detected." in checked.stdout
    assert checked.returncode == 0
