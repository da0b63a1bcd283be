"""How reports get to the host: each once, whatever it answers, and never too much at a time."""

import json

import pytest
from dash import html

from tests.browser.conftest import Show
from tests.browser.playground import post
from tests.browser.reporting import PLAY, SOMEBODY_ELSE, Host, leave, online, remove_frame
from tests.browser.under_way import under_way


@pytest.fixture
def host() -> Host:
    return Host()


@pytest.mark.usefixtures("clock")
def test_what_a_host_could_not_take_arrives_later_once(show: Show, host: Host) -> None:
    host.refusal = 503, {}
    with show(PLAY, host.wire, recorder=host.recorder) as person:
        person.until(lambda: host.bodies, "the first report")
        host.refuses(person, 429, Retry_After="3600")
        longest = "return Math.max(...delays)"
        # By itself only when it was told to.
        person.until(lambda: person.driver.execute_script(longest) > 3_600_000, "the page to wait")
        host.takes(person)
        host.hears(person, "ready", "seen")
        remove_frame(person)
        host.hears(person, "ready", "seen", "failed")
    *again, last = host.numbers
    assert len(again) >= 3
    assert all(each == [1, 2] for each in again)
    assert last == [3]


def test_what_a_host_refuses_is_not_sent_again(show: Show, host: Host) -> None:
    host.refusal = 400, {}
    with show(PLAY, host.wire, recorder=host.recorder) as person:
        person.until(lambda: host.bodies, "the first report")
        host.takes(person)
        remove_frame(person)
        person.until(lambda: host.told, "the next report")
    assert host.numbers == [[1, 2], [3]]


FAIL = """
const link = dash_retool_embed.page().reports.follow({ linkId: "0".repeat(32), askedAt: 0 });
for (let n = 1; n <= 1200; n++) link.failed("no_sign_of_life");
"""
MANY_EVENTS = """
for (let n = 10; n < 50; n++) {
  const link = dash_retool_embed.page().reports.follow({ linkId: `${n}`.repeat(16), askedAt: 0 });
  for (let m = 0; m < 60; m++) {
    link.event("x".repeat(62) + String.fromCharCode(65 + m / 26, 65 + (m % 26)));
  }
  link.closed();
}
"""


def test_what_waits_and_what_is_sent_at_once_have_bounds(show: Show, host: Host) -> None:
    with show(html.P("here", id="here"), host.wire, recorder=host.recorder) as person:
        person.find("#here")
        person.driver.execute_script(FAIL)
        assert (
            person.driver.execute_script("return dash_retool_embed.page().reports.post.lost") == 200
        )
        host.refuses(person, 503)
        host.takes(person)
        person.until(lambda: len(host.told) >= 1_000, "1,000 reports")
        # A gap in the numbers says how many were lost.
        assert [each.seq for each in host.told] == list(range(201, 1_201))
        assert max(len(json.loads(body)["reports"]) for body in host.bodies) == 100
        person.driver.execute_script(MANY_EVENTS)
        person.until(lambda: len(host.told) >= 1_080, "the events")
        assert (
            person.driver.execute_script("return dash_retool_embed.page().reports.post.lost") == 200
        )
    events = [each.events for each in host.told if each.events]
    assert len(events) == 40
    assert {(len(each), each["other names"], sum(each.values())) for each in events} == {
        (50, 11, 60)
    }
    assert 50_000 < max(map(len, host.bodies)) <= 60_000


@pytest.mark.usefixtures("watched")
def test_where_nobody_records_nothing_is_sent_and_nothing_under_way(show: Show, host: Host) -> None:
    with show(PLAY, host.wire) as person:
        person.reaches("ready", "play")
        assert under_way(person)[0] == 1, "the timer of the session's renewal"
        post(person, "play", "post('save')")
        remove_frame(person)
        person.find("#play [data-action=retry]").click()
        person.reaches("ready", "play")
        online(person)
        person.driver.execute_script("dash_retool_embed.person.signOut()")
        leave(person)
        # What was sent would have come before this.
        person.open("/")
        person.reaches("ready", "play")
        assert host.bodies == []


def test_what_could_not_be_told_is_not_told_in_the_name_of_the_next_person(
    show: Show, host: Host
) -> None:
    host.refusal = 503, {}
    with show(PLAY, host.wire, recorder=host.recorder) as person:
        person.reaches("ready", "play")
        person.driver.execute_script(SOMEBODY_ELSE)
        lost = "return dash_retool_embed.page().reports.post.lost"
        person.until(lambda: person.driver.execute_script(lost) == 3, "the reports to be given up")
        host.takes(person)
        person.open("/")
        person.reaches("ready", "play")
        host.hears(person, "ready", "seen", link=1)
        assert host.of(0) == []
