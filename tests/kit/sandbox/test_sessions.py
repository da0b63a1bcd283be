"""One session cookie for all apps of a person: the link that is redeemed last renews them all."""

from flask import Flask
from flask.testing import FlaskClient

from dash_retool_embed.testing.sandbox import Sandbox

from .conftest import UUIDS, Clock, Mint, Open, path_of

SALES = f"/apps/{UUIDS['sales']}"
CUSTOMERS = f"/apps/{UUIDS['customers']}"
LIFETIME = 600.0
MINUTES = 10


def statuses(client: FlaskClient) -> dict[str, int]:
    """What everything that the sales report can be asked for answers."""
    return {
        "page": client.get(SALES).status_code,
        "csv": client.get(f"{SALES}/orders.csv").status_code,
        "export": client.post(f"{SALES}/export").status_code,
    }


ALIVE = {"page": 200, "csv": 200, "export": 200}
ENDED = {"page": 401, "csv": 401, "export": 401}


def open_sales(open_app: Open, **changes: object) -> None:
    metadata = {"storeId": 1, "canExportData": True}
    open_app("sales", metadata=metadata, sessionDurationMinutes=MINUTES, **changes)


def test_a_session_that_is_over_answers_nothing(
    client: FlaskClient, open_app: Open, clock: Clock
) -> None:
    open_sales(open_app)
    clock.now += LIFETIME - 1
    assert statuses(client) == ALIVE
    clock.now += 1
    assert statuses(client) == ENDED


def test_another_apps_link_renews_an_app_whose_own_session_is_over(
    client: FlaskClient, open_app: Open, clock: Clock
) -> None:
    open_sales(open_app)
    clock.now += LIFETIME - 1
    open_app("customers", metadata={"storeId": 2}, sessionDurationMinutes=MINUTES)
    clock.now += LIFETIME - 1
    assert statuses(client) == ALIVE
    assert "Store 1 ·" in client.get(SALES).text
    assert "of store 1 " in client.post(f"{SALES}/export").get_json()["message"]
    clock.now += 1
    assert statuses(client) == ENDED


def test_a_link_brings_back_what_was_over_already(
    client: FlaskClient, open_app: Open, redeem: Open, clock: Clock
) -> None:
    open_sales(open_app)
    clock.now += 10 * LIFETIME
    assert statuses(client) == ENDED
    redeem("customers", metadata={"storeId": 2})
    assert statuses(client) == ALIVE
    assert "Store 1 ·" in client.get(SALES).text


def test_a_shorter_session_that_is_redeemed_last_counts(
    client: FlaskClient, open_app: Open, clock: Clock
) -> None:
    open_app("sales", sessionDurationMinutes=60)
    open_app("customers", sessionDurationMinutes=MINUTES)
    clock.now += LIFETIME
    assert client.get(SALES).status_code == 401
    assert client.get(CUSTOMERS).status_code == 401


def test_a_renewed_app_keeps_the_groups_of_its_own_link(
    client: FlaskClient, open_app: Open, clock: Clock
) -> None:
    open_app("customers", groupIds=[13], sessionDurationMinutes=MINUTES)
    clock.now += LIFETIME
    open_app("sales", groupIds=[12])
    assert client.get(CUSTOMERS).status_code == 200


def test_somebody_elses_link_renews_nothing_of_the_former_person(
    client: FlaskClient, open_app: Open, clock: Clock
) -> None:
    open_sales(open_app, externalIdentifier="ada")
    clock.now += LIFETIME
    open_app("customers", externalIdentifier="bob", groupIds=[13], metadata={"storeId": 2})
    page = client.get(SALES).text
    assert "Store 2 ·" in page
    assert "Store 1 ·" not in page


def test_a_link_that_is_redeemed_in_another_browser_renews_nothing_here(
    app: Flask, client: FlaskClient, mint: Mint, open_app: Open, clock: Clock
) -> None:
    open_sales(open_app)
    clock.now += LIFETIME
    elsewhere = app.test_client()
    elsewhere.get(path_of(mint("customers")))
    assert elsewhere.get(CUSTOMERS).status_code == 200
    assert statuses(client) == ENDED


def test_a_link_that_is_not_redeemed_renews_nothing(
    client: FlaskClient, mint: Mint, open_app: Open, clock: Clock
) -> None:
    open_sales(open_app)
    clock.now += LIFETIME
    mint("customers")
    assert statuses(client) == ENDED


def test_early_expiry_counts_from_each_redemption(
    sandbox: Sandbox, client: FlaskClient, open_app: Open, clock: Clock
) -> None:
    sandbox.misbehave.expire_after_seconds = 10
    open_sales(open_app)
    for _ in range(5):
        clock.now += 9.5
        assert statuses(client) == ALIVE
        open_app("customers")
    clock.now += 10
    assert statuses(client) == ENDED


def test_requests_links_and_redemptions_are_counted(
    sandbox: Sandbox, client: FlaskClient, mint: Mint, redeem: Open
) -> None:
    sandbox.misbehave.fail_nth = 2
    link = path_of(mint())
    assert mint().status_code == 503
    assert mint(api_key="wrong").status_code == 401
    assert (sandbox.mint_requests, sandbox.links_minted, sandbox.links_redeemed) == (3, 1, 0)
    client.get(link)
    client.get(link)
    assert sandbox.links_redeemed == 1
    sandbox.reset()
    assert (sandbox.mint_requests, sandbox.links_minted, sandbox.links_redeemed) == (0, 0, 0)
