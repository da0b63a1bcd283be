"""The wheel, installed where nothing of this project is."""

import signal
import subprocess
import sys
import tarfile
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest
import requests

from tests.patience import PATIENCE_SECONDS
from tests.ports import steady_port

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and install it into an empty environment; return its bin folder."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder)]
    for project in (ROOT / "kit", ROOT):
        subprocess.run([*build, str(project)], check=True, capture_output=True, text=True)
    venv.create(folder / "env")
    wheels = sorted(map(str, folder.glob("*.whl")))
    # A pip from outside, and no bytecode of thousands of files that nothing imports.
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "env"), "install", "--no-compile"]
    locked = ["--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / "requirements.lock")]
    for what in (locked, ["--no-index", *wheels]):
        subprocess.run([*pip, "--quiet", "--no-deps", *what], check=True, capture_output=True)
    return folder / "env" / "bin"


def test_the_demo_of_an_installed_wheel_works_with_its_bundles(
    installed: Path, tmp_path: Path
) -> None:
    port, sandbox_port = str(steady_port()), str(steady_port())
    command = [str(installed / "dashapp"), "demo", "--port", port, "--sandbox-port", sandbox_port]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert f"http://localhost:{port}" in process.stdout.readline()
        url = f"http://localhost:{port}"
        person = requests.Session()
        page = person.post(f"{url}/sign-in", data={"person": "ada"})
        scripts = [part.split('"')[0] for part in page.text.split('src="')[1:]]
        for script in ("theme.js", "kit.v", "host.js"):
            path = next(path for path in scripts if script in path)
            assert "use strict" in person.get(f"{url}{path}").text
        inspected = person.get(f"{url}/sales?inspect").text
        path = next(p for p in inspected.split('"') if "inspector.js" in p)
        assert "use strict" in person.get(f"{url}{path}").text
        assert "fetch" in person.get(f"{url}/offline-worker.js").text
        link = person.post(f"{url}/api/embedUrl", json={"retoolAppName": "sales"})
        frame = requests.get(link.json()["embedUrl"])
        assert "Sales report" in frame.text
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 0


@pytest.mark.parametrize(
    ("name", "bundles"),
    [("dashapp", "dashapp/bundles"), ("dash_retool_embed", "dash_retool_embed/bundles")],
)
def test_a_wheel_has_its_bundles_and_no_source_of_theirs(
    installed: Path, name: str, bundles: str
) -> None:
    folder = installed.parents[1]
    with ZipFile(next(folder.glob(f"{name}-*.whl"))) as wheel:
        shipped = set(wheel.namelist())
    with tarfile.open(next(folder.glob(f"{name}-*.tar.gz"))) as archive:
        sources = {each.partition("/")[2] for each in archive.getnames()}
    place = ROOT if name == "dashapp" else ROOT / "kit"
    files = (path for path in (place / bundles).iterdir() if path.is_file())
    built = {f"{bundles}/{path.name}" for path in files}
    assert len(built) > 4
    assert built <= shipped
    assert built <= sources
    assert not [each for each in shipped if "assets/" in each]
    assert f"{name}/py.typed" in shipped


def test_the_source_distribution_of_the_host_has_what_makes_bundles(installed: Path) -> None:
    with tarfile.open(next(installed.parents[1].glob("dashapp-*.tar.gz"))) as archive:
        sources = {each.partition("/")[2] for each in archive.getnames()}
    assert {"assets/bridge.js", "bundle.mjs", "package.json", "package-lock.json"} <= sources
