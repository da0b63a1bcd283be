"""Two hosts of one origin: nothing of one reaches the other."""

import requests

from tests.browser.person import Person
from tests.browser.sharing.conftest import Shared
from tests.browser.test_offline import AT_HAND, HEADING

COVER = "#host_signed_out"
THEME = "html"
SCOPES = """
const [done] = arguments;
navigator.serviceWorker
  .getRegistrations()
  .then((all) => done(all.map(({ scope }) => scope).sort()));
"""
EXPORT = """
const [href, done] = arguments;
fetch(href).then((answer) => answer.text().then((text) => done([answer.status, text])));
"""


def choose_theme(person: Person, choice: str) -> None:
    person.click(".host-account > summary")
    person.click(f"[data-theme-choice={choice}]")


def test_who_is_signed_in_at_one_is_nobody_at_the_other(one: Person, other: Person) -> None:
    one.sign_in("ada", "/playground")
    other.open("/")
    other.shows("Who are you today?", "h1")
    other.click("button[value=vera]")
    other.shows("Vera Lind", ".host-account")
    one.open("/")
    one.shows("Ada Okafor", ".host-account")

    paths = [each["path"] for each in all_cookies(one) if each["name"] == "dashapp_token"]
    assert sorted(paths) == ["/one/", "/other/"]


def all_cookies(person: Person) -> list[dict[str, str]]:
    cookies: list[dict[str, str]] = person.driver.execute_cdp_cmd("Network.getAllCookies", {})[
        "cookies"
    ]
    return cookies


def test_a_sign_out_at_one_leaves_the_other_s_windows_and_frames(
    one: Person, other: Person
) -> None:
    one.sign_in("ada", "/playground")
    one.reaches("ready", "playground")
    first = one.driver.current_window_handle
    other.driver.switch_to.new_window("tab")
    other.sign_in("anton", "/sales")
    other.reaches("ready", "sales")
    other.sign_out()
    other.shows("Who are you today?", "h1")
    other.sign_in("vera", "/sales")
    other.reaches("ready", "sales")

    one.driver.switch_to.window(first)
    assert one.state("playground") == "ready"
    assert not one.find(COVER).is_displayed()
    with one.inside("playground"):
        one.find("#event-json")
    one.go("sales")
    one.reaches("ready", "sales")
    one.shows("Ada Okafor", ".host-account")


def test_what_a_browser_keeps_of_one_is_not_the_other_s(one: Person, other: Person) -> None:
    one.sign_in("ada", "/playground")
    choose_theme(one, "dark")
    other.sign_in("ada", "/customers")
    assert other.find(THEME).get_attribute("data-bs-theme") == "light"
    one.open("/")
    one.until(lambda: one.heading() == "Playground", "the tab that was seen last")
    assert one.find(THEME).get_attribute("data-bs-theme") == "dark"
    other.open("/")
    other.until(lambda: other.heading() == "Customers", "the tab that was seen last")


def test_each_has_a_worker_of_its_own_which_stands_in_for_it_alone(
    one: Person, other: Person, shared: Shared
) -> None:
    for person in (one, other):
        person.open("/sign-in")
        person.driver.execute_async_script(AT_HAND)
    assert one.driver.execute_async_script(SCOPES) == [f"{shared.one}/", f"{shared.other}/"]

    shared.stop(0)
    one.open("/sign-in?next=/one/sales")
    one.shows("Host/one isn't answering", HEADING)
    other.open("/sign-in")
    other.shows("Who are you today?", "h1")
    one.open("/sign-in?next=/one/sales")
    one.shows("Host/one isn't answering", HEADING)
    shared.start(0)
    one.shows("Who are you today?", "h1")
    one.click("button[value=ada]")
    one.until(lambda: one.heading() == "Sales report", "the address of before")
    assert one.driver.current_url == f"{shared.one}/sales"


def test_the_usage_page_has_its_files_where_the_host_is(one: Person) -> None:
    one.sign_in("ada", "/usage")
    one.find("#usage_totals > *")
    href = one.until(lambda: one.find("#usage_csv").get_attribute("href"), "the address of a file")
    assert href.startswith(f"{one.url}/usage/export.csv?period=")
    status, text = one.driver.execute_async_script(EXPORT, href)
    assert status == 200
    assert "link_id" in text.partition(",")[0]
    assert one.console() == []


def test_a_load_balancer_and_people_find_each_at_its_path(shared: Shared) -> None:
    for url, path in ((shared.one, "/one/"), (shared.other, "/other/")):
        assert requests.get(f"{url}/health").text == "OK"
        begun = requests.get(url, headers={"Accept": "text/html"})
        assert begun.url == f"{url}/sign-in?next={path}"
        assert f"Host{path[:-1]}" in begun.text
