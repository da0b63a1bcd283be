"""Redeeming a link, the session behind it, and what a group may open."""

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dash_retool_embed.testing.sandbox import Sandbox
from tests.usage.export.formulas import formulas

from .conftest import UUIDS, Clock, Mint, Open, path_of

SALES = f"/apps/{UUIDS['sales']}"


def test_a_link_leads_to_its_app(open_app: Open) -> None:
    page = open_app("playground")
    assert page.status_code == 200
    assert "<h1>Playground</h1>" in page.text


def test_a_link_works_once(client: FlaskClient, mint: Mint) -> None:
    link = path_of(mint())
    assert client.get(link).status_code == 302
    again = client.get(link)
    assert again.status_code == 400
    assert "Nonce provided is invalid or already redeemed" in again.text


def test_a_link_that_was_never_minted_shows_the_same_words(client: FlaskClient) -> None:
    answer = client.get("/embed/authenticate/made-up")
    assert "Nonce provided is invalid or already redeemed" in answer.text


@pytest.mark.parametrize(("minutes", "seconds"), [(10, 600), (None, 86_400), (43_200, 2_592_000)])
def test_the_cookie_lives_as_long_as_the_session(
    redeem: Open, minutes: int | None, seconds: int
) -> None:
    cookie = redeem(sessionDurationMinutes=minutes).headers["Set-Cookie"]
    assert cookie.startswith("retool_sandbox_session=")
    assert f"Max-Age={seconds};" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_session_ends_on_the_server_too(
    client: FlaskClient, open_app: Open, clock: Clock
) -> None:
    open_app(sessionDurationMinutes=10)
    clock.now += 599
    assert client.get(SALES).status_code == 200
    clock.now += 1
    over = client.get(SALES)
    assert over.status_code == 401
    assert "Sign in to Retool" in over.text


def test_without_a_cookie_an_app_shows_the_sign_in_page(client: FlaskClient) -> None:
    page = client.get(SALES)
    assert page.status_code == 401
    assert "Sign in to Retool" in page.text
    assert "session cookie did not arrive" in page.text


def test_a_made_up_cookie_shows_the_sign_in_page(client: FlaskClient) -> None:
    client.set_cookie("retool_sandbox_session", "made-up")
    assert "Sign in to Retool" in client.get(SALES).text


def test_an_app_that_does_not_exist_is_404(client: FlaskClient) -> None:
    assert client.get("/apps/none").status_code == 404


@pytest.mark.parametrize(
    ("groups", "opens"),
    [
        ([12], {"sales"}),
        ([13], {"sales", "customers"}),
        ([14], {"playground"}),
        ([12, 14], {"sales", "playground"}),
        ([1], set()),
        ([], set()),
    ],
)
def test_a_group_opens_only_its_apps(open_app: Open, groups: list[int], opens: set[str]) -> None:
    pages = {slug: open_app(slug, groupIds=groups) for slug in UUIDS}
    assert {slug for slug, page in pages.items() if page.status_code == 200} == opens
    for slug in UUIDS.keys() - opens:
        assert pages[slug].status_code == 403
        assert "You don't have access" in pages[slug].text


def test_two_apps_of_one_person_keep_their_own_metadata(
    client: FlaskClient, open_app: Open
) -> None:
    open_app("sales", metadata={"storeId": 1})
    open_app("customers", metadata={"storeId": 2})
    assert "Store 1 ·" in client.get(SALES).text


def test_a_new_link_for_an_app_brings_new_metadata(client: FlaskClient, open_app: Open) -> None:
    open_app("sales", metadata={"storeId": 1})
    open_app("sales", metadata={"storeId": 2})
    assert "Store 2 ·" in client.get(SALES).text


def test_an_app_without_a_link_of_its_own_opens_with_the_cookies_session(
    client: FlaskClient, open_app: Open
) -> None:
    open_app("sales", groupIds=[13], metadata={"storeId": 3})
    page = client.get(f"/apps/{UUIDS['customers']}")
    assert page.status_code == 200
    assert "Store 3 ·" in page.text


def test_another_user_in_the_same_browser_takes_over_the_cookie(
    client: FlaskClient, open_app: Open
) -> None:
    open_app("sales", externalIdentifier="ada", metadata={"storeId": 1})
    open_app("customers", externalIdentifier="bob", metadata={"storeId": 2})
    page = client.get(SALES)
    assert "Store 2 ·" in page.text
    assert '<span id="current-user">bob</span>' in page.text


def test_another_browser_has_no_part_in_a_session(app: Flask, open_app: Open) -> None:
    open_app("sales")
    assert app.test_client().get(SALES).status_code == 401


def test_only_served_apps_count_as_frame_loads(
    client: FlaskClient, sandbox: Sandbox, open_app: Open
) -> None:
    open_app("sales")
    client.get(SALES)
    open_app("customers", groupIds=[14])
    client.get("/embed/authenticate/used")
    assert (sandbox.frame_loads, sandbox.frame_loads_of("sales")) == (2, 2)
    assert sandbox.frame_loads_of("customers") == 0
    with pytest.raises(ValueError, match="no app 'sale'"):
        sandbox.frame_loads_of("sale")


def test_the_counts_are_there_over_http(client: FlaskClient, open_app: Open) -> None:
    open_app("sales")
    assert client.get("/_counts").get_json() == {
        "mint_requests": 1,
        "links_minted": 1,
        "links_redeemed": 1,
        "frame_loads": 1,
        "frame_loads_of": {"sales": 1, "customers": 0, "playground": 0},
    }


@pytest.mark.parametrize("store", [1, 2, 3, "2"])
def test_sales_shows_only_the_orders_of_the_store(open_app: Open, store: object) -> None:
    text = open_app("sales", metadata={"storeId": store}).text
    rows = text.count("<tr data-customer=")
    assert 8 <= rows <= 12
    assert text.count(f'data-store="{store}"') == rows


def test_sales_without_a_store_says_so(open_app: Open) -> None:
    page = open_app("sales", metadata={}).text
    assert "No store was given, so there are no orders to show." in page
    assert "<tr data-customer=" not in page


def test_sales_of_an_unknown_store_says_so(open_app: Open) -> None:
    assert "Store 51 has no orders." in open_app("sales", metadata={"storeId": 51}).text


def test_export_is_disabled_until_the_host_says_is_admin(open_app: Open) -> None:
    assert '<button class="primary" id="export" type="button" disabled' in open_app("sales").text


@pytest.mark.parametrize(("may", "there"), [(True, True), (False, False), ("true", False)])
def test_download_is_there_only_with_can_export_data(
    open_app: Open, may: object, there: bool
) -> None:
    page = open_app("sales", metadata={"storeId": 1, "canExportData": may})
    assert ('id="download"' in page.text) is there


def test_the_csv_file_has_the_orders_of_the_store(client: FlaskClient, open_app: Open) -> None:
    open_app("sales", metadata={"storeId": 2, "canExportData": True})
    answer = client.get(f"{SALES}/orders.csv")
    assert formulas(answer.text) == []
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["Content-Disposition"] == "attachment; filename=orders-store-2.csv"
    assert len(rows) == 9
    assert rows[0] == {
        "order": "2011",
        "date": "2026-04-01",
        "customer": "Nordic Bikes",
        "item": "Work stand",
        "amount_eur": "239.00",
        "status": "Delivered",
    }


def test_the_csv_file_can_be_of_one_customer(client: FlaskClient, open_app: Open) -> None:
    open_app("sales", metadata={"storeId": 2, "canExportData": True})
    answer = client.get(f"{SALES}/orders.csv", query_string={"customer": "Polar Hotel"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["order"] for row in rows] == ["2019", "2030"]


@pytest.mark.parametrize(
    ("groups", "metadata", "status"),
    [([13], {"storeId": 2}, 403), ([14], {"storeId": 2, "canExportData": True}, 403)],
)
def test_the_csv_file_needs_permission(
    client: FlaskClient,
    open_app: Open,
    groups: list[int],
    metadata: dict[str, object],
    status: int,
) -> None:
    open_app("sales", groupIds=groups, metadata=metadata)
    assert client.get(f"{SALES}/orders.csv").status_code == status


def test_exporting_says_what_was_exported(client: FlaskClient, open_app: Open) -> None:
    open_app("sales")
    whole = client.post(f"{SALES}/export").get_json()["message"]
    part = client.post(f"{SALES}/export", query_string={"customer": "Omar Haddad"})
    assert whole.startswith("Exported 10 orders of store 1 to s3://")
    assert part.get_json()["message"].startswith("Exported 2 orders of store 1 to s3://")


def test_exporting_without_a_store_says_so(client: FlaskClient, open_app: Open) -> None:
    open_app("sales", metadata={})
    answer = client.post(f"{SALES}/export").get_json()
    assert answer == {"message": "There is nothing to export: no store was given"}


def test_exporting_needs_a_session(client: FlaskClient) -> None:
    assert client.post(f"{SALES}/export").status_code == 401


def test_customers_shows_who_ordered_at_the_store(open_app: Open) -> None:
    page = open_app("customers", metadata={"storeId": 3}).text
    assert page.count('class="open-orders"') == 3
    assert 'data-customer="Studio O&#39;Hara"' in page
    assert "Anna Lindqvist" not in page


def test_an_app_shows_who_the_current_user_is(open_app: Open) -> None:
    page = open_app(
        "playground",
        userInfo={"email": "ada@example.com", "firstName": "Ada", "lastName": "Analyst"},
        metadata={"storeId": 1},
    ).text
    assert '<span id="current-user">Ada Analyst · ada@example.com</span>' in page
    assert "{&#34;storeId&#34;: 1}" in page


def test_an_app_escapes_what_the_host_told(open_app: Open) -> None:
    page = open_app(
        "sales",
        userInfo={"email": "<img src=x>"},
        metadata={"storeId": "<script>alert(1)</script>"},
    ).text
    assert "<img src=x>" not in page
    assert "<script>alert(1)" not in page
    assert "Store &lt;script&gt;alert(1)&lt;/script&gt; has no orders." in page


def test_pages_run_no_inline_script(open_app: Open) -> None:
    page = open_app("sales")
    assert page.headers["Content-Security-Policy"] == "default-src 'self'; base-uri 'none'"
    assert page.headers["Cache-Control"] == "no-store"
    assert page.text.count("<script") == page.text.count("<script defer src=") == 2
