"""The addresses of the host: which they are, and that nothing but their table spells them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashapp.routes import Address, Routes

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "dashapp/routes.py"
SCRIPT = ROOT / "assets/host/routes.js"

ADDRESSES = {
    "start": "",
    "home": "home",
    "usage": "usage",
    "usage_export": "usage/export",
    "sign_in": "sign-in",
    "sign_in_callback": "sign-in/callback",
    "signed_in": "sign-in/done",
    "sign_out": "sign-out",
    "back_channel_logout": "backchannel-logout",
    "api": "api/",
    "links": "api/embedUrl",
    "links_of_quickstart": "embedUrl",
    "frames": "api/embedFrames",
    "reports": "api/embedReports",
    "openapi": "api/openapi.json",
    "health": "health",
    "old_browser": "old-browser",
    "offline_worker": "offline-worker.js",
    "brand": "_brand",
    "bundles": "_host",
    "bootstrap": "_bootstrap",
    "assets": "assets",
}
"""Browsers, logins and load balancers know them: none may change by mistake."""


def sources() -> Iterator[Path]:
    for folder, pattern in (
        ("dashapp", "*.py"),
        ("dashapp", "*.html"),
        ("assets/host", "*.js"),
        ("assets/boot", "*.js"),
        ("assets/offline", "*.js"),
        ("assets/inspector", "*.js"),
    ):
        yield from (ROOT / folder).rglob(pattern)


def spelled(text: str) -> list[str]:
    """Return what looks like an address of the host, in quotes or behind a prefix."""
    words = "|".join(sorted({re.escape(each) for each in ADDRESSES.values() if each}, reverse=True))
    # A template's tags and attributes too; `from "../host/…"` and the like have dots before.
    found = re.findall(rf"""(?<=["'`}}])/(?:{words})(?=["'`?/{{])[^"'`\s]*""", text)
    return [*found, *re.findall(r"""(?:href|action|src)=["']/[^"']*|redirect\(["']/""", text)]


@pytest.mark.parametrize("prefix", ["/", "/apps/", "/a/b/"])
def test_every_address_is_below_the_path_of_the_host(prefix: str) -> None:
    routes = Routes(prefix)
    there = {name for name, each in vars(Routes).items() if isinstance(each, Address)}
    assert {name: getattr(routes, name) for name in there} == {
        name: prefix + below for name, below in ADDRESSES.items()
    }
    assert routes.tab("sales") == f"{prefix}sales"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/apps/", ""),
        ("/apps/sales", "sales"),
        ("/apps/sales/", "sales"),
        ("/apps/sales/x", "sales/x"),
        # As assets/host/views/address.js: they have no tab.
        ("/sales", "/sales"),
        ("/", "/"),
        ("/apps", "/apps"),
        ("/apps2/sales", "/apps2/sales"),
    ],
)
def test_a_tab_is_found_below_the_path_alone(path: str, name: str) -> None:
    assert Routes("/apps/").tab_at(path) == name


def test_scripts_are_told_what_they_know_by_name() -> None:
    known = re.findall(r"@property \{string\} (\w+)", SCRIPT.read_text())
    said = re.fullmatch(r"data-routes='(.*)'", Routes("/apps/").attribute)
    assert said is not None
    assert sorted(json.loads(said[1])) == sorted(known)


def test_each_is_spelled_in_one_file() -> None:
    elsewhere = {
        str(file.relative_to(ROOT)): found
        for file in sources()
        if file != TABLE and (found := spelled(file.read_text()))
    }
    assert elsewhere == {}


@pytest.mark.parametrize(
    "text",
    [
        'redirect("/")',
        'PATH = "/usage/export"',
        'href="/home"',
        "fetch(`${origin}/api/embedUrl`)",
        "register('/offline-worker.js')",
        'action="/sign-out"',
    ],
)
def test_one_that_is_spelled_elsewhere_would_be_found(text: str) -> None:
    assert spelled(text)
