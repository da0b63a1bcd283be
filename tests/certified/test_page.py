"""Somebody at a browser, a certified provider, and a session that ends while they work."""

import pytest
from dash.testing.browser import Browser

from dashapp.sessions.listing import end_sessions_of
from tests.browser.person import Person
from tests.browser.signing_in_again import (
    COVER,
    follow_sign_in,
    go_back,
    has_all,
    is_out_of_reach,
    notice_the_end,
    open_and_type,
)
from tests.certified.conftest import CertifiedCompany, Found
from tests.certified.pages import sign_in_at
from tests.identity.host_sessions import store_of

APPS = ("sales", "playground")


@pytest.fixture
def company(found: Found) -> CertifiedCompany:
    """A company whose ID tokens last 35 seconds."""
    return found(id_token_seconds=35)


def somebody_who_types(browser: Browser, company: CertifiedCompany) -> Person:
    root = Person(browser, company.url)
    root.open("/sales")
    sign_in_at(root, "root")
    root.find("[data-shown] h1")
    open_and_type(root, *APPS)
    return root


def test_a_session_that_an_operator_ends_leaves_the_page_and_what_was_typed(
    browser: Browser, company: CertifiedCompany
) -> None:
    root = somebody_who_types(browser, company)
    assert end_sessions_of(store_of(company.settings), "root") == 1
    company.registry.catch_up()
    is_new = notice_the_end(root, "customers")
    assert is_out_of_reach(root)
    # The provider still knows who this is.
    first = str(root.driver.current_window_handle)
    root.click(f"{COVER} a")
    root.until(lambda: not root.find(COVER).is_displayed(), "the page to be uncovered")
    go_back(root, first)
    if not is_new:
        root.go("customers")
    root.reaches("ready", "customers")
    assert has_all(root, *APPS)


def test_a_session_that_the_provider_ends_asks_who_is_there(
    browser: Browser, company: CertifiedCompany
) -> None:
    root = somebody_who_types(browser, company)
    first = str(root.driver.current_window_handle)
    root.driver.switch_to.new_window("tab")
    root.driver.get(f"{company.provider.issuer}/session/end")
    root.click("button[name=logout]")
    root.until(lambda: "success" in root.driver.current_url, "the end at the provider")
    root.driver.close()
    root.driver.switch_to.window(first)
    notice_the_end(root, "customers")
    assert is_out_of_reach(root)
    first = follow_sign_in(root)
    sign_in_at(root, "root")
    go_back(root, first)
    root.until(lambda: not root.find(COVER).is_displayed(), "the page to be uncovered")
    assert has_all(root, *APPS)
