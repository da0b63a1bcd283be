"""A session of Retool ends after its time; the person in front of it should not notice."""

from collections.abc import Callable

import pytest
from dash import html

from dashapp import RetoolEmbed
from dashapp.sandbox import Sandbox
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.test_kit import MOVES, rewrite_children

SESSION_SECONDS = 5


def hide(person: Person, hidden: bool) -> None:
    """Let the page believe that its window is out of sight, or in sight again."""
    person.driver.execute_script(
        """
        const [hidden] = arguments;
        Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
        document.dispatchEvent(new Event("visibilitychange"));
        """,
        hidden,
    )


def offline(person: Person, is_offline: bool) -> None:
    """Pull the plug, or put it back."""
    person.driver.execute_cdp_cmd("Network.enable", {})
    conditions = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    person.driver.execute_cdp_cmd(
        "Network.emulateNetworkConditions", {"offline": is_offline, **conditions}
    )


def age(person: Person) -> Callable[[], float]:
    """Return a clock of the page, in seconds."""
    start = person.driver.execute_script("return performance.now()")
    return lambda: (person.driver.execute_script("return performance.now()") - start) / 1000


def export_works(person: Person, embed: str) -> bool:
    """Ask the sandbox's server for something, as a Retool query does, and tell what it says."""
    with person.inside(embed):
        person.until(lambda: person.find("#export").is_enabled(), "Export to be enabled")
        person.find("#export").click()
        person.until(lambda: person.find("#exported").text, "the answer")
        return "orders" in person.find("#exported").text


@pytest.mark.parametrize("wrong_by_seconds", [0, 300, -300])
def test_a_session_is_renewed_in_place_whatever_the_browser_s_clock_says(
    show: Show, sandbox: Sandbox, wrong_by_seconds: int
) -> None:
    layout = RetoolEmbed(id="sales", app="sales", data={"isAdmin": True})
    with show(layout, session_seconds=SESSION_SECONDS) as person:
        person.driver.execute_cdp_cmd(
            "Page.addScriptToEvaluateOnNewDocument",
            {"source": f"const t = Date.now; Date.now = () => t() + {wrong_by_seconds}e3;"},
        )
        person.open("/")
        minted = sandbox.links_minted
        clock = age(person)
        with person.inside("sales"):
            person.find("#note").send_keys("half a sentence")
        person.until(lambda: sandbox.links_minted == minted + 3, "three renewals")
        assert clock() > 2 * 0.8 * SESSION_SECONDS
        person.reaches("ready", "sales")
        assert export_works(person, "sales")
        with person.inside("sales"):
            assert person.find("#note").get_property("value") == "half a sentence"
        assert person.console() == []


def test_frames_that_share_a_session_share_its_renewal(show: Show, sandbox: Sandbox) -> None:
    layout = html.Div(
        [RetoolEmbed(id="sales", app="sales"), RetoolEmbed(id="other", app="customers")]
    )
    with show(layout, session_seconds=SESSION_SECONDS) as person:
        person.reaches("ready", "sales")
        person.reaches("ready", "other")
        opened = sandbox.links_minted
        person.until(lambda: sandbox.links_minted == opened + 2, "two renewals")
        clock = age(person)
        person.until(lambda: clock() > 0.5 * SESSION_SECONDS, "half a session")
        assert sandbox.links_minted == opened + 2


def test_renewal_waits_while_the_page_is_hidden(show: Show, sandbox: Sandbox) -> None:
    layout = RetoolEmbed(id="sales", app="sales", data={"isAdmin": True})
    with show(layout, session_seconds=SESSION_SECONDS) as person:
        person.reaches("ready", "sales")
        with person.inside("sales"):
            person.find("#note").send_keys("half a sentence")
        hide(person, True)
        clock = age(person)
        person.until(lambda: clock() > 1.2 * SESSION_SECONDS, "the session to end")
        assert sandbox.links_minted == 1
        hide(person, False)
        person.until(lambda: sandbox.links_minted == 2, "the renewal")
        person.reaches("ready", "sales")
        assert export_works(person, "sales")
        with person.inside("sales"):
            assert person.find("#note").get_property("value") == "half a sentence"


def test_renewal_comes_when_the_network_is_back(show: Show, sandbox: Sandbox) -> None:
    layout = RetoolEmbed(id="sales", app="sales", data={"isAdmin": True})
    with show(layout, session_seconds=SESSION_SECONDS) as person:
        person.reaches("ready", "sales")
        offline(person, True)
        clock = age(person)
        person.until(lambda: clock() > 1.2 * SESSION_SECONDS, "the session to end")
        assert sandbox.links_minted == 1
        offline(person, False)
        person.until(lambda: sandbox.links_minted == 2, "the renewal")
        person.reaches("ready", "sales")
        assert export_works(person, "sales")


def test_a_parked_frame_is_renewed_when_it_is_shown_again(show: Show, sandbox: Sandbox) -> None:
    with show(MOVES["children"], rewrite_children, session_seconds=SESSION_SECONDS) as person:
        person.reaches("ready", "play")
        person.find("#two").click()
        person.until(lambda: not person.all("#play"), "the frame to be out of sight")
        minted = sandbox.links_minted
        clock = age(person)
        person.until(lambda: clock() > 1.2 * SESSION_SECONDS, "the session to end")
        assert sandbox.links_minted == minted
        person.find("#one").click()
        person.until(lambda: sandbox.links_minted == minted + 1, "the renewal")
        person.reaches("ready", "play")


def test_a_session_that_can_not_be_renewed_ends_quietly_and_continue_brings_it_back(
    show: Show, sandbox: Sandbox
) -> None:
    layout = RetoolEmbed(id="sales", app="sales", data={"isAdmin": True})
    with show(layout, session_seconds=SESSION_SECONDS) as person:
        person.reaches("ready", "sales")
        with person.inside("sales"):
            person.find("#note").send_keys("half a sentence")
        sandbox.misbehave.fail_nth = 1
        sandbox.misbehave.fail_status = 500
        person.shows("session_ended", "#sales")
        with person.inside("sales"):
            assert person.find("#note").get_property("value") == "half a sentence"
        sandbox.misbehave.fail_nth = 0
        person.find("#sales .retool-embed-retry").click()
        person.reaches("ready", "sales")
        assert export_works(person, "sales")
        with person.inside("sales"):
            assert person.find("#note").get_property("value") == "half a sentence"


def test_a_browser_without_move_before_renews_as_well(show: Show, sandbox: Sandbox) -> None:
    layout = RetoolEmbed(id="sales", app="sales", data={"isAdmin": True})
    with show(layout, session_seconds=SESSION_SECONDS) as person:
        person.driver.execute_script("delete Element.prototype.moveBefore")
        person.reaches("ready", "sales")
        person.until(lambda: sandbox.links_minted == 2, "the renewal")
        person.reaches("ready", "sales")
        assert export_works(person, "sales")


def test_windows_of_one_browser_share_a_renewal(show: Show, sandbox: Sandbox) -> None:
    layout = RetoolEmbed(id="sales", app="sales", data={"isAdmin": True})
    with show(layout, session_seconds=SESSION_SECONDS) as person:
        person.reaches("ready", "sales")
        person.driver.switch_to.new_window("tab")
        person.open("/")
        person.reaches("ready", "sales")
        opened = sandbox.links_minted
        clock = age(person)
        person.until(lambda: clock() > 1.5 * SESSION_SECONDS, "a session and a half")
        assert sandbox.links_minted == opened + 1
        for window in person.driver.window_handles:
            person.driver.switch_to.window(window)
            assert export_works(person, "sales")
