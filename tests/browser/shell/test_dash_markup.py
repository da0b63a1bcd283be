"""What stylesheets name in Dash's markup is there: they can't say that it isn't."""

from tests.browser.person import Person
from tests.browser.shell.part_loaded import without_scripts

FAILING_LAYOUT = """
const send = window.fetch;
window.fetch = (asked, ...rest) =>
  String(asked.url ?? asked).includes("/_dash-layout")
    ? Promise.resolve(new Response("{}", { status: 500 }))
    : send(asked, ...rest);
"""


def test_dash_renders_into_what_the_stylesheets_name(person: Person) -> None:
    person.sign_in("anton", "/home")
    assert person.heading()
    assert person.all("#react-entry-point .host-home")


def test_until_the_page_is_there_dash_says_so_in_its_own_words(person: Person) -> None:
    person.sign_in("anton", "/home")
    without_scripts(person, "/home")
    assert person.all("#react-entry-point > ._dash-loading")


def test_where_no_page_comes_dash_says_so_in_its_own_words(person: Person) -> None:
    person.sign_in("anton", "/home")
    cdp = person.driver.execute_cdp_cmd
    added = cdp("Page.addScriptToEvaluateOnNewDocument", {"source": FAILING_LAYOUT})
    try:
        person.open("/home")
        person.until(lambda: person.all("#react-entry-point ._dash-error"), "Dash's own words")
    finally:
        cdp("Page.removeScriptToEvaluateOnNewDocument", added)
    person.shows("This page could not be opened")
