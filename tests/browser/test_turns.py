"""Many frames at a slow Retool: each waits for its turn, and nobody hears of it."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from dash import html
from dash.testing.browser import Browser

from dash_retool_embed import RetoolEmbed
from dash_retool_embed.retool.tickets import Tickets
from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.conftest import Show
from tests.recorders import Collector

EMBEDS = [f"play{n}" for n in range(12)]

# Whatever stands in the place of an app, if only for a moment.
WATCH = """
window.shown = new Set();
const look = () => {
  for (const note of document.querySelectorAll(".retool-embed-waiting, .retool-embed-failure"))
    window.shown.add(note.textContent);
};
const all = { childList: true, characterData: true, subtree: true };
new MutationObserver(look).observe(document, all);
"""


@pytest.fixture
def tickets(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Count the tickets that are given out."""
    issue, counted = Tickets.issue, SimpleNamespace(given=0)

    def count(self: Tickets, arrived: int, person: str | int, app: str) -> str:
        counted.given += 1
        return issue(self, arrived, person, app)

    monkeypatch.setattr(Tickets, "issue", count)
    return counted


@pytest.fixture
def watched_notes(browser: Browser) -> Iterator[None]:
    added = browser.driver.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument", {"source": WATCH}
    )
    yield
    browser.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


@pytest.mark.usefixtures("watched_notes")
def test_twelve_embeds_at_once_all_open_and_show_nothing_as_busy(
    show: Show, sandbox: Sandbox, tickets: SimpleNamespace
) -> None:
    sandbox.misbehave.hang = True
    collector = Collector()
    embeds = html.Div([RetoolEmbed(id=each, app="playground", eager=True) for each in EMBEDS])
    with show(embeds, recorder=collector) as person:
        # Two calls are under way, one thread waits, and a browser has six connections.
        person.until(lambda: tickets.given >= len(EMBEDS) - 3, "tickets")
        assert sandbox.waiting == 2
        sandbox.misbehave.hang = False
        for each in EMBEDS:
            person.reaches("ready", each)
        shown = set(person.driver.execute_script("return [...window.shown]"))
        person.until(lambda: collector.kinds().count("ready") == len(EMBEDS), "the reports")
    assert shown <= {"", "Waiting for Retool…", "playground is there."}
    assert sandbox.mint_requests == len(EMBEDS)
    # Coming back is the same try, and no record of its own.
    assert [(each.code, each.attempt) for each in collector.links] == [("minted", 1)] * len(EMBEDS)
    assert "failed" not in collector.kinds()


ASK = """
const [answers, tries, done] = arguments;
const sent = [];
const original = window.fetch;
window.fetch = async (url, options) => {
  if (!String(url).endsWith("api/embedUrl")) return original(url, options);
  sent.push(JSON.parse(options.body).ticket ?? null);
  const [status, body] = answers.shift();
  return new Response(JSON.stringify(body), { status });
};
(async () => {
  for (let n = 0; n < tries; n++)
    await window.dash_retool_embed
      .page()
      .askForLink("elsewhere", "tests", new AbortController().signal, () => {})
      .catch(() => {});
  window.fetch = original;
  done(sent);
})();
"""
BUSY = {"code": "retool_busy", "title": "Busy", "transient": True, "ticket": "A", "retryAfterMs": 1}
FAILED = {"code": "host_failed", "title": "Failed"}
LINK = {"embedUrl": "https://retool.example.com/", "expiresIn": 60, "person": "p", "frame": "f"}


@pytest.mark.parametrize(
    ("answers", "tries", "tickets"),
    [
        ([(503, BUSY), (502, {}), (200, LINK)], 1, [None, "A", "A"]),
        ([(503, BUSY), (500, FAILED), (200, LINK), (200, LINK)], 3, [None, "A", "A", None]),
    ],
    ids=["a failure in between", "a new try"],
)
def test_a_turn_that_was_promised_is_kept(
    show: Show, answers: list[object], tries: int, tickets: list[str | None]
) -> None:
    with show(html.Div()) as person:
        person.until(
            lambda: person.driver.execute_script("return !!window.dash_retool_embed"), "scripts"
        )
        sent = person.driver.execute_async_script(ASK, answers, tries)
    assert sent == tickets
