"""A session of Retool ends after its time; the person in front of it should not notice."""

from collections.abc import Callable

import pytest
import requests
from dash import Dash, html
from flask import Response, request

from dash_retool_embed import MayNotOpen, RetoolEmbed
from dash_retool_embed.testing.sandbox import Sandbox
from dashapp.identity import TokenMissing
from dashapp.web.problems import problem
from tests.browser.clock import PageClock
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.playground import MOVES, rewrite_children

# So long that opening a page is a small part of it, on however busy a machine.
SESSION_SECONDS = 2000
# When it is renewed, with as much time to spare as the kit takes.
RENEWAL_SECONDS = SESSION_SECONDS - 60


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


def settle(person: Person, sandbox: Sandbox) -> None:
    """Wait until no renewal is under way: they take turns, and this one comes last."""
    person.driver.execute_async_script(
        "const [origin, done] = arguments;"
        "navigator.locks.request(`retool-renewal ${origin}`, () => {}).then(done);",
        sandbox.origin,
    )


def export_works(person: Person, embed: str) -> bool:
    """Ask the sandbox's server for something, as a Retool query does, and tell what it says."""
    with person.inside(embed):
        person.until(lambda: person.find("#export").is_enabled(), "Export to be enabled")
        person.find("#export").click()
        under_way = ("", "Exporting …")
        person.until(lambda: person.find("#exported").text not in under_way, "the answer")
        return "orders" in person.find("#exported").text


@pytest.mark.parametrize("wrong_by_seconds", [0, 300, -300])
def test_a_session_is_renewed_in_place_whatever_the_browser_s_clock_says(
    show: Show, sandbox: Sandbox, page_clock: PageClock, wrong_by_seconds: int
) -> None:
    layout = RetoolEmbed(id="sales", app="sales", data={"isAdmin": True})
    with show(layout, session_seconds=SESSION_SECONDS) as person:
        person.driver.execute_cdp_cmd(
            "Page.addScriptToEvaluateOnNewDocument",
            {"source": f"const t = Date.now; Date.now = () => t() + {wrong_by_seconds}e3;"},
        )
        person.open("/")
        clock = age(person)
        person.reaches("ready", "sales")
        minted = sandbox.links_minted
        with person.inside("sales"):
            person.find("#note").send_keys("half a sentence")
        for renewals in (1, 2, 3):
            page_clock.skip(RENEWAL_SECONDS)
            person.until(lambda n=renewals: sandbox.links_minted == minted + n, "a renewal")  # type: ignore[misc]
        assert clock() > 2 * RENEWAL_SECONDS
        person.reaches("ready", "sales")
        assert export_works(person, "sales")
        with person.inside("sales"):
            assert person.find("#note").get_property("value") == "half a sentence"
        assert person.console() == []


# Adds up what the page's frames out of sight have for a sandbox.
HIDDEN_FRAMES = """
window.sandboxes = [];
new MutationObserver((changes) => {
  for (const { addedNodes } of changes)
    for (const node of addedNodes)
      if (node.localName === "iframe" && node.hidden) sandboxes.push(node.getAttribute("sandbox"));
}).observe(document.body, { childList: true });
"""


def test_what_is_opened_out_of_sight_may_do_no_more_than_run_and_keep_its_cookie(
    show: Show, page_clock: PageClock
) -> None:
    # Whatever the frame in sight may do.
    layout = RetoolEmbed(id="sales", app="sales", sandbox=False, allow="fullscreen")
    with show(layout, session_seconds=SESSION_SECONDS) as person:
        person.reaches("ready", "sales")
        person.driver.execute_script(HIDDEN_FRAMES)
        page_clock.skip(RENEWAL_SECONDS)
        hidden = "return sandboxes"
        person.until(lambda: person.driver.execute_script(hidden), "a renewal")
        assert person.driver.execute_script(hidden) == ["allow-scripts allow-same-origin"]


def test_frames_that_share_a_session_share_its_renewal(
    show: Show, sandbox: Sandbox, page_clock: PageClock
) -> None:
    layout = html.Div(
        [RetoolEmbed(id="sales", app="sales"), RetoolEmbed(id="other", app="customers")]
    )
    with show(layout, session_seconds=SESSION_SECONDS) as person:
        person.reaches("ready", "sales")
        person.reaches("ready", "other")
        opened = sandbox.links_minted
        for renewals in (1, 2):
            page_clock.skip(RENEWAL_SECONDS)
            person.until(lambda n=renewals: sandbox.links_minted == opened + n, "a renewal")  # type: ignore[misc]
            settle(person, sandbox)
            assert sandbox.links_minted == opened + renewals
        page_clock.forward(0.5 * SESSION_SECONDS)
        settle(person, sandbox)
        assert sandbox.links_minted == opened + 2


def test_renewal_waits_while_the_page_is_hidden(
    show: Show, sandbox: Sandbox, page_clock: PageClock
) -> None:
    layout = RetoolEmbed(id="sales", app="sales", data={"isAdmin": True})
    with show(layout, session_seconds=SESSION_SECONDS) as person:
        person.reaches("ready", "sales")
        with person.inside("sales"):
            person.find("#note").send_keys("half a sentence")
        hide(person, True)
        page_clock.skip(RENEWAL_SECONDS)
        page_clock.forward(0.4 * SESSION_SECONDS)
        settle(person, sandbox)
        assert sandbox.links_minted == 1
        hide(person, False)
        person.until(lambda: sandbox.links_minted == 2, "the renewal")
        person.reaches("ready", "sales")
        assert export_works(person, "sales")
        with person.inside("sales"):
            assert person.find("#note").get_property("value") == "half a sentence"


def test_renewal_comes_when_the_network_is_back(
    show: Show, sandbox: Sandbox, page_clock: PageClock
) -> None:
    layout = RetoolEmbed(id="sales", app="sales", data={"isAdmin": True})
    with show(layout, session_seconds=SESSION_SECONDS) as person:
        person.reaches("ready", "sales")
        offline(person, True)
        page_clock.skip(RENEWAL_SECONDS)
        page_clock.forward(0.4 * SESSION_SECONDS)
        settle(person, sandbox)
        assert sandbox.links_minted == 1
        offline(person, False)
        person.until(lambda: sandbox.links_minted == 2, "the renewal")
        person.reaches("ready", "sales")
        assert export_works(person, "sales")


def test_a_parked_frame_is_renewed_when_it_is_shown_again(
    show: Show, sandbox: Sandbox, page_clock: PageClock
) -> None:
    with show(MOVES["children"], rewrite_children, session_seconds=SESSION_SECONDS) as person:
        person.reaches("ready", "play")
        person.find("#two").click()
        person.until(lambda: not person.all("#play"), "the frame to be out of sight")
        minted = sandbox.links_minted
        page_clock.skip(RENEWAL_SECONDS)
        page_clock.forward(0.4 * SESSION_SECONDS)
        settle(person, sandbox)
        assert sandbox.links_minted == minted
        person.find("#one").click()
        person.until(lambda: sandbox.links_minted == minted + 1, "the renewal")
        person.reaches("ready", "play")


def test_a_session_that_can_not_be_renewed_ends_quietly_and_continue_brings_it_back(
    show: Show, sandbox: Sandbox, page_clock: PageClock
) -> None:
    layout = RetoolEmbed(id="sales", app="sales", data={"isAdmin": True})
    with show(layout, session_seconds=SESSION_SECONDS) as person:
        person.reaches("ready", "sales")
        with person.inside("sales"):
            person.find("#note").send_keys("half a sentence")
        sandbox.misbehave.fail_nth = 1
        sandbox.misbehave.fail_status = 500
        page_clock.skip(RENEWAL_SECONDS)
        settle(person, sandbox)
        page_clock.forward(SESSION_SECONDS - RENEWAL_SECONDS)
        person.shows("session_ended", "#sales")
        with person.inside("sales"):
            assert person.find("#note").get_property("value") == "half a sentence"
        sandbox.misbehave.fail_nth = 0
        person.find("#sales .retool-embed-retry").click()
        person.reaches("ready", "sales")
        assert export_works(person, "sales")
        with person.inside("sales"):
            assert person.find("#note").get_property("value") == "half a sentence"


def test_a_browser_without_move_before_renews_as_well(
    show: Show, sandbox: Sandbox, page_clock: PageClock
) -> None:
    layout = RetoolEmbed(id="sales", app="sales", data={"isAdmin": True})
    with show(layout, session_seconds=SESSION_SECONDS) as person:
        person.driver.execute_script("delete Element.prototype.moveBefore")
        person.reaches("ready", "sales")
        page_clock.skip(RENEWAL_SECONDS)
        person.until(lambda: sandbox.links_minted == 2, "the renewal")
        person.reaches("ready", "sales")
        assert export_works(person, "sales")


def test_windows_of_one_browser_share_a_renewal(
    show: Show, sandbox: Sandbox, page_clock: PageClock
) -> None:
    layout = RetoolEmbed(id="sales", app="sales", data={"isAdmin": True})
    with show(layout, session_seconds=SESSION_SECONDS) as person:
        person.reaches("ready", "sales")
        person.driver.switch_to.new_window("tab")
        page_clock.watch()
        person.open("/")
        person.reaches("ready", "sales")
        opened = sandbox.links_minted
        page_clock.skip(RENEWAL_SECONDS)
        person.until(lambda: sandbox.links_minted == opened + 1, "a renewal")
        settle(person, sandbox)
        page_clock.forward(0.7 * SESSION_SECONDS)
        settle(person, sandbox)
        assert sandbox.links_minted == opened + 1
        for window in person.driver.window_handles:
            person.driver.switch_to.window(window)
            assert export_works(person, "sales")


def test_one_app_that_is_refused_does_not_end_the_session_of_the_others(
    show: Show, sandbox: Sandbox, page_clock: PageClock
) -> None:
    may_open = {"customers": True}

    def wire(app: Dash) -> None:
        def refuse() -> Response | None:
            body = request.get_json(silent=True) or {}
            if not may_open.get(str(body.get("retoolAppName")), True):
                return problem(MayNotOpen.entry, "Not any more.")
            return None

        app.server.before_request(refuse)

    layout = html.Div(
        [
            RetoolEmbed(id="sales", app="sales", data={"isAdmin": True}),
            RetoolEmbed(id="other", app="customers"),
        ]
    )
    with show(layout, wire, session_seconds=SESSION_SECONDS) as person:
        person.reaches("ready", "sales")
        person.reaches("ready", "other")
        may_open["customers"] = False
        opened = sandbox.links_minted
        for renewals in (1, 2):
            page_clock.skip(RENEWAL_SECONDS)
            person.until(lambda n=renewals: sandbox.links_minted == opened + n, "a renewal")  # type: ignore[misc]
        assert export_works(person, "sales")


def test_a_renewal_whose_link_was_used_already_is_noticed(
    show: Show, sandbox: Sandbox, page_clock: PageClock
) -> None:
    spoil = {"links": False}

    def wire(app: Dash) -> None:
        def use_up(response: Response) -> Response:
            if spoil["links"] and request.path == "/api/embedUrl":
                requests.get(response.get_json()["embedUrl"], allow_redirects=False)
            return response

        app.server.after_request(use_up)

    layout = RetoolEmbed(id="sales", app="sales", data={"isAdmin": True}, queriesOnLoad=True)
    with show(layout, wire, session_seconds=SESSION_SECONDS) as person:
        person.reaches("ready", "sales")
        spoil["links"] = True
        page_clock.skip(RENEWAL_SECONDS)
        person.until(lambda: person.all("iframe[hidden]"), "the renewal")
        page_clock.forward(SESSION_SECONDS - RENEWAL_SECONDS)
        person.shows("session_ended", "#sales")
        spoil["links"] = False
        person.find("#sales .retool-embed-retry").click()
        person.until(lambda: person.state("sales") == "ready", "the session to be back")
        assert export_works(person, "sales")


def test_a_sign_in_that_is_over_at_the_renewal_is_said_and_the_session_comes_back_with_it(
    show: Show, page_clock: PageClock
) -> None:
    signed_in = {"yes": True}

    def wire(app: Dash) -> None:
        def refuse() -> Response | None:
            if request.method == "POST" and not signed_in["yes"]:
                return problem(TokenMissing.entry)
            return None

        app.server.before_request(refuse)

    layout = RetoolEmbed(id="sales", app="sales", data={"isAdmin": True})
    with show(layout, wire, session_seconds=SESSION_SECONDS) as person:
        person.reaches("ready", "sales")
        signed_in["yes"] = False
        frame = person.find("#sales iframe")
        page_clock.skip(RENEWAL_SECONDS)
        person.shows("sign_in_ended", "#sales")
        page_clock.forward(SESSION_SECONDS - RENEWAL_SECONDS)
        assert "sign_in_ended" in person.find("#sales").text
        signed_in["yes"] = True
        person.find("#sales .retool-embed-retry").click()
        person.reaches("ready", "sales")
        assert person.find("#sales iframe") == frame
        assert export_works(person, "sales")


def test_a_new_link_of_another_window_brings_an_ended_session_back(
    show: Show, sandbox: Sandbox, page_clock: PageClock
) -> None:
    layout = RetoolEmbed(id="sales", app="sales", data={"isAdmin": True})
    with show(layout, session_seconds=SESSION_SECONDS) as person:
        person.reaches("ready", "sales")
        sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, 500
        page_clock.skip(RENEWAL_SECONDS)
        settle(person, sandbox)
        page_clock.forward(SESSION_SECONDS - RENEWAL_SECONDS)
        person.shows("session_ended", "#sales")
        first = person.driver.current_window_handle
        sandbox.misbehave.fail_nth = 0
        person.driver.switch_to.new_window("tab")
        person.open("/")
        person.reaches("ready", "sales")
        person.driver.switch_to.window(first)
        person.reaches("ready", "sales")
        assert export_works(person, "sales")
