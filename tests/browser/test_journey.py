"""What the whole project is for, in one browser."""

from selenium.webdriver.common.by import By

from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.person import Person


def switch_is_admin(person: Person) -> None:
    """Turn the switch of the sales report on, and wait until the app has heard of it."""
    person.find(".host-toggles input").click()
    with person.inside("sales"):
        person.until(lambda: person.find("#export").is_enabled(), "Export to be enabled")


def test_an_analyst_switches_is_admin_leaves_and_comes_back_to_the_same_frame(
    person: Person, sandbox: Sandbox
) -> None:
    person.sign_in("anton", "/sales")
    assert person.heading() == "Sales report"

    with person.inside("sales"):
        assert not person.find("#export").is_enabled()
    switch_is_admin(person)
    with person.inside("sales"):
        person.find("#note").send_keys("half a sentence")
        person.find("#go-home").click()
    person.shows("Hello, Anton", "#host_page")
    assert person.driver.current_url == f"{person.url}/"

    person.go("sales")
    person.reaches("ready", "sales")
    assert person.find(".host-toggles input").is_selected()
    with person.inside("sales"):
        assert person.find("#note").get_property("value") == "half a sentence"
        assert person.find("#export").is_enabled()
    assert (sandbox.links_minted, sandbox.frame_loads) == (1, 1)
    assert person.console() == []


def test_a_viewer_has_no_switch_and_no_download(person: Person) -> None:
    person.sign_in("vera", "/sales")
    person.reaches("ready", "sales")
    assert person.all(".host-toggles input") == []
    with person.inside("sales"):
        person.find("tbody tr")
        assert person.all("#download") == []
        assert not person.find("#export").is_enabled()


def test_the_admin_of_store_2_sees_only_orders_of_store_2(person: Person, sandbox: Sandbox) -> None:
    person.sign_in("ada", "/sales")
    person.reaches("ready", "sales")
    assert sandbox.mints[0].body["metadata"] == {"storeId": 2, "canExportData": True}
    with person.inside("sales"):
        person.shows("Store 2")
        shown = {row.find_element(By.TAG_NAME, "td").text for row in person.all("tbody tr")}
    assert shown == {"2011", "2014", "2019", "2022", "2027", "2030", "2034", "2038", "2041"}


def test_open_orders_of_a_customer_shows_them_in_the_sales_tab(person: Person) -> None:
    person.sign_in("anton", "/customers")
    person.reaches("ready", "customers")
    with person.inside("customers"):
        button = person.find(".open-orders")
        customer = button.get_attribute("data-customer")
        button.click()
    person.until(lambda: person.heading() == "Sales report", "the sales tab")
    with person.inside("sales"):
        person.shows(f"Showing {customer}")
        rows = person.all("tbody tr:not([hidden])")
        names = {row.find_elements(By.TAG_NAME, "td")[2].text for row in rows}
    assert names == {customer}


def test_reload_back_and_forward_show_the_tab_of_the_address(person: Person) -> None:
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    person.go("customers")
    person.reaches("ready", "customers")

    person.driver.back()
    person.until(lambda: person.heading() == "Sales report", "the sales tab")
    person.reaches("ready", "sales")
    person.driver.forward()
    person.until(lambda: person.heading() == "Customers", "the customers tab")
    person.driver.refresh()
    person.until(lambda: person.heading() == "Customers", "the customers tab again")
    person.reaches("ready", "customers")
    with person.inside("customers"):
        person.find(".open-orders")


def test_an_app_that_a_role_does_not_open_is_a_page_that_says_so(
    person: Person, sandbox: Sandbox
) -> None:
    person.sign_in("vera", "/customers")
    assert person.heading() == "You may not open Customers"
    assert person.all("[data-tab=customers]") == []
    assert sandbox.links_minted == 0


def test_an_address_without_a_tab_is_a_page_that_says_so(person: Person) -> None:
    person.sign_in("vera", "/nonsense")
    assert person.heading() == "There is no such page"


def test_an_event_can_not_name_a_tab_that_the_person_does_not_have(person: Person) -> None:
    person.sign_in("ada", "/playground")
    person.until(lambda: person.state("playground") in ("loading", "ready"), "the playground")
    with person.inside("playground"):
        for event in ('"https://example.com"', '{"type": "navigate", "tab": "nowhere"}', '"home"'):
            field = person.find("#event-json")
            field.clear()
            field.send_keys(event)
            person.find("#send").click()
    person.shows("Hello, Ada", "#host_page")
    assert person.driver.current_url == f"{person.url}/"


def test_an_app_that_is_out_of_sight_can_not_change_the_tab(person: Person) -> None:
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    person.go("customers")
    person.reaches("ready", "customers")
    with person.inside("sales"):
        person.driver.execute_script("window.parent.postMessage('home', arguments[0])", person.url)
    with person.inside("customers"):
        person.find(".open-orders").click()
    person.until(lambda: person.heading() == "Sales report", "the tab that was asked for last")
    assert [view.get_attribute("data-view") for view in person.all("[data-shown]")] == ["sales"]


def test_a_page_that_is_out_of_sight_is_out_of_reach(person: Person) -> None:
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    person.go("home")
    person.shows("Hello, Anton", "#host_page")
    assert not person.find("#sales iframe").is_displayed()
    assert not person.find(".host-toggles input").is_displayed()
    assert person.driver.title == "Hello, Anton · Retool in Dash"
