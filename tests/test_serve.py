"""`dashapp serve`: the host as an operator runs it."""

import json
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests
from flask import Flask, request

from dashapp.identity.demo import PEOPLE, demo_secret
from dashapp.web import Proxies, listen, production_server
from tests.commands import dashapp, first_line
from tests.conftest import EXAMPLE
from tests.patience import PATIENCE_SECONDS
from tests.ports import steady_port
from tests.serving import KEY, SECRETS, serving, token

PAGE = {"Accept": "text/html"}

# A host whose view says what it should not.
CRASHING = """
from dashapp import cli
build = cli.serve.create_app
def create_app(settings, **how):
    app = build(settings, **how)
    def crash():
        raise RuntimeError(f"Bearer {settings.retool_api_key.get_secret_value()}")
    app.server.add_url_rule("/crash", view_func=crash)
    return app
cli.serve.create_app = create_app
cli.main()
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A host for the tests that only ask it something."""
    with serving(tmp_path_factory.mktemp("served")) as (url, _):
        yield url


def get(url: str, **headers: str) -> requests.Response:
    return requests.get(url, headers=headers, allow_redirects=False)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_ended(tmp_path: Path, how: signal.Signals) -> None:
    with serving(tmp_path) as (url, process):
        answer = get(f"{url}/health")
        assert answer.text == "OK"
        assert "Server" not in answer.headers
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        signed_in = get(f"{url}/_dash-layout", Authorization=f"Bearer {token()}")
        assert signed_in.status_code == 200
        process.send_signal(how)
        rest, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0
    assert rest.splitlines()[-1] == "Ended."


def test_the_people_of_the_demo_are_unknown_here(served: str) -> None:
    for path in ("/", "/sign-in"):
        answer = get(f"{served}{path}", **PAGE)
        assert (answer.status_code, "You are not signed in" in answer.text) == (401, True)
    answer = requests.post(f"{served}/sign-in", data={"person": "ada"})
    assert (answer.status_code, answer.headers.get("Set-Cookie")) == (401, None)
    for person in PEOPLE:
        theirs = token(demo_secret(), sub=f"demo-{person.id}")
        answer = get(f"{served}/_dash-layout", Authorization=f"Bearer {theirs}")
        assert (answer.status_code, answer.json()["code"]) == (401, "token_invalid")


def test_what_a_proxy_would_say_is_believed_only_if_told(served: str, tmp_path: Path) -> None:
    said = {"Host": "inside", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "apps.example.com"}
    said |= {"X-Forwarded-For": "192.0.2.1", "Forwarded": "for=192.0.2.1;proto=https"}

    def believed(url: str) -> tuple[bool, bool]:
        secure = "Strict-Transport-Security" in get(f"{url}/health", **said).headers
        page = {**said, "Origin": "https://apps.example.com"}
        answer = requests.post(f"{url}/api/embedUrl", json={"retoolAppName": "sales"}, headers=page)
        return secure, answer.status_code == 401

    assert believed(served) == (False, False)
    with serving(tmp_path, "--forwarded-proto", "1") as (url, _):
        assert believed(url) == (True, False)
    with serving(tmp_path, "--forwarded-host", "1") as (url, _):
        # The origin of a page over HTTPS is not that of a host that knows of none.
        assert believed(url) == (False, False)
    with serving(tmp_path, "--forwarded-proto", "1", "--forwarded-host", "1") as (url, _):
        assert believed(url) == (True, True)


@pytest.mark.parametrize(
    ("count", "seen"), [(0, "127.0.0.1"), (1, "203.0.113.7"), (2, "192.0.2.1")]
)
def test_as_many_proxies_are_believed_as_there_are(count: int, seen: str) -> None:
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 1000
    app.add_url_rule("/", view_func=lambda: str(request.remote_addr))
    with listen("127.0.0.1", 0) as bound:
        server = production_server(app, bound, threads=5, proxies=Proxies(for_=count))
        server.task_dispatcher.shutdown()
    said = {"X-Forwarded-For": "forged, 192.0.2.1, 203.0.113.7"}
    assert app.test_client().get("/", headers=said).text == seen


def test_without_https_it_says_what_that_means(tmp_path: Path) -> None:
    with serving(tmp_path) as (_, process):
        assert "--forwarded-proto" in first_line(process)


def test_with_few_threads_it_says_how_many_calls_it_makes(tmp_path: Path) -> None:
    with serving(tmp_path, "--threads", "8") as (_, process):
        assert "4 calls are made at a time" in first_line(process)


def test_below_a_path_it_says_the_whole_address(tmp_path: Path) -> None:
    port = steady_port()
    there = {**SECRETS, "DASHAPP_HOST_URL": "https://example.com/apps/"}
    arguments = ["serve", "--config", str(EXAMPLE), "--port", str(port)]
    with dashapp(*arguments, folder=tmp_path, environment=there) as process:
        said = f"Serving https://example.com/apps at 127.0.0.1, port {port}. Ctrl-C ends it.\n"
        assert first_line(process) == said
        assert get(f"http://127.0.0.1:{port}/apps/health").text == "OK"
        assert get(f"http://127.0.0.1:{port}/health").status_code == 404


def test_headers_that_are_too_long_are_refused(served: str) -> None:
    assert get(f"{served}/health", Cookie="a" * 16_000).status_code == 200
    assert get(f"{served}/health", Cookie="a" * 40_000).status_code == 431
    assert get(f"{served}/{'a' * 40_000}").status_code == 431
    assert get(f"{served}/health").status_code == 200


def test_who_sends_slowly_holds_nobody_up(tmp_path: Path) -> None:
    with serving(tmp_path, "--threads", "5") as (url, _), ExitStack() as slow:
        port = int(url.rpartition(":")[2])
        for _ in range(20):
            client = slow.enter_context(socket.create_connection(("127.0.0.1", port)))
            client.sendall(b"POST /api/embedUrl HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{")
        assert get(f"{url}/health").status_code == 200


def test_a_crash_is_in_the_log_and_the_key_is_not(tmp_path: Path) -> None:
    with serving(tmp_path, started_by=("-c", CRASHING)) as (url, process):
        answer = get(f"{url}/crash", Authorization=f"Bearer {token()}")
        assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert "RuntimeError: Bearer [removed]" in said
    assert KEY not in said + answer.text


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_hundred_forged_tokens_are_thirty_lines_and_a_count(
    tmp_path: Path, how: signal.Signals
) -> None:
    forged = token("another secret, longer than thirty-two bytes as well")
    with serving(tmp_path) as (url, process):
        for _ in range(100):
            assert get(f"{url}/_dash-layout", Authorization=f"Bearer {forged}").status_code == 401
        process.send_signal(how)
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    start = "WARNING dashapp.audit: "
    lines = [line.removeprefix(start) for line in said.splitlines() if line.startswith(start)]
    read = [json.loads(line) for line in lines]
    assert [line["event"] for line in read] == ["token_refused"] * 31
    assert [line.get("left_out") for line in read] == [None] * 30 + [70]
    assert {line["address"] for line in read[:30]} == {"127.0.0.1"}
    assert len({line["request_id"] for line in read[:30]}) == 30
    assert forged not in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--host", "no-such-host.invalid"], "no-such-host.invalid, port 8050 can't be used"),
        (["--host", "192.0.2.1"], "192.0.2.1, port 8050 can't be used"),
        (["--threads", "4"], "4 is not in the range x>=5"),
        (["--forwarded-for", "-1"], "-1 is not in the range x>=0"),
        (["--config", "nowhere.toml"], "nowhere.toml"),
    ],
)
def test_a_mistake_is_said_in_plain_words(tmp_path: Path, options: list[str], said: str) -> None:
    arguments = ["serve", "--config", str(EXAMPLE), *options]
    with dashapp(*arguments, folder=tmp_path, environment=SECRETS) as process:
        output, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode in (1, 2)
    assert said in output
    assert "Traceback" not in output


def test_an_address_in_use_is_one_sentence(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        taken.listen()
        port = str(taken.getsockname()[1])
        arguments = ["serve", "--config", str(EXAMPLE), "--port", port]
        with dashapp(*arguments, folder=tmp_path, environment=SECRETS) as process:
            said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert said == f"127.0.0.1, port {port} is in use. Choose another with --host or --port.\n"


def test_secrets_that_are_missing_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in SECRETS:
        monkeypatch.delenv(name, raising=False)
    with dashapp("serve", "--config", str(EXAMPLE), folder=tmp_path) as process:
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 2
    assert all(name in said for name in SECRETS)
    assert "Traceback" not in said
