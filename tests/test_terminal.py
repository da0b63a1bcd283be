"""Whatever the command line is told to say, a terminal shows it and obeys nothing of it."""

import logging
import os
import re
import socket
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

from dash_retool_embed.people import User
from dashapp.cli import main, terminal
from dashapp.cli.terminal import LogLines, printable
from dashapp.database import Store
from dashapp.usage import UsageLog
from dashapp.usage.tables import audit_entries
from tests.commands import dashapp, finished, first_line
from tests.conftest import EXAMPLE
from tests.patience import PATIENCE_SECONDS
from tests.ports import steady_port
from tests.terminal import at_a_terminal
from tests.usage.export.conftest import fill
from tests.usage.export.records import opened

ATTACKS = {
    "color": "\x1b[31m",
    "title": "\x1b]0;owned\x07",
    "clipboard": "\x1b]52;c;ZXZpbA==\x1b\\",
    "C1": "\x9b2J\x90q\x9c",
    "erased": "abc\x08\x08\x08\x7f",
    "over the line": "good\rbad",
    "turned": "\u202egnp.exe\u202c \u2066x\u2069 \u200e\u200f\u061c",
    "line ends": "\x0b\x0c\x85\u2028\u2029",
}
ALL = "".join(ATTACKS.values())
FORGED = "x\nERROR dashapp: forged"

# What decides here is Unicode's own tables, not the list that is tested.
DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def orders(seen: str) -> set[str]:
    """Return what a terminal would obey; each line may end as a terminal's does."""
    text = re.sub(r"\r*\n|\t", "", seen)
    return {
        each
        for each in text
        if unicodedata.category(each) in {"Cc", "Zl", "Zp", "Cs"}
        or unicodedata.bidirectional(each) in DIRECTIONS
        or each in "\u200e\u200f\u061c"
    }


@pytest.fixture
def no_defense(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if nothing were taken for an order."""
    monkeypatch.setattr(terminal, "_ORDERS", re.compile("(?!)"))


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a usage log with somebody who is called like an attack."""
    url = f"sqlite:///{tmp_path}/usage.sqlite3"
    log = UsageLog(Store(url), retention_days=3650)
    log.start()
    fill(log, opened(User(ALL, email=ALL), told={"note": ALL}))
    with log.store.writing() as connection:
        told = {"at": 0, "what": "erased", "person_digest": "0", "by": ALL, "records": 1}
        connection.execute(audit_entries.insert(), {"id": "1", **told})
    log.close()
    return url


@pytest.fixture
def database(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """That usage log is the configuration's."""
    monkeypatch.setenv("DASHAPP_DATABASE_URL", url)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_shown_as_json_would_spell_it(name: str) -> None:
    attack = ATTACKS[name]
    assert orders(attack)
    shown = printable(attack)
    assert orders(shown) == set()
    decoded = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), shown)
    assert decoded == attack


def test_all_else_is_shown_as_it_is() -> None:
    text = "Zoë 東京 😀\t\u05d0\u05d1\nand\r\nso \u200d on"
    assert printable(text) == text
    for each in map(chr, range(0x10000)):
        assert (printable(each) == each) == (not orders(each)), f"U+{ord(each):04X}"


CONFIG = ["--config", str(EXAMPLE)]
COMMANDS = [
    [ALL],
    [f"--{ALL}"],
    ["usage", ALL],
    ["usage", "export", f"--{ALL}"],
    ["usage", "export", *CONFIG, "--app", ALL],
    ["usage", "export", *CONFIG, "--since", ALL],
    ["usage", "export", *CONFIG, "--format", ALL],
    ["usage", "audit", *CONFIG],
    ["usage", "audit", *CONFIG, "--user", ALL],
    ["usage", "person", "erase", *CONFIG, "--yes", f"{ALL}?"],
    ["usage", "person", "erase", *CONFIG, "--yes", ALL],
    ["demo", "--config", f"{ALL}.toml"],
    ["serve", "--port", ALL],
    ["token", *CONFIG, "--sub", "u1", "--claim", ALL],
]


def said(command: list[str]) -> str:
    return (
        CliRunner(env={"RETOOL_API_KEY": "k", "DASHAPP_JWT_SECRET": 32 * "x"})
        .invoke(main, command)
        .output
    )


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: "-".join(command[:3])[:20])
def test_no_command_says_an_order(command: list[str]) -> None:
    output = said(command)
    assert output
    assert orders(output) == set()


@pytest.mark.usefixtures("database", "no_defense")
@pytest.mark.parametrize("command", [["usage", "audit", *CONFIG], ["demo", "--config", ALL]])
def test_without_the_defense_a_command_says_orders(command: list[str]) -> None:
    assert orders(said(command))


def test_a_configuration_s_mistakes_are_a_line_each(tmp_path: Path) -> None:
    forged = '"x\\u001b[2J\\nERROR dashapp: forged" = "\\u009b2J"'
    (tmp_path / "dashapp.toml").write_text(f"[auth]\n{forged}\n[retool]\n{forged}\n")
    output = said(["usage", "audit", "--config", str(tmp_path / "dashapp.toml")])
    assert output.count("forged") == 2
    assert orders(output) == set()
    assert "\nERROR" not in output


DATA = [
    ["usage", "export", *CONFIG],
    ["usage", "export", *CONFIG, "--format", "jsonl"],
    ["usage", "person", "export", *CONFIG, ALL],
]


@pytest.mark.parametrize("command", DATA, ids=["csv", "jsonl", "person"])
def test_records_are_shown_at_a_terminal_and_kept_in_a_file(
    command: list[str], url: str, tmp_path: Path
) -> None:
    environment = {"DASHAPP_DATABASE_URL": url}
    seen, status = at_a_terminal(*command, streams=("stdout",), env={**os.environ, **environment})
    assert (status, orders(seen)) == (0, set())
    assert "owned" in seen
    kept = finished(*command, folder=tmp_path, environment=environment).stdout
    assert "jsonl" in command or orders(kept)


def test_a_question_is_printable(url: str) -> None:
    seen, _ = at_a_terminal(
        *("usage", "person", "erase", *CONFIG, ALL),
        streams=("stdin", "stdout", "stderr"),
        typed="n\n",
        env={**os.environ, "DASHAPP_DATABASE_URL": url},
    )
    assert "for ever?" in seen
    assert orders(seen) == set()


# Whatever a command does that nobody has written yet.
NEW = """
import logging, sys, threading, warnings
import click
from dashapp.cli import main

TEXT = sys.argv.pop()

@main.command()
def new():
    click.echo(TEXT)
    click.echo(TEXT, err=True)
    click.secho(TEXT)
    sys.stdout.write(TEXT)
    sys.stderr.writelines([TEXT])
    warnings.warn(TEXT)
    log = logging.getLogger(TEXT)
    log.warning(TEXT)
    try:
        raise ValueError(TEXT)
    except ValueError:
        log.exception("it failed with %s", TEXT)
    thread = threading.Thread(target=int, args=[TEXT + "x"])
    thread.start()
    thread.join()
    raise RuntimeError(TEXT)

main(["new"])
"""


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1"])
def test_a_new_command_can_say_no_order_either(encoding: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    seen, status = at_a_terminal(
        ALL, streams=("stdout", "stderr"), started_by=["-c", NEW], env=environment
    )
    assert (status, orders(seen)) == (1, set())
    # Five said, a warning, a log line, a traceback with its line, a thread's and the last one.
    assert seen.count(printable(ATTACKS["title"])) >= 11
    assert "RuntimeError: " in seen


def record(text: str) -> logging.LogRecord:
    try:
        raise ValueError(text)
    except ValueError as error:
        trace = (type(error), error, error.__traceback__)
        return logging.LogRecord(text, logging.ERROR, "", 0, "of %s", (text,), trace, sinfo=text)


def test_no_line_of_the_log_is_forged() -> None:
    shown = LogLines("%(levelname)s %(name)s: %(message)s").format(record(FORGED + ALL))
    first, *rest = shown.split("\n")
    assert first == "ERROR x"
    assert shown.count("forged") == 4
    assert [line for line in rest if not line.startswith("  ")] == []
    assert orders(shown) == set()


def test_another_formatter_would_let_a_line_be_forged() -> None:
    shown = logging.Formatter("%(levelname)s %(name)s: %(message)s").format(record(FORGED))
    assert "\nERROR dashapp: forged" in shown


def test_what_a_stranger_sends_forges_no_line_of_a_server_s_log(tmp_path: Path) -> None:
    port = steady_port()
    with dashapp("sandbox", "--port", str(port), folder=tmp_path) as process:
        first_line(process)
        for line in ("GET /\x1b[2J\x9b \x1b]0;owned\x07", "\x1b[2J\x85 / HTTP/1.1"):
            with socket.create_connection(("localhost", port), PATIENCE_SECONDS) as connection:
                connection.sendall(f"{line}\r\n\r\n".encode("latin-1"))
                while connection.recv(4096):
                    pass
        process.terminate()
        written, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert "owned" in written
    assert orders(written) == set()
