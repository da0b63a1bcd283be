"""The React wrapper of Retool's quickstart works against this host as it is."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from dash_retool_embed.testing.sandbox import Sandbox
from dashapp.identity import issue_token
from dashapp.settings import Settings
from tests.conftest import SECRET
from tests.interop.page import SdkPage

Token = Callable[..., str]


def test_a_token_opens_the_sales_report_with_the_metadata_of_its_claims(
    wrapper_page: SdkPage, sandbox: Sandbox, settings: Settings, token: Token
) -> None:
    wrapper_page.open_app("sales", token(store_id=2, can_export=False, email="ida@example.com"))

    with wrapper_page.frame():
        shown = wrapper_page.find("#current-metadata").text
        stores = {row.get_attribute("data-store") for row in wrapper_page.all("#orders tbody tr")}
        who = wrapper_page.find("#current-user").text
    assert json.loads(shown) == {"storeId": 2, "canExportData": False}
    assert stores == {"2"}
    assert "ida@example.com" in who
    assert sandbox.mints[0].user == "person-1"
    assert wrapper_page.driver.get_cookie(settings.auth.cookie) is None


def test_export_follows_is_admin_and_home_changes_the_tab(
    wrapper_page: SdkPage, sandbox: Sandbox, token: Token
) -> None:
    wrapper_page.open_app("sales", token())
    wrapper_page.waits_for_export(enabled=False)
    wrapper_page.switch_is_admin()
    wrapper_page.waits_for_export(enabled=True)
    wrapper_page.switch_is_admin()
    wrapper_page.waits_for_export(enabled=False)

    assert wrapper_page.find("#active-tab").text == "sales"
    wrapper_page.click_in_frame("#go-home")
    wrapper_page.until(lambda: wrapper_page.find("#active-tab").text == "home", "the home tab")
    assert (sandbox.links_minted, sandbox.frame_loads) == (1, 1)


def test_a_reload_of_the_page_gets_a_link_of_its_own(
    wrapper_page: SdkPage, sandbox: Sandbox, token: Token
) -> None:
    wrapper_page.open_app("sales", token())
    assert wrapper_page.text_in_frame("h1") == "Sales report"
    wrapper_page.driver.refresh()
    assert wrapper_page.text_in_frame("h1") == "Sales report"
    assert (sandbox.links_minted, sandbox.frame_loads) == (2, 2)


def test_without_data_an_app_that_asks_nothing_is_shown(
    wrapper_page: SdkPage, token: Token
) -> None:
    wrapper_page.open_app("customers", token(), with_data=False)
    assert wrapper_page.text_in_frame("h1") == "Customers"


def test_without_data_react_retool_takes_its_page_down_at_the_first_query(
    wrapper_page: SdkPage, sandbox: Sandbox, token: Token
) -> None:
    wrapper_page.open_app("sales", token(), with_data=False)
    wrapper_page.until(lambda: sandbox.frame_loads == 1, "the app to be shown")
    root = wrapper_page.find("#root")
    wrapper_page.until(lambda: root.get_property("childElementCount") == 0, "React to give up")
    assert wrapper_page.answer()["status"] == 200


def test_without_a_token_the_sign_in_of_the_host_counts(
    wrapper_page: SdkPage, settings: Settings, token: Token
) -> None:
    wrapper_page.open_app("sales")
    assert_nobody_is_signed_in(wrapper_page, "token_missing")

    cookie = {"name": settings.auth.cookie, "value": token(store_id=3)}
    wrapper_page.driver.add_cookie(cookie)
    wrapper_page.driver.refresh()
    assert json.loads(wrapper_page.text_in_frame("#current-metadata"))["storeId"] == 3


@pytest.mark.parametrize(
    ("secret", "lifetime", "code"),
    [
        (SECRET, timedelta(hours=-1), "token_expired"),
        ("a secret that is somebody else's own", timedelta(hours=1), "token_invalid"),
    ],
    ids=["used up", "signed by somebody else"],
)
def test_a_token_that_does_not_count_is_a_401_that_says_why(
    wrapper_page: SdkPage,
    sandbox: Sandbox,
    settings: Settings,
    secret: str,
    lifetime: timedelta,
    code: str,
) -> None:
    token = issue_token(
        secret,
        sub="person-1",
        roles=["analyst"],
        lifetime=lifetime,
        audience=settings.auth.audience,
        issuer=settings.auth.issuer,
    )
    wrapper_page.open_app("sales", token)
    assert_nobody_is_signed_in(wrapper_page, code)
    assert sandbox.links_minted == 0


def assert_nobody_is_signed_in(page: SdkPage, code: str) -> None:
    problem = {"status": 401, "type": "application/problem+json", "code": code}
    assert page.answer() == problem
    assert page.all("iframe") == []
