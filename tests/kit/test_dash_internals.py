"""The kit refuses a Dash that is another inside, before anything of it is put into an app."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import dash
import pytest
from dash import Dash, Patch
from flask import Flask

from dash_retool_embed.dash_internals import UnsupportedDash, check_internals, check_paths

ROOT = Path(__file__).parents[2]
MARKS = ("_dash-", "_favicon", "__dash", "DashRenderer")
MARKS_IN_BROWSERS = (*MARKS, "_dashprivate", "dash_component_api", "requests_pathname_prefix")
COMMENTS = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)

# Each is what a coming Dash might do, in which a check would find nothing and so pass everything.
CHANGES: dict[str, Callable[[Dash, pytest.MonkeyPatch], None]] = {
    "requests answered": lambda app, patch: patch.delattr(app, "_got_first_request"),
    "debug mode": lambda app, patch: patch.setattr(app, "_dev_tools", None),
    "Patch": lambda _app, patch: patch.setattr(Patch, "to_plotly_json", lambda _self: {}),
    "callbacks": lambda app, patch: patch.setattr(app, "callback_map", ()),
    "callbacks of no app": lambda _app, patch: patch.setattr(
        "dash._callback.GLOBAL_CALLBACK_LIST", ()
    ),
    "paths": lambda app, patch: patch.setattr(app, "routes", ["/_dash-callbacks"]),
}


@pytest.fixture
def app() -> Dash:
    return Dash(server=Flask(__name__))  # type: ignore[arg-type]


def test_the_installed_dash_is_as_the_kit_takes_it_to_be(app: Dash) -> None:
    assert check_internals(app) is None  # type: ignore[func-returns-value]


@pytest.mark.parametrize("change", CHANGES)
def test_another_dash_is_refused_with_its_version(
    app: Dash, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    CHANGES[change](app, monkeypatch)
    with pytest.raises(UnsupportedDash, match=f"^Dash {dash.__version__} can't be used"):
        check_internals(app)


def test_an_app_without_a_server_is_looked_at_as_far_as_it_is_there() -> None:
    app = Dash(server=False)
    assert check_internals(app) is None  # type: ignore[func-returns-value]
    with pytest.raises(UnsupportedDash, match="at other paths"):
        check_paths(app)
    app.init_app(Flask(__name__))
    assert check_paths(app) is None  # type: ignore[func-returns-value]


def private_names_of_dash(file: Path) -> Iterator[str]:
    """Yield what a file takes of Dash that has an underscore: modules, and names of modules."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "dash":
            names = [*(node.module or "").split("."), *(each.name for each in node.names)]
            yield from (f"{file.relative_to(ROOT)}: {name}" for name in names if name[0] == "_")
        # A name in a text is one too: an endpoint, an element's id, a class.
        if isinstance(node, ast.Constant) and any(mark in str(node.value) for mark in MARKS):
            yield f"{file.relative_to(ROOT)}: {node.value!r}"


@pytest.mark.parametrize("package", ["dashapp", "kit/dash_retool_embed"])
def test_one_file_of_each_package_relies_on_the_insides_of_dash(package: str) -> None:
    files = [each for each in (ROOT / package).rglob("*.py") if each.name != "dash_internals.py"]
    assert [name for file in files for name in private_names_of_dash(file)] == []


def test_one_file_of_the_browser_s_half_relies_on_the_insides_of_dash() -> None:
    assets = ROOT / "assets"
    relying = {
        str(file.relative_to(assets))
        for file in assets.rglob("*.js")
        for mark in MARKS_IN_BROWSERS
        if mark in COMMENTS.sub("", file.read_text())
    }
    assert relying == {"kit/dash-internals.js"}
