"""The bridge inspector, as somebody uses it who looks for a mistake."""

import json
from pathlib import Path
from typing import Any

from dash import Dash
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from dash_retool_embed import RetoolEmbed
from dashapp.web.bundles import FOLDER, Bundles
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.playground import MOVES, answers, ask, post, send

HOSTILE = "<img src=x onerror='window.hacked=1'>"
EMBED_URL = "/embed/authenticate/"

SAID = (
    "{ type: 'PARENT_WINDOW_QUERY', selector: 'isAdmin', pageName: 'p', id: 1 }",
    "{ type: 'PARENT_WINDOW_QUERY', selector: 'nothing here', pageName: 'p', id: 2 }",
    "{ type: 'PARENT_WINDOW_QUERY', selector: ['no text'] }",
    "{ type: 'intercom-snippet__ready' }",
    json.dumps({"text": HOSTILE}),
    f"{{ at: location.origin + '{EMBED_URL}abc' }}",
    "new Blob(['x'])",
)

MESSAGES = ".inspector-messages > li"
FRAMES = ".inspector-frame"
OPENER = ".inspector-opener"

INSPECTOR_FILES = """
return performance.getEntriesByType("resource").filter(({ name }) => name.includes("inspector"))
  .map(({ name }) => name);
"""


def inspectable(app: Dash) -> None:
    """Load the inspector into a page of the kit, as the host does for those who may have it."""
    bundles = Bundles(FOLDER, "/_host")
    app.server.register_blueprint(bundles.blueprint())
    own = f'<script src="{bundles.address("inspector.js")}"></script>'
    app.index_string = app.index_string.replace("{%scripts%}", "{%scripts%}" + own)


def messages(person: Person, verdict: str) -> list[str]:
    """Return what is listed with this verdict, the newest first, without the time."""
    rows = person.all(f"{MESSAGES}[data-verdict='{verdict}'] summary")
    return [row.text.partition(" ")[2] for row in rows]


def listed(person: Person, verdict: str, text: str) -> None:
    """Wait for a message to be listed."""
    person.until(
        lambda: any(text in row for row in messages(person, verdict)), f"{verdict}: {text}"
    )


def send_by_hand(person: Person, way: str, text: str, selector: str = "") -> str:
    """Fill in the form and return what it says then."""
    Select(person.find(".inspector-send label:nth-of-type(2) select")).select_by_value(way)
    if selector:
        field = person.find(".inspector-send input")
        field.clear()
        field.send_keys(selector)
    field = person.find(".inspector-send textarea")
    field.clear()
    field.send_keys(text)
    person.find(".inspector-send button").click()
    return str(person.find(".inspector-send [role=status]").text)


def test_whoever_does_not_ask_for_it_downloads_nothing_of_it(person: Person) -> None:
    person.sign_in("ada", "/playground")
    person.reaches("ready", "playground")
    assert person.driver.execute_script("return dash_retool_embed.bridge.tap") is None
    assert person.driver.execute_script(INSPECTOR_FILES) == []
    assert person.all(OPENER) == []


def test_it_shows_what_passes_what_falls_and_why(person: Person, tmp_path: Path) -> None:
    person.sign_in("ada", "/playground?inspect")
    person.reaches("ready", "playground")
    post(person, "playground", "".join(f"post({said});" for said in SAID))
    person.driver.execute_script("window.postMessage(arguments[0], location.origin)", HOSTILE)

    listed(person, "query", "← query Playground isAdmin")
    listed(person, "told", "→ result Playground isAdmin: false")
    listed(person, "no such key", "Playground nothing here")
    listed(person, "event", f'Playground {{"text":"{HOSTILE}"}}')
    listed(person, "not carried", "Playground Blob {}")
    listed(person, "malformed", "Playground")
    listed(person, "noise", "Playground")
    listed(person, "window", HOSTILE)
    stranger = person.find(f"{MESSAGES}[data-verdict=window]")
    stranger.find_element("css selector", "summary").click()
    person.until(lambda: "none of this page's frames" in stranger.text, "the reason")
    assert person.driver.execute_script("return location.origin") in stranger.text

    person.shows("ready", FRAMES)
    person.shows("Origin", FRAMES)
    watchers = person.until(lambda: person.all(".inspector-watchers tbody tr"), "the watchers")
    assert [row.text.split(" ")[0] for row in watchers] == ["isAdmin", "nothing"]
    assert person.driver.execute_script("return window.hacked") is None
    assert person.all("aside img") == []

    trace = saved_trace(person, tmp_path)
    assert EMBED_URL not in json.dumps(trace)
    assert [frame["state"] for frame in trace["frames"]] == ["ready"]
    fallen = {message["verdict"] for message in trace["messages"] if message["reason"]}
    assert fallen == {"window", "malformed", "noise", "no such key", "not carried"}
    assert person.console() == []


def saved_trace(person: Person, folder: Path) -> dict[str, Any]:
    """Save the trace and read it."""
    allow = {"behavior": "allow", "downloadPath": str(folder)}
    person.driver.execute_cdp_cmd("Browser.setDownloadBehavior", allow)
    person.find(".inspector-head button").click()
    file = person.until(lambda: next(folder.glob("bridge-trace-*.json"), None), "the file")
    trace: dict[str, Any] = json.loads(file.read_text())
    return trace


def test_a_frame_out_of_the_page_is_listed_as_parked_and_the_keyboard_is_enough(
    show: Show,
) -> None:
    with show(MOVES["tabs"], inspectable) as person:
        person.reaches("ready", "play")
        person.find("#two").click()
        opener = person.find(OPENER)
        opener.send_keys(Keys.ENTER)
        assert not opener.is_displayed()
        person.shows("parked", FRAMES)
        listed(person, "parked", "playground")

        active = person.driver.switch_to.active_element
        assert active.get_attribute("class") == "inspector-drawer"
        active.send_keys(Keys.ESCAPE)
        person.until(opener.is_displayed, "the drawer to close")
        assert person.driver.switch_to.active_element == opener


def test_a_message_can_be_sent_by_hand_to_a_frame_and_as_if_by_one(show: Show) -> None:
    with show(MOVES["children"], inspectable) as person:
        person.reaches("ready", "play")
        ask(person, "play", "colour")
        person.find(OPENER).click()
        person.find(".inspector-section:nth-of-type(2) summary").click()
        assert "Told one watcher" in send_by_hand(person, "value", '"green"', "colour")
        person.until(lambda: answers(person, "play", "colour") == ['"green"'], "the answer")
        assert "nobody can be told" in send_by_hand(person, "value", "1", "size")
        assert "This is no JSON" in send_by_hand(person, "value", "green", "colour")

        result = {"type": "PARENT_WINDOW_RESULT", "result": "blue", "pageName": "playground"}
        query = {**result, "id": "parentWindowQuery:colour"}
        assert "Sent to http" in send_by_hand(person, "message", json.dumps(query))
        person.until(lambda: answers(person, "play", "colour")[-1] == '"blue"', "the message")

        heard = "window.heard = []; addEventListener('retool:event', (e) => heard.push(e.detail))"
        person.driver.execute_script(heard)
        assert "for an event" in send_by_hand(person, "event", '{"type": "order"}')
        listed(person, "event", 'playground (by hand) {"type":"order"}')
        told = person.driver.execute_script("return heard.map(({ data }) => data)")
        assert told == [{"type": "order"}]
        asked = '{"type": "PARENT_WINDOW_QUERY", "selector": "x"}'
        assert "Only a frame itself can ask" in send_by_hand(person, "event", asked)


FLOOD = """
const frame = document.createElement("iframe");
document.body.append(frame);
frame.contentWindow.parentOf = window;
frame.contentWindow.eval(
  `const text = "x".repeat(5000);
  for (let n = 0; n < ${arguments[0]}; n += 1) parentOf.postMessage({ n, text }, "*");`
);
"""


def test_a_flood_is_counted_and_only_the_newest_are_kept_and_shown(
    show: Show, tmp_path: Path
) -> None:
    few_wait = RetoolEmbed(id="play", app="playground", eventLimit=2)
    with show(few_wait, inspectable) as person:
        person.reaches("ready", "play")
        person.find(OPENER).click()
        person.driver.execute_script(FLOOD, 5000)
        person.shows("5,000 stranger", "aside")
        assert len(person.all(MESSAGES)) == 100
        kept = saved_trace(person, tmp_path)["messages"]
        assert len(kept) == 1000
        assert (kept[-1]["isCut"], len(kept[-1]["value"])) == (True, 2000)
        post(person, "play", "post('one'); post('two'); post('three');")
        person.shows("1 lost", "aside")
        # Meanwhile the page has gone on.
        ask(person, "play", "x")
        listed(person, "no such key", "playground x")


def test_an_inspector_that_fails_is_off_and_the_bridge_goes_on(show: Show) -> None:
    with show(MOVES["children"]) as person:
        person.reaches("ready", "play")
        broken = "dash_retool_embed.bridge.inspect(() => { throw new Error('broken') })"
        person.driver.execute_script(broken)
        set_data = "dash_clientside.set_props('play', { data: { colour: 'red' } })"
        person.driver.execute_script(set_data)
        ask(person, "play", "colour")
        person.until(lambda: answers(person, "play", "colour") == ['"red"'], "the answer")
        assert person.driver.execute_script("return dash_retool_embed.bridge.tap") is None
        (line,) = person.console()
        assert "the inspector has failed" in line


def test_what_one_person_did_is_not_shown_to_the_next(show: Show, tmp_path: Path) -> None:
    with show(MOVES["children"], inspectable) as person:
        person.reaches("ready", "play")
        send(person, "play", '"a secret"')
        person.find(OPENER).click()
        listed(person, "event", '"a secret"')
        # What is paused goes too.
        person.find(".inspector-check:nth-of-type(4) input").click()
        person.driver.execute_script("dash_retool_embed.person.signOut()")
        person.until(lambda: messages(person, "event") == [], "it to go")
        assert "a secret" not in json.dumps(saved_trace(person, tmp_path))


def test_a_drawer_that_was_closed_keeps_nothing_of_a_person_who_is_gone(show: Show) -> None:
    with show(MOVES["children"], inspectable) as person:
        person.reaches("ready", "play")
        send(person, "play", '"a secret"')
        person.find(OPENER).click()
        listed(person, "event", '"a secret"')
        person.find(".inspector-drawer").send_keys(Keys.ESCAPE)
        person.driver.execute_script("dash_retool_embed.person.signOut()")
        assert "a secret" not in person.driver.execute_script("return document.body.textContent")
