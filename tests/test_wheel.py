"""The wheel, installed where nothing of this project is."""

import signal
import socket
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 60


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and install it into an empty environment; return its bin folder."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, text=True)
    venv.create(folder / "env")
    wheel = next(folder.glob("*.whl"))
    # A pip from outside, and no bytecode of thousands of files that nothing imports.
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "env"), "install", "--no-compile"]
    locked = ["--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / "requirements.lock")]
    for what in (locked, ["--no-index", str(wheel)]):
        subprocess.run([*pip, "--quiet", "--no-deps", *what], check=True, capture_output=True)
    return folder / "env" / "bin"


@pytest.mark.timeout(300)
def test_the_demo_of_an_installed_wheel_works_with_its_assets(
    installed: Path, tmp_path: Path
) -> None:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("localhost", 0))
        other.bind(("localhost", 0))
        port, sandbox_port = (str(s.getsockname()[1]) for s in (one, other))
    command = [str(installed / "dashapp"), "demo", "--port", port, "--sandbox-port", sandbox_port]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert f"http://localhost:{port}" in process.stdout.readline()
        url = f"http://localhost:{port}"
        person = requests.Session()
        page = person.post(f"{url}/sign-in", data={"person": "ada"}, timeout=PATIENCE_SECONDS)
        scripts = [part.split('"')[0] for part in page.text.split('src="')[1:]]
        for script in ("theme.js", "kit.js", "host.js", "views.js"):
            path = next(path for path in scripts if script in path)
            assert "use strict" in person.get(f"{url}{path}", timeout=PATIENCE_SECONDS).text
        inspected = person.get(f"{url}/sales?inspect", timeout=PATIENCE_SECONDS).text
        path = next(p for p in inspected.split('"') if "inspector/trace.js" in p)
        assert "use strict" in person.get(f"{url}{path}", timeout=PATIENCE_SECONDS).text
        assert "fetch" in person.get(f"{url}/away.js", timeout=PATIENCE_SECONDS).text
        link = person.post(f"{url}/api/embedUrl", json={"retoolAppName": "sales"}, timeout=9)
        frame = requests.get(link.json()["embedUrl"], timeout=PATIENCE_SECONDS)
        assert "Sales report" in frame.text
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 0
