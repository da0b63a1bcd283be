"""The host's journeys."""

from selenium.webdriver.common.keys import Keys

from tests.engines.visitor import Visitor


def test_an_analyst_exports_goes_home_and_comes_back_to_the_same_frame(visitor: Visitor) -> None:
    visitor.sign_in("anton")
    visitor.opens("sales")
    with visitor.inside("sales"):
        assert not visitor.find("#export").is_enabled()
    visitor.click(".host-toggles input")
    with visitor.inside("sales"):
        visitor.until(lambda: visitor.find("#export").is_enabled(), "Export to be enabled")
        visitor.type("#note", "half a sentence")
        visitor.click("#export")
        visitor.shows("Exported", "#exported")
        visitor.click("#go-home")
    visitor.is_at("Hello, Anton")
    visitor.opens("sales")
    with visitor.inside("sales"):
        assert visitor.find("#note").get_property("value") == "half a sentence"
    assert visitor.house.minted_and_loaded == (1, 1)


def test_open_orders_of_a_customer_shows_them_in_the_sales_tab(visitor: Visitor) -> None:
    visitor.sign_in("anton")
    visitor.opens("customers")
    with visitor.inside("customers"):
        button = visitor.find(".open-orders")
        customer = str(button.get_attribute("data-customer"))
        button.click()
    visitor.is_at("Sales report")
    with visitor.inside("sales"):
        visitor.shows(customer, "#filter")


def test_an_app_is_told_that_the_page_is_dark(visitor: Visitor) -> None:
    visitor.sign_in("anton", "/sales")
    visitor.reaches("ready", "sales")
    visitor.click(".host-account > summary")
    visitor.click("[data-theme-choice=dark]")
    visitor.find("html[data-bs-theme=dark]")
    with visitor.inside("sales"):
        visitor.find("html[data-theme=dark]")


def test_full_screen_leaves_the_header_out_and_the_app_alone(visitor: Visitor) -> None:
    visitor.sign_in("anton", "/sales")
    visitor.reaches("ready", "sales")
    visitor.click("[data-shown] .host-fullscreen")
    header = visitor.find(".host-header")
    visitor.until(lambda: not header.is_displayed(), "the header to go")
    visitor.click("[data-shown] .host-fullscreen")
    visitor.until(header.is_displayed, "the header to come back")
    assert visitor.state("sales") == "ready"
    assert visitor.house.minted_and_loaded == (1, 1)


def test_enter_moves_the_keyboard_into_the_app(visitor: Visitor) -> None:
    visitor.sign_in("anton", "/sales")
    visitor.reaches("ready", "sales")
    visitor.js("document.querySelector('[data-shown] .host-into').focus()")
    visitor.press(Keys.ENTER)
    with visitor.inside("sales"):
        visitor.until(lambda: visitor.js("return document.hasFocus()"), "the app to be focused")
        # From the top of the app on, as everywhere.
        visitor.until(lambda: tabbed_to(visitor, "note"), "the note to be reached")
        visitor.press("typed")
        assert visitor.find("#note").get_property("value") == "typed"


def tabbed_to(visitor: Visitor, element: str) -> bool:
    visitor.press(Keys.TAB)
    return visitor.js("return document.activeElement.id") == element


def test_reload_back_and_forward_show_the_tab_of_the_address(visitor: Visitor) -> None:
    visitor.sign_in("anton", "/sales")
    visitor.reaches("ready", "sales")
    visitor.driver.refresh()
    visitor.is_at("Sales report")
    visitor.reaches("ready", "sales")
    visitor.opens("customers")
    visitor.back()
    visitor.is_at("Sales report")
    visitor.reaches("ready", "sales")
    visitor.forward()
    visitor.is_at("Customers")
    visitor.driver.refresh()
    visitor.is_at("Customers")
    visitor.sees("customers", ".open-orders")
    visitor.reaches("ready", "customers")


def test_back_from_another_page_brings_an_app_that_works(visitor: Visitor) -> None:
    visitor.sign_in("anton", "/customers")
    visitor.reaches("ready", "customers")
    # WebKit's driver waits for ever, more often than not, when Back leads from one site to another.
    elsewhere = f"{visitor.house.sandbox}/users"
    visitor.driver.get(f"{visitor.url}/old-browser" if visitor.is_webkit else elsewhere)
    visitor.back()
    visitor.is_at("Customers")
    visitor.sees("customers", ".open-orders")
    visitor.reaches("ready", "customers")


def test_dash_s_first_answers_are_asked_for_once(visitor: Visitor) -> None:
    visitor.sign_in("anton")
    paths = ("/_dash-layout", "/_dash-dependencies")
    before = [visitor.house.asked(path) for path in paths]
    visitor.open("/sales")
    visitor.reaches("ready", "sales")
    assert [visitor.house.asked(path) for path in paths] == [count + 1 for count in before]


def test_the_service_worker_is_there(visitor: Visitor) -> None:
    visitor.sign_in("anton")

    def is_there() -> bool:
        if scopes(visitor) == [f"{visitor.url}/"]:
            return True
        # WebKit, on a busy machine, may register it with a later page only.
        visitor.driver.refresh()
        visitor.find("[data-shown] h1")
        return False

    visitor.until(is_there, "the worker to be registered")


def scopes(visitor: Visitor) -> object:
    return visitor.driver.execute_async_script(
        "const [done] = arguments; navigator.serviceWorker.getRegistrations()"
        ".then((all) => done(all.filter((each) => each.active).map((each) => each.scope)))"
    )


def test_a_sign_out_in_another_window_covers_this_one(visitor: Visitor) -> None:
    visitor.sign_in("anton", "/sales")
    visitor.reaches("ready", "sales")
    here = visitor.driver.current_window_handle
    visitor.driver.switch_to.new_window("tab")
    visitor.open("/home")
    visitor.is_at("Hello, Anton")
    visitor.sign_out()
    visitor.find("button[value=anton]")
    visitor.driver.close()
    visitor.driver.switch_to.window(here)
    visitor.shows("You have signed out", "#host_signed_out")
    assert visitor.all("iframe") == []
