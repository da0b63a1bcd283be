"""One visit to every page and state of the host."""

from collections.abc import Callable

import requests

from tests.browser.clock import PageClock
from tests.browser.person import Person

RETRY = ".retool-embed-retry"


def journey(person: Person, sandbox: str, look: Callable[[str], None]) -> None:
    """Use everything once, and look around wherever there is something new to see."""

    def misbehave(**switches: str) -> None:
        requests.post(f"{sandbox}/misbehave", data=switches).raise_for_status()

    person.open("/sales")
    person.find("button[value=vera]")
    look("the sign-in page")
    person.driver.execute_script("document.querySelector('button').value = 'nobody'")
    person.find("button[value=nobody]").click()
    person.until(lambda: "There is nobody of this name" in person.driver.page_source, "the refusal")
    look("a refused sign-in")

    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    look("an app")
    person.find(".host-toggles input").click()
    with person.inside("sales"):
        person.until(lambda: person.find("#export").is_enabled(), "Export to be enabled")
        person.find("#go-home").click()
    person.shows("Hello, Anton", "#host_page")
    look("home")
    person.go("customers")
    person.reaches("ready", "customers")
    with person.inside("customers"):
        person.find(".open-orders").click()
    person.until(lambda: person.heading() == "Sales report", "the sales tab")
    look("an app with another's values")

    for path, heading in (
        ("/playground", "You may not open Playground"),
        ("/nonsense", "There is no such page"),
    ):
        person.open(path)
        person.until(lambda expected=heading: person.heading() == expected, heading)  # type: ignore[misc]
        look(heading)

    misbehave(fail_nth="1", status="500")
    person.open("/customers")
    person.reaches("error", "customers")
    look("an app that can't be opened")
    misbehave(fail_nth="0")
    person.find(f"#customers {RETRY}").click()
    person.reaches("ready", "customers")

    # After ten seconds of silence the page asks whether Retool can be reached at all.
    misbehave(lose_cookie="1")
    clock = PageClock(person.driver)
    person.open("/sales")
    clock.skip(10)
    clock.unwatch()
    person.shows("no_sign_of_life", "#sales")
    look("an app that does not start")
    misbehave(lose_cookie="0")
    person.find(f"#sales {RETRY}").click()
    person.reaches("ready", "sales")

    person.open("/_host/nothing.css")
    person.shows("There is nothing at this address", "h1")
    look("a file that is not there")
    person.open("/home")
    person.shows("Hello, Anton")
    person.sign_out()
    person.find("button[value=vera]")
    look("signed out")

    person.sign_in("ada", "/playground")
    person.until(lambda: person.state("playground") in ("loading", "ready"), "the playground")
    person.go("usage")
    person.find("#usage_opened .bars")
    person.find(".ag-row[row-id] .ag-cell").click()
    person.find("#usage_person_links").click()
    person.find(".usage-session")
    look("who opened what")
    person.find("#usage_details.show:not(.showing) .btn-close").click()
    person.until(lambda: not person.all(".offcanvas-backdrop"), "the details to close")
    # The page of the usage asks by itself now and then, and would learn it before the click.
    person.go("home")
    person.shows("Hello, Ada", "#host_page")
    person.driver.delete_all_cookies()
    # What the page asks by itself meanwhile may have covered it already.
    person.driver.execute_script("document.querySelector('[data-tab=sales] a')?.click()")
    person.shows("Your sign-in has ended", "#host_signed_out")
    look("a sign-in that has ended")
