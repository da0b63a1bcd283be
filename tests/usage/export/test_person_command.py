"""`dashapp usage person` and `dashapp usage audit`, as somebody types them."""

import hashlib
import json
import os
import pwd
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashapp.cli import main
from dashapp.usage import UsageLog, audit_of, stored_rows
from tests.commands import finished
from tests.conftest import EXAMPLE
from tests.terminal import at_a_terminal
from tests.usage.export.conftest import Keep, fill
from tests.usage.export.records import ADA, BOB, everything, opened

CONFIG = ("--config", str(EXAMPLE))
ERASE = ("usage", "person", "erase", *CONFIG)


def said(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["usage", *arguments, *CONFIG])


@pytest.fixture
def kept(log: UsageLog, keep: Keep, url: str, monkeypatch: pytest.MonkeyPatch) -> UsageLog:
    """A log that keeps two people, and that commands read."""
    monkeypatch.setenv("DASHAPP_DATABASE_URL", url)
    keep(opened(ADA, told={"note": "Zoë"}).then("ready", afterMs=7).then("seen"), opened(BOB))
    return log


@pytest.fixture
def in_a_file(sqlite_log: UsageLog, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> UsageLog:
    """The same in SQLite."""
    monkeypatch.setenv("DASHAPP_DATABASE_URL", sqlite_url)
    fill(sqlite_log, opened(ADA), opened(BOB))
    return sqlite_log


def test_a_person_is_exported_and_erased_under_a_running_host(
    kept: UsageLog, url: str, tmp_path: Path
) -> None:
    ran = finished("usage", "person", "export", *CONFIG, "ada-4711", folder=tmp_path)
    assert (ran.stderr, ran.returncode) == ("", 0)
    (link,) = json.loads(ran.stdout)["links"]
    assert (link["metadata"], link["ready_after_ms"]) == ({"note": "Zoë"}, 7)

    ran = finished(*ERASE, "--yes", "--by", "the officer", "ada-4711", folder=tmp_path)
    amount = "links 1, link events 1, last seen 1, counts of days 1, sessions 0"
    assert (ran.stdout, ran.returncode) == (f"Erased of 'ada-4711': {amount}.\n", 0)
    assert ("VACUUM" in ran.stderr) == url.startswith("postgresql")
    assert "ada-4711" not in everything(kept.store)
    assert stored_rows(kept.store, "bob-0815").links == 1

    header, exported, erased = said("audit").stdout.splitlines()
    assert header.split() == ["when", "what", "rows", "by", "person", "(SHA-256)"]
    assert exported.split()[1:4] == ["exported", "4", pwd.getpwuid(os.getuid()).pw_name]
    digest = hashlib.sha256(b"ada-4711").hexdigest()
    assert erased.split()[1:] == ["erased", "4", "the", "officer", digest]


def test_somebody_of_whom_nothing_is_kept_is_said_and_recorded(kept: UsageLog) -> None:
    before = everything(kept.store)
    for command in (("export",), ("erase", "--yes")):
        ran = said("person", *command, "nobody")
        assert ran.exit_code == 0
        assert ran.stderr.startswith("Nothing is kept of 'nobody'; that you asked is recorded.\n")
    assert [each.records for each in audit_of(kept.store, "nobody")] == [0, 0]
    assert len(said("audit", "--user", "nobody").stdout.splitlines()) == 3
    assert "No person's record" in said("audit", "--user", "ada-4711").stderr
    assert "ada-4711" in before
    assert stored_rows(kept.store, "ada-4711").links == 1


def test_nothing_is_erased_without_a_word_of_somebody(in_a_file: UsageLog) -> None:
    ran = said("person", "erase", "ada-4711")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "say --yes" in ran.stderr
    for typed, status, links in [("n\n", 1, 1), ("\n", 1, 1), ("y\n", 0, 0)]:
        streams = ("stdin", "stdout", "stderr")
        seen, ended = at_a_terminal(*ERASE, "ada-4711", streams=streams, typed=typed)
        assert "links 1, link events 0" in seen
        assert "Erase all of 'ada-4711', for ever? [y/N]" in seen
        assert (ended, stored_rows(in_a_file.store, "ada-4711").links) == (status, links)
    assert [each.what for each in audit_of(in_a_file.store)] == ["erased"]


def test_bytes_that_could_not_be_overwritten_are_said(
    in_a_file: UsageLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashapp.cli.person.overwrite_erased", lambda _store: False)
    ran = said("person", "erase", "--yes", "ada-4711")
    assert ran.exit_code == 1
    assert "Run the same again" in ran.stderr


@pytest.mark.parametrize(
    "arguments", [("erase", "--yes", ""), ("export", ""), ("export", "--by", " ", "ada-4711")]
)
def test_who_is_nobody_can_not_be_meant(in_a_file: UsageLog, arguments: tuple[str, ...]) -> None:
    ran = said("person", *arguments)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "is not empty" in ran.stderr or "somebody has to do this" in ran.stderr
    assert audit_of(in_a_file.store) == []
