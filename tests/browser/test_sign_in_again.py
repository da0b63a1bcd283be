"""A sign-in that ends while somebody works: the page stays, and goes on for the same person."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from dash.testing.browser import Browser

from dash_retool_embed.testing.sandbox import Sandbox
from dashapp.identity import issue_token
from tests.browser.person import Person
from tests.browser.signing_in_again import (
    COVER,
    ENDED,
    follow_sign_in,
    go_back,
    has_all,
    is_out_of_reach,
    lose_sign_in,
    notice_the_end,
    open_and_type,
)
from tests.conftest import SECRET, Company

APPS = ("sales", "playground")


def expire(person: Person) -> None:
    token = issue_token(
        SECRET, sub="demo-ada", roles=["admin"], lifetime=timedelta(hours=-1), audience="dashapp"
    )
    former = person.driver.get_cookie("dashapp_token")
    assert former is not None
    person.driver.delete_cookie("dashapp_token")
    person.driver.add_cookie(
        {"name": "dashapp_token", "value": token, "httpOnly": True, "path": former["path"]}
    )


ENDS: dict[str, Callable[[Person], None]] = {
    "its cookie is gone": lose_sign_in,
    "its token has expired": expire,
}


def is_uncovered(person: Person) -> bool:
    return not person.find(COVER).is_displayed()


@pytest.mark.parametrize("end", list(ENDS))
def test_what_was_typed_is_there_when_the_same_person_is_back(
    person: Person, sandbox: Sandbox, end: str
) -> None:
    person.sign_in("ada")
    open_and_type(person, *APPS)
    ENDS[end](person)
    is_new = notice_the_end(person, "customers")
    assert is_out_of_reach(person)
    minted = sandbox.links_minted
    first = follow_sign_in(person)
    person.click("button[value=ada]")
    go_back(person, first)
    person.until(lambda: is_uncovered(person), "the page to be uncovered")
    # What was asked for meanwhile comes too.
    if not is_new:
        person.go("customers")
    person.reaches("ready", "customers")
    assert person.heading() == "Customers"
    assert has_all(person, *APPS)
    assert sandbox.links_minted == minted + 1


def test_the_same_with_openid_connect(browser: Browser, company: Company, sandbox: Sandbox) -> None:
    company.provider.people["ada"] = {"given_name": "Ada", "roles": ["admin"], "store_id": 2}
    company.provider.people["ada"]["can_export"] = True
    person = Person(browser, company.url)
    person.sign_in("ada")
    open_and_type(person, *APPS)
    lose_sign_in(person)
    is_new = notice_the_end(person, "customers")
    first = str(person.driver.current_window_handle)
    # The provider knows who this is and asks nothing: the window goes as it has come.
    person.click(f"{COVER} a")
    person.until(lambda: is_uncovered(person), "the page to be uncovered")
    go_back(person, first)
    if not is_new:
        person.go("customers")
    person.reaches("ready", "customers")
    assert has_all(person, *APPS)
    assert sandbox.links_minted == 3


def test_a_switch_that_was_turned_meanwhile_works_when_the_person_is_back(person: Person) -> None:
    person.sign_in("ada", "/sales")
    person.reaches("ready", "sales")
    lose_sign_in(person)
    # The page notices nothing by this: it needs no server.
    person.find(".host-toggles input").click()
    notice_the_end(person, "customers")
    first = follow_sign_in(person)
    person.click("button[value=ada]")
    go_back(person, first)
    person.until(lambda: is_uncovered(person), "the page to be uncovered")
    person.go("sales")
    assert person.find(".host-toggles input").is_selected()
    assert may_export(person)
    person.find(".host-toggles input").click()
    person.until(lambda: not may_export(person), "the switch to work")


def may_export(person: Person) -> bool:
    with person.inside("sales"):
        return bool(person.find("#export").is_enabled())


def test_another_person_gets_nothing_of_the_former_one_s(person: Person) -> None:
    person.sign_in("ada")
    open_and_type(person, *APPS)
    lose_sign_in(person)
    notice_the_end(person, "customers")
    first = follow_sign_in(person)
    person.click("button[value=anton]")
    go_back(person, first)
    person.shows("now signed in as someone else", COVER)
    assert person.all("iframe") == []
    person.click(f"{COVER} button")
    person.shows("Anton Reyes", ".host-account")


def test_where_no_window_may_be_opened_the_link_leads_to_one(person: Person) -> None:
    person.sign_in("ada")
    open_and_type(person, "sales")
    person.driver.execute_script("window.open = () => null")
    lose_sign_in(person)
    notice_the_end(person, "customers")
    first = follow_sign_in(person)
    person.click("button[value=ada]")
    go_back(person, first)
    person.until(lambda: is_uncovered(person), "the page to be uncovered")
    assert has_all(person, "sales")


def test_whoever_comes_by_another_way_is_told_that_all_is_well(person: Person) -> None:
    person.sign_in("ada")
    person.open("/sign-in/done")
    person.shows("You are signed in", "h1")
    assert [line for line in person.console() if "Content Security Policy" in line] == []
    person.click("main a")
    person.shows("Ada Okafor", ".host-account")


def test_a_sign_out_closes_what_an_ended_sign_in_has_left(person: Person) -> None:
    person.sign_in("ada")
    open_and_type(person, "sales")
    first = str(person.driver.current_window_handle)
    person.driver.switch_to.new_window("tab")
    person.open("/home")
    person.find("[data-shown] h1")
    second = str(person.driver.current_window_handle)
    lose_sign_in(person)
    person.driver.switch_to.window(first)
    notice_the_end(person, "customers")
    person.driver.switch_to.window(second)
    person.sign_out()
    person.driver.switch_to.window(first)
    person.shows("You have signed out", COVER)
    assert person.all("iframe") == []


def test_only_the_server_s_word_uncovers_the_page(person: Person) -> None:
    person.sign_in("ada")
    open_and_type(person, "sales")
    lose_sign_in(person)
    notice_the_end(person, "customers")
    # A page that comes late, another window that has not noticed, and a sign-in of nobody.
    asked = "performance.getEntriesByType('resource').filter(it => it.name.includes('embedFrames'))"
    count = f"return {asked}.length"
    before = person.driver.execute_script(count)
    person.driver.execute_script(
        """
        const { person } = dash_retool_embed;
        person.announce(person.name);
        const channel = new BroadcastChannel("retool-embed /");
        channel.postMessage({ kind: "here", person: person.name });
        channel.postMessage({ kind: "signed in" });
        """
    )
    person.until(lambda: person.driver.execute_script(count) > before, "the question")
    assert person.driver.execute_script("return dash_retool_embed.person.needsSignIn")
    assert is_out_of_reach(person)
    assert ENDED in person.find(COVER).text
