"""What an app's frame is given is what its table says, and the page's policy delegates no more."""

import re
from collections.abc import Callable

import pytest
from dash import MATCH
from dash._utils import stringify_id
from flask.testing import FlaskClient

from dash_retool_embed.apps import FEATURES
from dashapp.app import create_app
from dashapp.pages import ids
from dashapp.settings import Settings

Token = Callable[..., str]
HostWith = Callable[..., FlaskClient]


@pytest.fixture
def host_with(settings: Settings, token: Token) -> HostWith:
    """Somebody in a host of the example's apps, in whose tables these keys have been set."""

    def host_with(**rights: dict[str, list[str]]) -> FlaskClient:
        apps = [app.model_copy(update=rights.get(app.name, {})) for app in settings.apps]
        retool = settings.retool.model_copy(update={"embed_origins": ["https://a.example.com"]})
        changed = settings.model_copy(update={"apps": apps, "retool": retool})
        client: FlaskClient = create_app(changed).server.test_client()
        client.set_cookie("dashapp_token", token())
        return client

    return host_with


def attributes(client: FlaskClient, app: str) -> dict[str, str]:
    """Return what the app's page says of its frame."""
    view, visited = ids.view(app), ids.visited(app)
    visit = {"id": visited, "property": "data", "value": f"/{app}"}
    answer = client.post(
        "/_dash-update-component",
        json={
            "output": f"{stringify_id(ids.view(MATCH))}.children",
            "outputs": {"id": view, "property": "children"},
            "inputs": [visit],
            "changedPropIds": [f"{stringify_id(visited)}.data"],
        },
    )
    (props,) = re.findall(r'{"props":({[^{}]*}),"type":"RetoolEmbed"', answer.text)
    return dict(re.findall(r'"(sandbox|allow)":"([^"]*)"', props))


def delegated(client: FlaskClient) -> dict[str, str]:
    """Return what a page's policy says of each feature that somebody has."""
    header = client.get("/health").headers["Permissions-Policy"]
    policy = dict(part.split("=") for part in header.split(", "))
    assert policy.keys() == set(FEATURES)
    return {feature: to for feature, to in policy.items() if to != "()"}


def test_an_app_that_says_nothing_has_the_default_and_no_feature(host_with: HostWith) -> None:
    client = host_with()
    assert attributes(client, "sales") == {}
    assert delegated(client) == {"clipboard-write": "(self)", "fullscreen": "(self)"}


def test_a_frame_has_what_its_own_app_is_allowed(host_with: HostWith) -> None:
    allow = ["camera", "fullscreen"]
    client = host_with(sales={"sandbox": ["allow-forms", "allow-modals"], "allow": allow})
    sales = {"sandbox": "allow-forms allow-modals", "allow": "camera; fullscreen"}
    assert attributes(client, "sales") == sales
    assert attributes(client, "customers") == {}


def test_an_empty_list_is_the_strictest_sandbox(host_with: HostWith) -> None:
    assert attributes(host_with(sales={"sandbox": []}), "sales") == {"sandbox": ""}


def test_a_feature_that_any_app_is_allowed_goes_to_retool_only(
    host_with: HostWith, settings: Settings
) -> None:
    client = host_with(sales={"allow": ["camera"]}, playground={"allow": ["fullscreen"]})
    retool = f'(self "{settings.retool.url}" "https://a.example.com")'
    assert delegated(client) == {
        "camera": retool,
        "clipboard-write": "(self)",
        "fullscreen": retool,
    }
