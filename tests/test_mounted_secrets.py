"""Every command with its secrets in files, and none in its environment."""

from pathlib import Path

import pytest
import requests

from dashapp.identity import TokenVerifier
from tests.commands import dashapp, finished, first_line
from tests.conftest import EXAMPLE, SECRET
from tests.ports import steady_port

KEY = "retool_01_key_of_the_tests"


@pytest.fixture
def mounted(tmp_path: Path) -> dict[str, str]:
    """The environment of a container; an empty variable counts as absent."""
    secrets = {
        "RETOOL_API_KEY": KEY,
        "DASHAPP_JWT_SECRET": SECRET,
        "DASHAPP_DATABASE_URL": f"sqlite:///{tmp_path}/mounted.sqlite3",
    }
    environment: dict[str, str] = {}
    for name, secret in secrets.items():
        (tmp_path / name).write_text(f"{secret}\n")
        environment |= {name: "", f"{name}_FILE": str(tmp_path / name)}
    return environment


def test_the_host_serves_signs_and_keeps_its_log(mounted: dict[str, str], tmp_path: Path) -> None:
    config = ["--config", str(EXAMPLE)]
    signed = finished("token", *config, "--sub", "u1", folder=tmp_path, environment=mounted)
    token = signed.stdout.strip()
    verifier = TokenVerifier(SECRET, ["HS256"], "dashapp", "https://login.example.com")
    assert verifier.verify(token).id == "u1"

    port = steady_port()
    serve = ["serve", *config, "--port", str(port)]
    with dashapp(*serve, folder=tmp_path, environment=mounted) as process:
        assert first_line(process).startswith("Serving")
        answer = requests.get(
            f"http://127.0.0.1:{port}/_dash-layout",
            headers={"Authorization": f"Bearer {token}"},
        )
        assert answer.status_code == 200
    assert (tmp_path / "mounted.sqlite3").exists()

    # Whoever only reads the log need not be able to read the other secrets.
    for name in ("RETOOL_API_KEY", "DASHAPP_JWT_SECRET"):
        (tmp_path / name).unlink()
    exported = finished("usage", "export", *config, folder=tmp_path, environment=mounted)
    assert (exported.returncode, exported.stderr) == (0, "")


@pytest.mark.parametrize("command", [["serve"], ["token", "--sub", "u1"], ["usage", "export"]])
def test_a_file_that_is_missing_is_one_line(
    mounted: dict[str, str], tmp_path: Path, command: list[str]
) -> None:
    (tmp_path / "DASHAPP_DATABASE_URL").unlink()
    ran = finished(*command, "--config", str(EXAMPLE), folder=tmp_path, environment=mounted)
    path = mounted["DASHAPP_DATABASE_URL_FILE"]
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        f"DASHAPP_DATABASE_URL_FILE: database_url: {path}: no such file; write the path of a file "
        "that holds the secret\n"
    )
