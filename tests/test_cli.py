"""The command line, as somebody types it."""

import signal
import socket
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner

from dashapp.cli import main
from dashapp.identity import TokenVerifier
from tests.commands import dashapp, first_line
from tests.conftest import EXAMPLE, SECRET
from tests.patience import PATIENCE_SECONDS
from tests.ports import steady_port


def test_the_demo_says_where_it_is_serves_both_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    port, sandbox = steady_port(), steady_port()
    ports = ["--port", str(port), "--sandbox-port", str(sandbox)]
    with dashapp("demo", *ports, folder=tmp_path) as process:
        assert f"http://localhost:{port}" in first_line(process)
        page = requests.get(f"http://localhost:{port}/", headers={"Accept": "text/html"})
        assert "Who are you today?" in page.text
        assert requests.get(f"http://localhost:{sandbox}/users").status_code == 200
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0
    assert rest == "Ended.\n"


def test_the_demo_signs_its_people_in_however_the_configuration_does(tmp_path: Path) -> None:
    config = EXAMPLE.read_text().replace('algorithms = ["HS256"]', 'proxy = "google-iap"')
    config = config.replace(
        'issuer = "https://login.example.com"\n', "claims = { roles = 'a.b' }\n"
    )
    (tmp_path / "dashapp.toml").write_text(config)
    port, sandbox = steady_port(), steady_port()
    ports = ["--port", str(port), "--sandbox-port", str(sandbox)]
    with dashapp("demo", *ports, folder=tmp_path) as process:
        assert f"http://localhost:{port}" in first_line(process)
        person = requests.Session()
        answer = person.post(
            f"http://localhost:{port}/sign-in", {"person": "ada"}, allow_redirects=False
        )
        assert answer.status_code == 302
        layout = person.get(f"http://localhost:{port}/_dash-layout")
        assert "Customers" in layout.text


def test_the_demo_is_below_the_path_of_the_configuration_s_host(tmp_path: Path) -> None:
    config = EXAMPLE.read_text().replace(
        "[retool]", 'host_url = "https://example.com/apps"\n[retool]'
    )
    (tmp_path / "dashapp.toml").write_text(config)
    port, sandbox = steady_port(), steady_port()
    ports = ["--port", str(port), "--sandbox-port", str(sandbox)]
    with dashapp("demo", *ports, folder=tmp_path) as process:
        assert first_line(process).startswith(f"Open http://localhost:{port}/apps (")
        page = requests.get(f"http://localhost:{port}/apps", headers={"Accept": "text/html"})
        assert page.url == f"http://localhost:{port}/apps/sign-in?next=/apps/"
        assert "Who are you today?" in page.text


def test_the_sandbox_runs_alone_and_says_its_key(tmp_path: Path) -> None:
    port = steady_port()
    with dashapp("sandbox", "--port", str(port), folder=tmp_path) as process:
        said = first_line(process)
        key = said.split("RETOOL_API_KEY=")[1].split(".")[0]
        answer = requests.post(
            f"http://localhost:{port}/api/embed-url/external-user",
            json={},
            headers={"Authorization": f"Bearer {key}"},
        )
    assert (answer.status_code, answer.json()["success"]) == (400, False)


def test_a_port_in_use_is_one_sentence_and_status_1(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("localhost", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with dashapp("demo", "--sandbox-port", port, folder=tmp_path) as process:
            said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert said == f"Port {port} is in use. Choose another with --sandbox-port.\n"


def test_every_mistake_in_the_configuration_is_said_at_once_without_a_traceback(
    tmp_path: Path,
) -> None:
    (tmp_path / "dashapp.toml").write_text(
        '[retool]\nsession_duration_minutes = 5\n[auth]\naudience = "a"\n'
        '[[apps]]\nname = "Sales"\nuuid = "x"\ngroups = ["12"]\n'
    )
    with dashapp("demo", folder=tmp_path) as process:
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 2
    assert "Traceback" not in said
    for key in (
        "retool.session_duration_minutes",
        "apps[0].name",
        "apps[0].uuid",
        "apps[0].groups",
    ):
        assert key in said


def test_a_token_is_one_that_the_host_accepts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHAPP_JWT_SECRET", SECRET)
    monkeypatch.setenv("RETOOL_API_KEY", "key")
    arguments = ["--sub", "u1", "--role", "admin", "--claim", "store_id=5", "--claim", "beta=true"]
    ran = CliRunner().invoke(main, ["token", "--config", str(EXAMPLE), *arguments])
    verifier = TokenVerifier(SECRET, ["HS256"], "dashapp", "https://login.example.com")
    user = verifier.verify(ran.stdout.strip())
    assert (user.id, user.roles) == ("u1", frozenset({"admin"}))
    assert (user.claims["store_id"], user.claims["beta"]) == (5, True)


def test_no_token_is_signed_for_a_login_that_signs_them_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RETOOL_API_KEY", "key")
    monkeypatch.setenv("DASHAPP_JWT_SECRET", SECRET)
    config = tmp_path / "dashapp.toml"
    lines = 'algorithms = ["RS256"]\njwks_url = "https://login.example.com/keys"'
    config.write_text(EXAMPLE.read_text().replace('algorithms = ["HS256"]', lines))
    result = CliRunner().invoke(main, ["token", "--config", str(config), "--sub", "ada"])
    assert result.exit_code == 2
    assert "come from its login" in result.output


@pytest.mark.parametrize("claim", ["store_id", "=5", "roles=admin"])
def test_a_claim_that_makes_no_sense_is_said(monkeypatch: pytest.MonkeyPatch, claim: str) -> None:
    monkeypatch.setenv("DASHAPP_JWT_SECRET", SECRET)
    monkeypatch.setenv("RETOOL_API_KEY", "key")
    arguments = ["--sub", "u1", "--claim", claim]
    ran = CliRunner().invoke(main, ["token", "--config", str(EXAMPLE), *arguments])
    assert ran.exit_code == 2
    assert claim.split("=")[0] in ran.output
    assert "Traceback" not in ran.output


def test_a_command_without_its_secrets_says_which_are_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DASHAPP_JWT_SECRET", raising=False)
    monkeypatch.delenv("RETOOL_API_KEY", raising=False)
    ran = CliRunner().invoke(main, ["token", "--config", str(EXAMPLE), "--sub", "u1"])
    assert ran.exit_code == 2
    assert "DASHAPP_JWT_SECRET" in ran.output
    assert "RETOOL_API_KEY" in ran.output
