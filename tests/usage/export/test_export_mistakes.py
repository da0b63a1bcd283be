"""What `dashapp usage export` says when it can't."""

import json
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from click.testing import CliRunner, Result
from sqlalchemy import text

from dashapp.cli import main
from dashapp.database import Store, StoreNotReady, check_ready
from dashapp.usage import UsageLog
from tests.commands import finished
from tests.conftest import EXAMPLE
from tests.usage.export.conftest import Keep, fill
from tests.usage.export.records import opened

EXPORT = ("usage", "export", "--config", str(EXAMPLE))


def exported(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*EXPORT, *arguments])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "xlsx"], "'xlsx' is not one of 'csv', 'jsonl'"),
        (["--since", "yesterday"], "'yesterday' is no date such as 2026-01-31"),
        (["--until", "2026-02-30"], "'2026-02-30' is no date"),
        (["--since", "30 d"], "30d (days) or 12h (hours)"),
        (["--since", "2026-02-01", "--until", "2026-01-01"], "Nothing is both after"),
        (["--app", "sale"], "nobody asked for an app 'sale'; configured: sales, customers, play"),
        (["--app", "\udcff"], "nobody asked for an app"),
        (["--user", ""], "an external identifier is not empty"),
    ],
)
def test_a_mistake_is_said_with_what_would_be_right(
    sqlite_log: UsageLog,
    sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.setenv("DASHAPP_DATABASE_URL", sqlite_url)
    fill(sqlite_log)
    ran = exported(*arguments)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert said in " ".join(ran.stderr.split())


def test_an_app_that_is_configured_no_more_can_be_exported(
    log: UsageLog, keep: Keep, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHAPP_DATABASE_URL", url)
    keep(opened(app="of last year"))
    ran = exported("--app", "of last year", "--format", "jsonl")
    assert json.loads(ran.stdout)["app"] == "of last year"


def test_an_app_that_is_no_text_was_asked_for_by_nobody(
    log: UsageLog, keep: Keep, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHAPP_DATABASE_URL", url)
    keep()
    ran = exported("--app", "\udcff")
    assert ran.exit_code == 2
    assert "nobody asked for an app" in ran.stderr


def test_a_file_that_is_not_there_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DASHAPP_DATABASE_URL", "sqlite:///none.sqlite3")
    ran = exported()
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert f"There is no database at {tmp_path}/none.sqlite3." in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_tables_is_left_so(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHAPP_DATABASE_URL", url)
    store = Store(url)
    with store.reading():
        pass
    ran = exported()
    assert ran.exit_code == 1
    assert "Start the host of this version once" in ran.stderr
    with pytest.raises(StoreNotReady):
        check_ready(store)


@pytest.mark.parametrize(
    ("version", "said"),
    [("9999", "made by a newer version of dashapp. Run that version"), ("0001", "are old. Start")],
)
def test_tables_of_another_version_are_said(
    log: UsageLog,
    keep: Keep,
    url: str,
    monkeypatch: pytest.MonkeyPatch,
    version: str,
    said: str,
) -> None:
    monkeypatch.setenv("DASHAPP_DATABASE_URL", url)
    # As if this version had a younger one.
    monkeypatch.setattr(ScriptDirectory, "get_current_head", lambda _self: "9998")
    keep()
    with log.store.writing() as connection:
        connection.execute(text("UPDATE dashapp_version SET version_num = :to"), {"to": version})
    ran = exported()
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert said in ran.stderr


def test_a_database_that_can_not_be_read_is_said_without_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.txt").write_text("This is no database at all, but a text of some length.")
    for url, said in [
        ("postgresql://joe:hush@127.0.0.1:1/none", "Does it run, and is it what DASHAPP_DATABASE"),
        (f"sqlite:///{tmp_path}/notes.txt", "Is it a SQLite database"),
        (f"sqlite:///{tmp_path}", "may this account read and write it"),
    ]:
        monkeypatch.setenv("DASHAPP_DATABASE_URL", url)
        ran = exported()
        assert (ran.exit_code, ran.stdout) == (1, "")
        assert said in ran.stderr
        assert "hush" not in ran.stderr


def test_a_configuration_that_has_mistakes_is_said(tmp_path: Path) -> None:
    ran = finished("usage", "export", folder=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "dashapp.toml: there is no such file" in ran.stderr
