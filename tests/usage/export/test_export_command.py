"""`dashapp usage export`, as somebody types it."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from click.testing import CliRunner, Result
from sqlalchemy import text

from dashapp.cli import main
from dashapp.usage import Store, StoreNotReady, UsageLog, check_ready
from tests.commands import PATIENCE_SECONDS, finished
from tests.conftest import EXAMPLE
from tests.usage.export.conftest import Keep
from tests.usage.export.records import ADA, BOB, fill_with_many, opened
from tests.usage.export.terminal import at_a_terminal

EXPORT = ("usage", "export", "--config", str(EXAMPLE))
MANY = 50_000

# What a process needs at most is of the program that it became, not of the one that started it.
MEASURED = """
import sys
from pathlib import Path
from dashapp.cli import main
try:
    main()
finally:
    sys.stderr.write(Path("/proc/self/status").read_text())
"""


@pytest.fixture(autouse=True)
def no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the database is known."""
    monkeypatch.delenv("RETOOL_API_KEY", raising=False)
    monkeypatch.delenv("DASHAPP_JWT_SECRET", raising=False)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a usage log with many links."""
    url = f"sqlite:///{tmp_path_factory.mktemp('many')}/usage.sqlite3"
    log = UsageLog(Store(url), retention_days=3650)
    log.start()
    assert log.flush(PATIENCE_SECONDS)
    fill_with_many(log.store, MANY)
    log.close()
    return url


def exported(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*EXPORT, *arguments])


def test_the_links_that_are_wanted_come_as_json_without_any_secret_of_the_host(
    log: UsageLog, keep: Keep, url: str, tmp_path: Path
) -> None:
    keep(
        opened(ADA, at="2026-11-19T23:59Z"),
        opened(ADA, "customers", at="2026-11-20T12:00Z"),
        opened(ADA, at="2026-11-20T12:00Z", told={"note": "Zoë 😀"}).then("ready", afterMs=7),
        opened(BOB, at="2026-11-20T12:00Z"),
        opened(ADA, at="2026-11-21T00:00Z"),
    )
    wanted = ["--format", "jsonl", "--since", "2026-11-20", "--until", "2026-11-21"]
    ran = finished(
        *EXPORT,
        *wanted,
        *["--app", "sales", "--user", "ada-4711"],
        folder=tmp_path,
        environment={"DASHAPP_DATABASE_URL": url},
    )
    (line,) = ran.stdout.splitlines()
    assert json.loads(line)["metadata"] == {"note": "Zoë 😀"}
    assert json.loads(line)["ready_after_ms"] == 7
    assert (ran.stderr, ran.returncode) == ("", 0)


def test_csv_is_the_format_unless_another_is_said(
    sqlite_log: UsageLog, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHAPP_DATABASE_URL", sqlite_url)
    assert sqlite_log.flush(PATIENCE_SECONDS)
    ran = exported("--since", "30d", "--until", "12h")
    assert ran.stdout_bytes.startswith(b"link,asked_at,person,")
    assert ran.stdout_bytes.endswith(b",events\r\n")


def peak_kb(url: str, *arguments: str, folder: Path) -> int:
    """Return how much memory an export needs at most."""
    with (folder / "said").open("w+") as said:
        subprocess.run(
            [sys.executable, "-c", MEASURED, *EXPORT, *arguments],
            env={**os.environ, "DASHAPP_DATABASE_URL": url},
            stdout=subprocess.DEVNULL,
            stderr=said,
            check=True,
            timeout=2 * PATIENCE_SECONDS,
        )
        said.seek(0)
        found = re.search(r"VmHWM:\s*(\d+) kB", said.read())
    assert found
    return int(found[1])


def test_many_links_need_the_memory_of_a_page_and_of_the_database(
    many: str, tmp_path: Path
) -> None:
    page = peak_kb(many, "--until", "2023-11-14T22:13:22Z", folder=tmp_path)
    in_cache = Path(many.removeprefix("sqlite:///")).stat().st_size // 1024
    assert peak_kb(many, folder=tmp_path) < page + in_cache + 4 * 1024


@pytest.mark.parametrize(("ends", "status"), [("the pipe", 1), ("Ctrl-C", 130)])
def test_who_has_seen_enough_ends_it_quietly(
    many: str, tmp_path: Path, ends: str, status: int
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "dashapp.cli", *EXPORT],
        env={**os.environ, "DASHAPP_DATABASE_URL": many},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        # It comes long before all of it could fit into the pipe.
        assert process.stdout.readline().startswith(b"link,")
        if ends == "the pipe":
            process.stdout.close()
        else:
            process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == status
        assert process.stderr.read() == b""


def test_a_full_disk_is_said(many: str) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "dashapp.cli", *EXPORT],
            env={**os.environ, "DASHAPP_DATABASE_URL": many},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    said = "Standard output can't be written: No space left on device.\n"
    assert (ran.stderr, ran.returncode) == (said, 1)


def test_a_terminal_shows_how_far_it_is_unless_the_records_go_there_too(
    many: str, tmp_path: Path
) -> None:
    environment = {**os.environ, "DASHAPP_DATABASE_URL": many}
    until = ["--until", "2023-11-14T22:13:25Z"]
    with (tmp_path / "out.csv").open("w+") as file:
        seen, status = at_a_terminal(
            *EXPORT, *until, streams=("stderr",), stdout=file, env=environment
        )
        file.seek(0)
        rows = len(file.readlines())
    assert (status, rows) == (0, 5001)
    assert "Exporting" in seen
    assert "100%" in seen
    seen, status = at_a_terminal(*EXPORT, *until, streams=("stdout", "stderr"), env=environment)
    assert (status, seen.count("\n")) == (0, 5001)
    assert "Exporting" not in seen


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "xlsx"], "'xlsx' is not one of 'csv', 'jsonl'"),
        (["--since", "yesterday"], "'yesterday' is no date such as 2026-01-31"),
        (["--until", "2026-02-30"], "'2026-02-30' is no date"),
        (["--since", "30 d"], "30d (days) or 12h (hours)"),
        (["--since", "2026-02-01", "--until", "2026-01-01"], "Nothing is both after"),
        (["--app", "sale"], "nobody asked for an app 'sale'; configured: sales, customers, play"),
        (["--user", ""], "an external identifier is not empty"),
    ],
)
def test_a_mistake_is_said_with_what_would_be_right(
    many: str, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.setenv("DASHAPP_DATABASE_URL", many)
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
    assert f"There is no usage log at {tmp_path}/none.sqlite3." in ran.stderr
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
        connection.execute(text("UPDATE usage_version SET version_num = :to"), {"to": version})
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
