"""What a person sees when it goes wrong: a sentence, a code and a Retry, never an empty frame."""

from dashapp.sandbox import Sandbox
from tests.browser.person import Person

FAILURE = "#sales .retool-embed-failure"
RETRY = "#sales .retool-embed-retry"


def test_a_retool_that_fails_is_an_error_in_the_tab_and_retry_gets_a_new_link(
    person: Person, sandbox: Sandbox
) -> None:
    sandbox.misbehave.fail_nth = 1
    person.sign_in("anton", "/sales")
    person.reaches("error", "sales")
    person.shows("Retool can't be reached right now", FAILURE)
    person.shows("retool_unavailable", FAILURE)
    assert person.all("#sales iframe") == []

    person.find(RETRY).click()
    person.reaches("error", "sales")
    sandbox.misbehave.fail_nth = 0
    person.find(RETRY).click()
    person.reaches("ready", "sales")
    with person.inside("sales"):
        person.find("#export")
    assert sandbox.links_minted == 1


def test_the_switch_reaches_a_frame_that_was_opened_by_a_retry(
    person: Person, sandbox: Sandbox
) -> None:
    sandbox.misbehave.fail_nth = 1
    person.sign_in("anton", "/sales")
    person.reaches("error", "sales")
    person.find(".host-toggles input").click()
    sandbox.misbehave.fail_nth = 0
    person.find(RETRY).click()
    with person.inside("sales"):
        person.until(lambda: person.find("#export").is_enabled(), "Export to be enabled")


def test_a_tab_that_failed_tries_again_when_it_is_shown_again(
    person: Person, sandbox: Sandbox
) -> None:
    sandbox.misbehave.fail_nth = 1
    person.sign_in("anton", "/sales")
    person.reaches("error", "sales")
    person.go("home")
    person.shows("Hello, Anton", "#host_page")
    sandbox.misbehave.fail_nth = 0
    person.go("sales")
    person.reaches("ready", "sales")


def test_a_tab_left_while_its_link_is_asked_for_is_minted_once(
    person: Person, sandbox: Sandbox
) -> None:
    sandbox.misbehave.hang = True
    person.sign_in("anton", "/sales")
    person.until(lambda: sandbox.waiting == 1, "the host to ask")
    person.go("customers")
    person.until(lambda: sandbox.waiting == 2, "the host to ask again")
    person.go("sales")
    person.until(lambda: person.heading() == "Sales report", "the sales tab")
    sandbox.misbehave.hang = False
    person.reaches("ready", "sales")
    person.go("customers")
    person.reaches("ready", "customers")
    assert sandbox.links_minted == 2
    assert sandbox.frame_loads_of("sales") == sandbox.frame_loads_of("customers") == 1


def test_a_sign_in_that_has_ended_is_said_in_the_tab(person: Person, sandbox: Sandbox) -> None:
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    sandbox.misbehave.fail_nth = 1
    person.go("customers")
    person.reaches("error", "customers")
    person.driver.delete_all_cookies()
    person.find("#customers .retool-embed-retry").click()
    person.shows("token_missing", "#customers .retool-embed-failure")
    person.shows("Sign in", "#customers .retool-embed-failure")


def test_a_host_that_is_gone_is_said_in_the_tab(person: Person, sandbox: Sandbox) -> None:
    sandbox.misbehave.fail_nth = 1
    person.sign_in("anton", "/sales")
    person.reaches("error", "sales")
    person.driver.execute_cdp_cmd("Network.enable", {})
    offline = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    person.driver.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    person.find(RETRY).click()
    person.shows("host_unreachable", FAILURE)
