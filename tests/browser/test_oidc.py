"""Sign-in with OpenID Connect as somebody at a browser sees it: a provider on another site."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from dash.testing.browser import Browser

from dashapp.identity.token_calls import FEW_OF_ADDRESS
from tests.browser.person import Person
from tests.conftest import Company
from tests.identity.visitor import Visitor


@pytest.fixture
def person(browser: Browser, company: Company) -> Person:
    """Somebody in front of a company's host who has not signed in yet."""
    return Person(browser, company.url)


def other_window(person: Person, path: str) -> str:
    """Open a second window of the same browser; return the first one's handle."""
    first = str(person.driver.current_window_handle)
    person.driver.switch_to.new_window("tab")
    person.open(path)
    return first


def test_somebody_signs_in_opens_an_app_and_signs_out_everywhere(
    person: Person, company: Company
) -> None:
    person.sign_in("anton", "/sales")
    person.shows("Anton Reyes", ".host-account")
    tabs = [tab.get_attribute("data-tab") for tab in person.all(".host-tabs > [data-tab]")]
    assert tabs == ["home", "sales", "customers"]
    person.reaches("ready", "sales")
    assert person.driver.execute_script("return document.cookie") == ""
    first = other_window(person, "/customers")
    person.reaches("ready", "customers")

    person.sign_out()
    person.shows("You have signed out", "h1")
    person.until(lambda: "/sign-out" in person.driver.current_url, "the provider to send back")
    person.driver.switch_to.window(first)
    person.shows("You have signed out", "#host_signed_out")
    assert person.all("iframe") == []

    person.open("/sales")
    person.find("button[value=vera]").click()
    person.shows("Vera", ".host-account")
    # The last report of the other window loses against the sign-out at times.
    assert [line for line in person.console() if "/api/embedReports" not in line] == []


def test_who_has_to_wait_is_told_so_and_is_signed_in_without_a_click(
    person: Person, company: Company
) -> None:
    company.provider.hanging.add("/token")
    strangers = [Visitor(company) for _ in range(FEW_OF_ADDRESS)]
    callbacks = [stranger.go_to_provider(who="vera") for stranger in strangers]
    with ThreadPoolExecutor(len(strangers)) as threads:
        for stranger, callback in zip(strangers, callbacks, strict=True):
            threads.submit(stranger.open, callback)
        person.until(lambda: company.provider.asked["/token"] == FEW_OF_ADDRESS, "calls that hang")
        person.open("/sales")
        person.find("button[value=anton]").click()
        person.shows("This page tries again by itself.", "main")
        company.provider.hanging.clear()
        company.provider.go_on.set()
    person.shows("Anton Reyes", ".host-account")
    assert person.heading() == "Sales report"


def test_who_is_signed_in_at_the_provider_is_asked_nothing(person: Person) -> None:
    person.sign_in("anton", "/sales")
    person.driver.delete_all_cookies()
    person.open("/customers")
    assert person.heading() == "Customers"
    person.shows("Anton Reyes", ".host-account")


def test_who_goes_back_to_the_provider_and_logs_in_again_is_still_signed_in(
    person: Person, company: Company
) -> None:
    person.sign_in("anton", "/sales")
    person.driver.back()
    person.find("button[value=anton]").click()
    person.shows("Anton Reyes", ".host-account")
    # The host's own address leads on to the tab that was seen last.
    person.until(lambda: person.driver.current_url == f"{company.url}/sales", "the last tab")


def test_two_windows_sign_in_at_once(person: Person) -> None:
    person.open("/sales")
    person.find("button[value=anton]")
    first = other_window(person, "/customers")
    person.find("button[value=anton]").click()
    assert person.heading() == "Customers"
    person.driver.switch_to.window(first)
    person.find("button[value=anton]").click()
    assert person.heading() == "Sales report"
    person.reaches("ready", "sales")


def test_a_sign_in_that_comes_to_nothing_is_a_sentence_and_a_way_to_begin_again(
    person: Person, company: Company
) -> None:
    person.open("/sign-in/callback?error=access_denied&state=unknown")
    person.shows("You are not signed in", "h1")
    person.shows("took too long", "main")
    person.find("main a").click()
    person.find("button[value=anton]").click()
    person.shows("Anton Reyes", ".host-account")
