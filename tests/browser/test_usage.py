"""Who opened what, as somebody with the role sees it in a browser."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from dash.testing.browser import Browser
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select
from sqlalchemy import text

from dash_retool_embed.mint import LinkRequest
from dash_retool_embed.people import User
from dash_retool_embed.testing.sandbox import DEMO_API_KEY
from dashapp.app import create_app
from dashapp.database import Store
from dashapp.identity.demo import DemoSignIn
from dashapp.settings import load_settings
from dashapp.usage import UsageLog
from dashapp.usage.tables import links
from tests.browser.person import Person
from tests.browser.shell.test_connection import offline
from tests.conftest import EXAMPLE, SECRET
from tests.servers import running
from tests.usage.records import ADA, BOB, asked, flush, report, request_of, rows

HOSTILE = "<img src=x onerror='window.hacked=1'>"
EVE = User("eve", first_name=HOSTILE)
MANY = [User(f"person-{number:02}") for number in range(40)]

ROWS = ".ag-row[row-id]"
ASK_AGAIN = "dash_clientside.set_props('usage_interval', {n_intervals: Math.random()})"

Page = tuple[str, UsageLog]


@pytest.fixture(scope="module")
def fresh_log() -> Iterator[UsageLog]:
    with tempfile.TemporaryDirectory() as folder:
        log = UsageLog(Store(f"sqlite:///{Path(folder)}/usage.sqlite3"))
        yield log
        log.close()


@pytest.fixture(scope="module")
def usage_url(fresh_log: UsageLog) -> Iterator[str]:
    """One host for all tests here; nobody opens an app in it, so there is no Retool."""
    overrides = {
        "retool": {"url": "http://localhost:1"},
        "retool_api_key": DEMO_API_KEY,
        "jwt_secret": SECRET,
    }
    settings = load_settings(EXAMPLE, overrides=overrides)
    app = create_app(settings, sign_in=DemoSignIn, usage=fresh_log)
    with running(app.server) as url, pytest.MonkeyPatch.context() as patch:
        # The page asks when a test has it ask.
        patch.setattr("dashapp.pages.usage.layout.REFRESH_MS", 3_600_000)
        yield url


@pytest.fixture
def reader(browser: Browser, usage_url: str) -> Iterator[Person]:
    """An administrator who looks at the page, and whose browser has nothing to complain about."""
    reader = Person(browser, usage_url)
    reader.sign_in("ada", "/usage")
    reader.find("#usage_totals > *")
    yield reader
    assert reader.console() == []
    assert reader.driver.execute_script("return window.hacked") is None


@pytest.fixture(scope="module")
def filled(fresh_log: UsageLog) -> UsageLog:
    """A log with links of several people and apps, good and bad ones."""
    before = time.time() - 60
    others = [asked(person, at=before) for person in MANY]
    failing, link = asked(ADA, app="customers", at=before), hostile_link()
    for each in (*others, asked(ADA, "retool_busy", at=before), failing, link):
        fresh_log.record_request(each)
    flush(fresh_log)
    fresh_log.record_reports(ADA, [report(failing, 1, "failed", code="no_sign_of_life")])
    events = {"open": 3}
    told = [report(link, 1, "ready", afterMs=900), report(link, 2, "events", events=events)]
    fresh_log.record_reports(EVE, [*told, report(link, 3, "seen")])
    flush(fresh_log)
    return fresh_log


def hostile_link() -> LinkRequest:
    request = request_of(EVE, metadata={HOSTILE: HOSTILE, "link": "javascript:hacked=1"})
    return asked(EVE, app=f"<a href='https://example.com'>{HOSTILE}</a>", request=request)


def cells(person: Person, column: str) -> list[str]:
    return [cell.text for cell in person.all(f"{ROWS} [col-id={column}]") if cell.text]


def all_of(log: UsageLog) -> str:
    """Say how many links there are, whichever tests came before."""
    return f"{len(rows(log.store, links))} links"


def counts(person: Person, sentence: str) -> None:
    person.until(lambda: person.find("#usage_count").text == sentence, sentence)


def test_an_empty_page_says_what_will_appear_and_then_shows_it(
    reader: Person, fresh_log: UsageLog
) -> None:
    assert reader.heading() == "Usage"
    reader.shows("Nobody has an app open. Who opens one appears here", "#usage_active")
    reader.shows("What people open appears here", "#usage_totals")
    reader.shows("No opens in these days.", "#usage_opened")
    reader.shows("No link of this kind.", "#usage_count")
    reader.shows("All records of this process are written.", "#usage_health")

    fresh_log.record_request(asked(BOB, at=time.time() - 120))
    flush(fresh_log)
    reader.driver.execute_script(ASK_AGAIN)
    counts(reader, "1 link")
    reader.find(f"{ROWS} [col-id=person]").click()
    reader.shows("bob", "#usage_details")


@pytest.mark.usefixtures("filled")
def test_figures_are_drawn_by_app_and_what_people_wrote_is_text(reader: Person) -> None:
    reader.shows("43\nopens", "#usage_totals")
    reader.shows("2\nfailures", "#usage_totals")
    for figure in ("usage_opened", "usage_people", "usage_failures", "usage_mint_times"):
        reader.shows("Sales report", f"#{figure}")
        assert reader.all(f"#{figure} .modebar-btn") == []
    reader.shows("other apps", "#usage_opened")
    reader.shows(HOSTILE, "#usage_active")
    reader.shows(HOSTILE, "#usage_grid")
    made = "#usage_active a, #usage_grid a, #usage_grid img, .js-plotly-plot a, .js-plotly-plot img"
    assert reader.all(made) == []


def test_the_table_is_filtered_and_sorted_by_the_database(reader: Person, filled: UsageLog) -> None:
    counts(reader, all_of(filled))
    reader.find("#usage_person").send_keys("son-1\n")
    counts(reader, "10 links")
    reader.find(".ag-header-cell[col-id=person] .ag-header-cell-label").click()
    expected = [f"person-{number}" for number in range(10, 20)]
    reader.until(lambda: sorted(cells(reader, "person")) == expected, "the rows")
    by_index = f"{ROWS}[row-index='0'] [col-id=person]"
    reader.shows("person-10", by_index)
    reader.find(".ag-header-cell[col-id=person] .ag-header-cell-label").click()
    reader.shows("person-19", by_index)

    reader.find("#usage_person").clear()
    reader.find("#usage_person").send_keys("\n")
    reader.find("#usage_failed").click()
    counts(reader, "2 links")
    Select(reader.find("#usage_app")).select_by_visible_text("Customers")
    counts(reader, "1 link")
    reader.until(lambda: cells(reader, "outcome") == ["no_sign_of_life"], "the failure")
    href = reader.find("#usage_csv").get_attribute("href")
    assert href.endswith("/usage/export.csv?period=7&person=&app=customers&outcome=*&failed=1")


def test_an_export_that_fails_leaves_the_page_and_its_apps_where_they_are(reader: Person) -> None:
    reader.find("#usage_csv[href]")
    reader.driver.execute_script("window.same = true")
    with offline(reader):
        reader.find("#usage_csv").click()
    assert reader.driver.execute_script("return window.same")
    # The browser's own words for being offline.
    reader.console()


@pytest.mark.usefixtures("filled")
def test_a_failure_has_its_code_and_what_to_do(reader: Person) -> None:
    Select(reader.find("#usage_app")).select_by_visible_text("Customers")
    counts(reader, "1 link")
    reader.find(f"{ROWS} [col-id=outcome]").click()
    reader.shows("no_sign_of_life", ".usage-failure")
    reader.shows("Retool's page was there, but the app did not start.", ".usage-failure")
    reader.shows("frame it", ".usage-failure")
    reader.find("#usage_details.show:not(.showing) .btn-close").click()
    reader.until(lambda: not reader.all("#usage_details"), "the details to close")
    # The same row, again.
    reader.find(f"{ROWS} [col-id=outcome]").click()
    reader.find("#usage_details .usage-failure")


@pytest.mark.usefixtures("filled")
def test_a_link_has_its_history_and_leads_to_the_links_of_its_person(reader: Person) -> None:
    reader.find("#usage_person").send_keys("eve\n")
    counts(reader, "1 link")
    reader.find(f"{ROWS} [col-id=person]").click()
    reader.shows("Ready after 900 ms", "#usage_details")
    reader.shows("Event 'open', 3 times", "#usage_details")
    reader.shows("12, 13", "#usage_details .usage-facts")
    reader.find("#usage_person_links").click()
    reader.find(".usage-session summary").click()
    reader.shows(HOSTILE, ".usage-session .usage-facts")
    reader.shows("javascript:hacked=1", ".usage-session .usage-facts")
    assert reader.all("#usage_details a, #usage_details img") == []


def test_what_is_new_appears_by_itself_while_the_page_is_looked_at(
    reader: Person, filled: UsageLog
) -> None:
    before = all_of(filled)
    counts(reader, before)
    viewport = reader.find("#usage_grid .ag-grid-viewport, #usage_grid .ag-body-viewport")
    scroll = "arguments[0].scrollTop = 400; return arguments[0].scrollTop"
    assert reader.driver.execute_script(scroll, viewport) == 400
    filled.record_request(asked(ADA, app="playground"))
    flush(filled)
    reader.go("home")
    reader.until(lambda: reader.heading() == "Hello, Ada", "the other tab")
    reader.driver.execute_script(ASK_AGAIN)
    reader.go("usage")
    reader.until(lambda: reader.heading() == "Usage", "the page")
    # Nothing was asked out of sight.
    assert reader.find("#usage_count").text == before

    reader.driver.execute_script(ASK_AGAIN)
    counts(reader, all_of(filled))
    reader.shows("Playground", "#usage_opened")
    assert reader.driver.execute_script("return arguments[0].scrollTop", viewport) == 400


def test_a_database_that_is_down_is_said_and_comes_back_by_itself(
    reader: Person, filled: UsageLog
) -> None:
    reader.shows(HOSTILE, "#usage_active")

    def rename(before: str, after: str) -> None:
        with filled.store.writing() as connection:
            connection.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))

    rename("usage_last_seen", "away")
    try:
        reader.driver.execute_script(ASK_AGAIN)
        reader.shows("can't be used: SQLITE_ERROR. The page shows what it had", "#usage_trouble")
        reader.shows(HOSTILE, "#usage_active")
        assert reader.all(ROWS)
    finally:
        rename("away", "usage_last_seen")
    reader.driver.execute_script(ASK_AGAIN)
    reader.until(lambda: not reader.all("#usage_trouble"), "the trouble to end")


@pytest.mark.usefixtures("filled")
def test_somebody_without_the_role_has_no_tab_and_a_page_that_says_so(
    browser: Browser, usage_url: str
) -> None:
    person = Person(browser, usage_url)
    person.sign_in("vera", "/usage")
    assert person.heading() == "You may not see the usage of this host"
    assert person.all("[data-tab=usage]") == []
    assert person.driver.find_elements(By.CSS_SELECTOR, "[id^=usage_]") == []
    # Whose role is taken while the page is open learns it with the next question.
    loaded = "return performance.timeOrigin"
    before = person.driver.execute_script(loaded)
    person.driver.execute_script(FORGED)
    person.until(lambda: person.driver.execute_script(loaded) != before, "the page to load anew")


FORGED = """
const id = (id, property, value) => ({ id, property, value });
fetch("/_dash-update-component", { method: "POST", headers: { "Content-Type": "application/json" },
  body: JSON.stringify({
    output: "..usage_person_links_body.children..",
    outputs: [id("usage_person_links_body", "children")],
    inputs: [id("usage_person_links", "n_clicks", 1)],
    state: [id("usage_grid", "selectedRows", [{ person: "ada" }]), id("usage_tick", "data", null)],
  }) });
"""
