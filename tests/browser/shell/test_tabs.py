"""Tabs: icons, groups, what does not fit, badges, and the one that was seen last."""

from collections.abc import Iterator

import pytest
from dash.testing.browser import Browser
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from dashapp.app import create_app
from dashapp.identity.demo import DemoSignIn
from dashapp.settings import AppSettings, Settings
from tests.browser.person import Person
from tests.browser.playground import post
from tests.browser.shell.window import focused, named_tabs, rect, sized
from tests.servers import running

# Sixty characters.
LONG = "Quarterly reconciliation of supplier invoices, all of Europe"
TITLES = ("Orders", "Returns", "Stock", "Prices", "Suppliers", "Budget", "Forecast", "Invoices")


def many_apps(settings: Settings) -> Settings:
    sales = settings.apps[0]
    more = [
        AppSettings(
            name=title.lower(),
            title=title,
            uuid=sales.uuid,
            groups=[12],
            metadata={"storeId": 1},
            tab_group="Money" if title in ("Budget", "Invoices") else None,
        )
        for title in TITLES
    ]
    return settings.model_copy(update={"apps": [*settings.apps, *more]})


@pytest.fixture
def busy(browser: Browser, settings: Settings) -> Iterator[Person]:
    """Somebody in front of a host with many apps, two of them in a group."""
    app = create_app(many_apps(settings), sign_in=DemoSignIn)
    with running(app.server) as url:
        yield Person(browser, url)


def test_what_does_not_fit_is_under_more_and_comes_back_with_the_room(busy: Person) -> None:
    with sized(busy, 2560):
        busy.sign_in("ada", "/")
        wide = named_tabs(busy, ".host-tabs >")
        assert wide[:2] == ["home", "sales"]
        assert not busy.find(".host-more").is_displayed()
        with sized(busy, 760):
            busy.until(lambda: busy.find(".host-more").is_displayed(), "More")
            narrow = named_tabs(busy, ".host-tabs >")
            busy.find(".host-more > summary").click()
            rest = named_tabs(busy, ".host-more")
            assert set(narrow) | set(rest) >= {"home", "sales", "stock", "budget", "usage"}
            assert not set(narrow) & set(rest)
            busy.find(".host-more [data-tab=invoices] a").click()
            busy.until(lambda: busy.heading() == "Invoices", "the tab that was chosen")
            # Closed by the choice, and named after what is shown.
            assert busy.find(".host-more > summary").text == "Invoices"
            assert named_tabs(busy, ".host-more") == []
    with sized(busy, 2560):
        busy.until(lambda: named_tabs(busy, ".host-tabs >") == wide, "all tabs to be back")


def test_a_long_title_stays_in_the_window_and_leaves_the_switches_their_room(
    browser: Browser, settings: Settings
) -> None:
    wide = settings.apps[0].model_copy(update={"title": LONG})
    narrow = settings.model_copy(update={"apps": [wide, *settings.apps[1:]]})
    app = create_app(narrow, sign_in=DemoSignIn)
    with running(app.server) as url, sized(busy := Person(browser, url), 360):
        busy.sign_in("ada", "/sales")
        assert busy.heading() == LONG
        assert rect(busy, ".host-more")["right"] <= rect(busy, ".host-account")["left"]
        assert rect(busy, "[data-shown] .host-toggles")["width"] >= 100
        busy.driver.execute_script("document.querySelector('.host-more > summary').focus()")
        ActionChains(busy.driver).send_keys(Keys.ARROW_DOWN).perform()
        assert focused(busy).text == "Home"
        busy.until(lambda: rect(busy, ".host-more > ul")["right"] <= 360, "the menu to be inside")


def test_the_first_stop_under_more_is_one_that_is_seen_and_more_tells_of_its_news(
    busy: Person,
) -> None:
    with sized(busy, 760):
        busy.sign_in("ada", "/playground")
        busy.reaches("ready", "playground")
        busy.go("home")
        assert "playground" not in named_tabs(busy, ".host-tabs >")
        post(busy, "playground", "post({type: 'notify', count: 3})")
        busy.shows("3", ".host-more > summary > .host-badge")
        busy.driver.execute_script("document.querySelector('.host-more > summary').focus()")
        ActionChains(busy.driver).send_keys(Keys.ARROW_DOWN).perform()
        assert focused(busy).is_displayed()
        assert "host-tab" in focused(busy).get_attribute("class")
        assert focused(busy).tag_name == "a"


def test_a_group_is_one_menu_where_its_first_app_is(busy: Person) -> None:
    with sized(busy, 2560):
        busy.sign_in("ada", "/")
        assert "budget" not in named_tabs(busy, ".host-tabs >")
        busy.find(".host-tabs > li > .host-group > summary").click()
        assert named_tabs(busy, ".host-tabs > li > .host-group") == ["budget", "invoices"]
        busy.find(".host-group [data-tab=budget] a").click()
        busy.until(lambda: busy.heading() == "Budget", "the tab that was chosen")
        assert busy.find(".host-group").get_attribute("data-current") is not None
        busy.go("home")
        headings = [h.text for h in busy.all("[data-shown] h2")]
        assert headings == ["Money"]


def test_a_tab_out_of_sight_that_has_news_gets_a_badge_until_it_is_shown(person: Person) -> None:
    person.sign_in("ada", "/playground")
    person.until(lambda: person.state("playground") in ("loading", "ready"), "the playground")
    badge = "[data-tab=playground] .host-badge"
    post(person, "playground", "post({type: 'notify', count: 7})")
    person.go("home")
    person.shows("Hello, Ada", "#host_page")
    # What was sent while it was shown was seen.
    assert person.all(badge) == []
    post(person, "playground", "post({type: 'notify', count: 3})")
    person.shows("3", badge)
    assert person.find("#host_live").get_property("textContent") == "Playground: 3 new"
    post(person, "playground", "post({type: 'notify', count: 250})")
    person.shows("99+", badge)
    post(person, "playground", "post({type: 'notify', count: 0})")
    person.until(lambda: not person.all(badge), "the badge to go")
    post(person, "playground", "post({type: 'notify', count: '<b>'})")
    person.until(lambda: person.find(badge).is_displayed(), "a dot")
    assert person.find(badge).text.strip() in ("", "new")
    person.go("playground")
    person.until(lambda: not person.all(badge), "the badge to go")


def test_the_host_opens_where_this_person_was(person: Person) -> None:
    person.sign_in("anton", "/")
    person.go("customers")
    person.reaches("ready", "customers")
    person.open("/")
    person.until(lambda: person.heading() == "Customers", "the tab that was seen last")
    assert person.driver.current_url == f"{person.url}/customers"
    assert person.driver.title == "Customers · Retool in Dash"
    # Home is no dead end.
    person.driver.back()
    person.until(lambda: person.heading() == "Hello, Anton", "Home")
    person.driver.refresh()
    person.until(lambda: person.heading() == "Hello, Anton", "Home again")


def test_nobody_opens_where_somebody_else_was(person: Person) -> None:
    person.sign_in("anton", "/customers")
    person.until(lambda: person.heading() == "Customers", "the customers tab")
    person.sign_out()
    person.sign_in("vera", "/")
    assert person.heading() == "Hello, Vera"


def test_every_tab_has_an_icon_that_nobody_hears(person: Person) -> None:
    person.sign_in("ada", "/")
    tabs = person.all(".host-tabs > [data-tab] > a")
    assert len(tabs) == 5
    assert [tab.accessible_name for tab in tabs] == [tab.text for tab in tabs]
    drawn = "return arguments[0].map((tab) => getComputedStyle(tab, '::before').maskImage)"
    images = person.driver.execute_script(drawn, tabs)
    assert all(image.startswith('url("data:image/svg+xml') for image in images)
    assert len(set(images)) == 5
