"""What the README promises."""

import re
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

from dash_retool_embed.testing.sandbox import DEMO_API_KEY, Sandbox

README = (Path(__file__).parents[1] / "README.md").read_text()


def test_the_ten_line_example_mints_a_link(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETOOL_URL", sandbox.origin)
    monkeypatch.setenv("RETOOL_API_KEY", DEMO_API_KEY)
    example = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert example is not None
    names: dict[str, Any] = {"__name__": "example"}
    exec(example[1], names)
    app = names["app"]
    assert isinstance(app, Dash)
    answer = app.server.test_client().post("/api/embedUrl", json={"retoolAppName": "sales"})
    assert answer.get_json()["embedUrl"].startswith(sandbox.origin)
    assert sandbox.mints[0].user == "jane"


def test_its_picture_and_its_links_exist() -> None:
    for target in re.findall(r"\]\((?!http)([^)]+)\)", README):
        assert (Path(__file__).parents[1] / target).is_file(), target
