"""The bridge inspector is loaded for those whom the configuration names, and for nobody else."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from dashapp.app import create_app
from dashapp.identity.demo import DemoSignIn
from dashapp.settings import InspectorSettings, Settings

PAGE = {"Accept": "text/html"}
FILE = re.compile(r'(?:src|href)="([^"]*/inspector\.(?:js|css)[^"]*)"')

Visit = Callable[..., FlaskClient]


@pytest.fixture
def visit(settings: Settings, token: Callable[..., str]) -> Visit:
    """Put somebody with a role in front of a host with these settings of the inspector."""

    def visit(
        role: str, *, roles: tuple[str, ...] = ("admin",), debug: bool = False
    ) -> FlaskClient:
        inspector = InspectorSettings(roles=list(roles), debug=debug)
        sign_in = DemoSignIn
        host = create_app(settings.model_copy(update={"inspector": inspector}), sign_in=sign_in)
        client: FlaskClient = host.server.test_client()
        client.set_cookie("dashapp_token", token(roles=[role]))
        return client

    return visit


@pytest.mark.parametrize(
    ("role", "roles", "debug", "address", "loaded"),
    [
        ("admin", ("admin",), False, "/sales?inspect", True),
        ("admin", ("admin",), False, "/sales?tab=1&inspect=", True),
        ("admin", ("admin",), True, "/sales", True),
        ("support", ("admin", "support"), True, "/", True),
        ("admin", ("admin",), False, "/sales", False),
        ("admin", ("admin",), False, "/inspect?inspected", False),
        ("admin", (), True, "/sales?inspect", False),
        ("analyst", ("admin",), False, "/sales?inspect", False),
        ("analyst", ("admin",), True, "/sales", False),
        ("analyst", ("admin",), True, "/sales?inspect", False),
    ],
)
def test_it_is_loaded_for_who_may_and_where_it_is_wanted(
    visit: Visit, role: str, roles: tuple[str, ...], debug: bool, address: str, loaded: bool
) -> None:
    page = visit(role, roles=roles, debug=debug).get(address, headers=PAGE)
    assert page.status_code == 200
    assert bool(FILE.findall(page.text)) is loaded
    assert ("inspector" in page.text) is loaded


def test_a_page_without_it_is_the_same_as_if_there_were_none(visit: Visit) -> None:
    def page(client: FlaskClient, address: str) -> str:
        # Dash's name for one visit.
        return re.sub(r'"end_id":"[^"]*"', "", client.get(address, headers=PAGE).text)

    assert page(visit("admin"), "/") == page(visit("admin", roles=()), "/")
    without = page(visit("analyst", roles=()), "/?inspect")
    assert page(visit("analyst", debug=True), "/?inspect") == without


def test_nobody_who_is_not_signed_in_has_it(settings: Settings) -> None:
    inspector = InspectorSettings(roles=["admin"], debug=True)
    host = create_app(settings.model_copy(update={"inspector": inspector}))
    page = host.server.test_client().get("/?inspect", headers=PAGE)
    assert page.status_code == 401
    assert "inspector" not in page.text


def test_it_loads_after_the_bridge_and_before_any_frame_is_there(visit: Visit) -> None:
    text = visit("admin").get("/?inspect", headers=PAGE).text
    places = [text.index(name) for name in ("/kit.v", "/host.js", "/inspector.js")]
    assert [*places, text.index('id="_dash-renderer"')] == sorted(
        [*places, text.index('id="_dash-renderer"')]
    )


def test_its_files_are_there_and_may_be_kept_for_ever(visit: Visit) -> None:
    client = visit("admin")
    files = FILE.findall(client.get("/?inspect", headers=PAGE).text)
    assert {path.partition("?v=")[0].rpartition(".")[2] for path in files} == {"css", "js"}
    for path in files:
        answer = client.get(path)
        assert (answer.status_code, answer.cache_control.immutable) == (200, True), path
        assert re.fullmatch(r"[0-9a-f]{12}", path.partition("?v=")[2])
