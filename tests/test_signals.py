"""What signals do to `dashapp serve`, in a process of its own."""

import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import pytest
import requests

from tests.commands import first_line
from tests.conftest import EXAMPLE
from tests.patience import PATIENCE_SECONDS
from tests.serving import serving, token
from tests.web.running_server import until

# A host with a page that says that it has been asked, and waits until a file is there.
WAITING = """
import time
from pathlib import Path
from dashapp import cli
build = cli.serve.create_app
def create_app(settings, **how):
    app = build(settings, **how)
    def wait():
        Path("asked").touch()
        while not Path("go on").exists():
            time.sleep(0.01)
        return "done"
    app.server.add_url_rule("/wait", view_func=wait)
    return app
cli.serve.create_app = create_app
cli.main()
"""

# A host that waits, while it is about to start over, until a file is there.
SLOW_TO_END = """
import atexit, time
from pathlib import Path
from dashapp import cli
def wait():
    Path("ending").touch()
    while not Path("go on").exists():
        time.sleep(0.01)
atexit.register(wait)
cli.main()
"""


class Asked:
    """A request that is under way, until `goes_on`."""

    def __init__(self, url: str, folder: Path) -> None:
        self._folder = folder
        self._answers: list[str] = []
        self._thread = threading.Thread(target=self._ask, args=(url,), daemon=True)
        self._thread.start()
        while not (folder / "asked").exists():
            assert self._thread.is_alive()
            self._thread.join(0.01)

    def _ask(self, url: str) -> None:
        bearer = {"Authorization": f"Bearer {token()}"}
        try:
            self._answers.append(requests.get(f"{url}/wait", headers=bearer).text)
        except requests.ConnectionError:
            self._answers.append("cut off")

    def goes_on(self) -> str:
        (self._folder / "go on").touch()
        self._thread.join(PATIENCE_SECONDS)
        return self._answers[0]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A configuration that can be changed."""
    copy = tmp_path / "dashapp.toml"
    copy.write_text(EXAMPLE.read_text())
    return copy


@pytest.fixture
def waiting(tmp_path: Path, config: Path) -> Iterator[tuple[str, Popen[str], Asked]]:
    """A host with a request that is under way."""
    with serving(tmp_path, config=config, started_by=("-c", WAITING)) as (url, process):
        yield url, process, Asked(url, tmp_path)


def brand(url: str) -> str:
    page = requests.get(url, headers={"Accept": "text/html"}).text
    return page.partition("<title>")[2].partition("</title>")[0]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_what_is_under_way_is_answered_before_it_ends(
    waiting: tuple[str, Popen[str], Asked], how: signal.Signals
) -> None:
    _, process, asked = waiting
    process.send_signal(how)
    assert asked.goes_on() == "done"
    rest, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0
    assert rest.splitlines()[-1] == "Ended."


def test_the_second_time_it_ends_at_once(waiting: tuple[str, Popen[str], Asked]) -> None:
    _, process, asked = waiting
    process.send_signal(signal.SIGTERM)
    # Signals of one kind that wait are one.
    process.send_signal(signal.SIGINT)
    process.wait(PATIENCE_SECONDS)
    assert process.returncode == 1
    assert asked.goes_on() == "cut off"


def test_a_hang_up_has_it_start_over_with_the_configuration_as_it_is_now(
    waiting: tuple[str, Popen[str], Asked], config: Path
) -> None:
    url, process, asked = waiting
    assert brand(url).endswith("Retool in Dash")
    for name in ("Another", "A third"):
        text = EXAMPLE.read_text().replace('name = "Retool in Dash"', f'name = "{name}"')
        config.write_text(text)
        process.send_signal(signal.SIGHUP)
        # One is enough, and more do no harm.
        process.send_signal(signal.SIGHUP)
        # Under way at the first one; at the second it has been answered.
        assert asked.goes_on() == "done"
        while not (line := first_line(process)).startswith("Serving"):
            assert line, "it has ended"
        # It waits for who serves there next.
        assert brand(url).endswith(name)
    assert process.poll() is None


def test_it_ends_if_it_is_told_so_while_it_is_about_to_start_over(
    waiting: tuple[str, Popen[str], Asked],
) -> None:
    _, process, asked = waiting
    process.send_signal(signal.SIGHUP)
    process.send_signal(signal.SIGTERM)
    assert asked.goes_on() == "done"
    rest, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0
    assert rest.splitlines()[-1] == "Ended."


def test_it_ends_too_if_what_was_before_is_still_ending(tmp_path: Path, config: Path) -> None:
    with serving(tmp_path, config=config, started_by=("-c", SLOW_TO_END)) as (_, process):
        process.send_signal(signal.SIGHUP)
        until((tmp_path / "ending").exists)
        process.send_signal(signal.SIGTERM)
        (tmp_path / "go on").touch()
        rest, _ = process.communicate(timeout=PATIENCE_SECONDS)
        assert process.returncode == 0
        assert rest.splitlines()[-1] == "Ended."


@pytest.mark.parametrize(
    "mistake",
    [
        "'soon'",
        5000 * "[" + 5000 * "]",
        5000 * "9",
        "0x" + 5000 * "f",
    ],
    ids=["text", "nested", "long", "long in hexadecimal"],
)
def test_a_hang_up_with_mistakes_in_the_configuration_changes_nothing(
    waiting: tuple[str, Popen[str], Asked], config: Path, mistake: str
) -> None:
    url, process, asked = waiting
    text = EXAMPLE.read_text()
    config.write_text(text.replace("retention_days = 365", f"retention_days = {mistake}"))
    process.send_signal(signal.SIGHUP)
    while not (line := first_line(process)).startswith("ERROR dashapp.cli.signals"):
        assert line, "it has ended"
    assert "because the configuration has mistakes" in line
    assert brand(url).endswith("Retool in Dash")
    assert asked.goes_on() == "done"
