"""A browser that is too old is told so, and which ones are not: the same ones everywhere."""

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashapp.app import create_app
from dashapp.settings import Settings

ROOT = Path(__file__).parents[2]
FIRST_LINES = ROOT / "assets/boot/too-old.js"
TEXTS = (
    "kit/dash_retool_embed/errors/browser.json",
    "dashapp/web/templates/old_browser.html",
    "README.md",
)


def oldest() -> str:
    """Return the versions that the sources are checked against, as people read them."""
    listed = json.loads((ROOT / "package.json").read_text())["browserslist"]
    versions = {name: version for name, _, version in map(str.split, listed)}
    assert versions.pop("edge") == versions["chrome"]
    return "Chrome or Edge {chrome}, Firefox {firefox}, Safari {safari}".format(**versions)


@pytest.mark.parametrize("file", TEXTS)
def test_everybody_names_the_same_oldest_versions(file: str) -> None:
    assert oldest() in (ROOT / file).read_text()


def test_what_leads_away_comes_before_all_else(viewer: FlaskClient) -> None:
    page = viewer.get("/", headers={"Accept": "text/html"}).text
    before, _, script = page.partition("<script>")
    said = r"data-routes='[^']*'"
    assert re.fullmatch(rf'<!DOCTYPE html>\s*<html lang="en" {said}>\s*<head>\s*', before)
    assert script.startswith("/* Built from assets/boot/too-old.js")


def test_the_first_lines_of_a_page_lead_to_a_page_that_needs_no_sign_in(settings: Settings) -> None:
    assert "location.replace(hostRoutes().oldBrowser)" in FIRST_LINES.read_text()
    stranger: FlaskClient = create_app(settings).server.test_client()
    answer = stranger.get(settings.routes.old_browser)
    assert answer.status_code == 200
    assert "This browser is too old" in answer.text
    assert oldest() in answer.text
