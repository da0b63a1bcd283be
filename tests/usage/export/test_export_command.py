"""`dashapp usage export`, as somebody types it."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dash_retool_embed.people import User
from dashapp.cli import main
from dashapp.database import Store
from dashapp.usage import UsageLog, audit_of
from tests.commands import finished
from tests.conftest import EXAMPLE
from tests.patience import PATIENCE_SECONDS
from tests.terminal import at_a_terminal
from tests.usage.export.conftest import Keep
from tests.usage.export.records import ADA, BOB, fill_with_many, opened

EXPORT = ("usage", "export", "--config", str(EXAMPLE))
MANY = 20_000

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
    assert ran.stdout_bytes.startswith(b'"link_id","asked_at","person",')
    assert ran.stdout_bytes.endswith(b',"events"\r\n')


def peak_kb(url: str, *arguments: str, folder: Path) -> int:
    """Return how much memory an export needs at most."""
    with (folder / "said").open("w+") as said:
        subprocess.run(
            [sys.executable, "-c", MEASURED, *EXPORT, *arguments],
            env={**os.environ, "DASHAPP_DATABASE_URL": url},
            stdout=subprocess.DEVNULL,
            stderr=said,
            check=True,
            timeout=PATIENCE_SECONDS,
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


def test_that_one_person_s_are_exported_is_recorded(
    log: UsageLog, keep: Keep, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHAPP_DATABASE_URL", url)
    keep(opened(User("ada")))
    assert exported("--app", "sales").exit_code == 0
    assert audit_of(log.store, "ada") == []
    assert exported("--user", "ada").exit_code == 0
    (entry,) = audit_of(log.store, "ada")
    assert (entry.what, entry.records > 0) == ("exported", True)


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
        assert process.stdout.readline().startswith(b'"link_id",')
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
