"""What a page is given before it asks: its first view, and its app's link, for who may open it."""

import json
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from dashapp.app import create_app
from dashapp.settings import Settings

PAGE = {"Accept": "text/html"}
HOST = "http://localhost"


def prefetched(client: FlaskClient, path: str) -> list[str]:
    """Return the apps whose link the page at this address asks for at once."""
    return re.findall(
        r'prefetch-link\.js[^>]* data-app="([^"]*)"', client.get(path, headers=PAGE).text
    )


def layout(client: FlaskClient, referrer: str | None) -> str:
    answer = client.get("/_dash-layout", headers={"Referer": referrer} if referrer else {})
    assert answer.status_code == 200
    return answer.text


def visited(text: str) -> dict[str, str]:
    """Return the paths that views have been opened under."""
    return {
        store["id"]["tab"]: store["data"]
        for each in json.loads(text)["props"]["children"]
        if (store := each["props"]).get("data") and isinstance(store["id"], dict)
    }


@pytest.mark.parametrize("path", ["/sales", "/sales/", "/sales?inspect"])
def test_the_page_of_an_app_asks_for_its_link_at_once(viewer: FlaskClient, path: str) -> None:
    assert prefetched(viewer, path) == ["sales"]


@pytest.mark.parametrize("path", ["/", "/home", "/payroll", "/usage", "/nonsense", "/sales/more"])
def test_no_link_is_asked_for_where_this_person_will_see_no_app(
    viewer: FlaskClient, path: str
) -> None:
    assert prefetched(viewer, path) == []


def test_nobody_in_particular_asks_for_nothing(settings: Settings) -> None:
    assert prefetched(create_app(settings).server.test_client(), "/sales") == []


def test_the_first_layout_has_the_page_of_the_address_that_asks_for_it(
    viewer: FlaskClient,
) -> None:
    assert "Hello, " in layout(viewer, f"{HOST}/")
    assert '"RetoolEmbed"' in layout(viewer, f"{HOST}/sales?x=1")
    assert "There is no such page" in layout(viewer, f"{HOST}/nonsense")


def test_an_address_that_is_only_like_an_app_s_does_not_take_its_view(viewer: FlaskClient) -> None:
    text = layout(viewer, f"{HOST}/sa/les")
    assert "There is no such page" in text
    assert visited(text) == {"elsewhere_": "/sa/les"}
    assert visited(layout(viewer, f"{HOST}//sales/")) == {"sales": "//sales/"}


def test_it_has_what_this_person_may_see_and_nothing_else(
    viewer: FlaskClient, settings: Settings, token: Callable[..., str]
) -> None:
    refused = layout(viewer, f"{HOST}/payroll")
    assert "You may not open Payroll" in refused
    assert '"RetoolEmbed"' not in refused
    assert "You may not see the usage" in layout(viewer, f"{HOST}/usage")
    reader: FlaskClient = create_app(settings).server.test_client()
    reader.set_cookie("dashapp_token", token(roles=["admin"]))
    assert '"AgGrid"' in layout(reader, f"{HOST}/usage")


@pytest.mark.parametrize(
    "referrer", [None, HOST[:-1] + "x/sales", "https://evil.example/sales", "sales", "http://["]
)
def test_a_layout_whose_page_is_not_known_leaves_its_views_to_the_browser(
    viewer: FlaskClient, referrer: str | None
) -> None:
    empty = layout(viewer, referrer)
    assert '"RetoolEmbed"' not in empty
    assert "Hello, " not in empty
