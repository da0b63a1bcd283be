"""The key and the links, looked for in everything that a whole journey left behind."""

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from dash.testing.browser import Browser
from werkzeug.wsgi import ClosingIterator

from dash_retool_embed.testing.sandbox import DEMO_API_KEY, Sandbox
from tests.browser.person import Person
from tests.browser.security.journey import journey
from tests.commands import dashapp
from tests.conftest import SECRET, Host
from tests.patience import PATIENCE_SECONDS
from tests.ports import steady_port

# All that a script of the page, an extension or a tool for errors could read. The link of a frame
# is its `src`, which can't be taken away: without it the frame would leave for about:blank. It was
# used by then, and is good once. The browser's own record of that load is the other exception.
READ = """
const copy = document.documentElement.cloneNode(true);
const links = [...copy.querySelectorAll("iframe")].map((frame) => frame.src);
copy.querySelectorAll("iframe").forEach((frame) => frame.removeAttribute("src"));
const entries = performance.getEntries().filter((entry) => entry.initiatorType !== "iframe");
const text = JSON.stringify([
  copy.outerHTML, {...localStorage}, {...sessionStorage}, history.state, location.href,
  document.cookie, window.name, document.title, entries,
]);
return [links, text];
"""

# Every logger at every level, without the filter: nobody logs them in the first place. Werkzeug's
# list of requests stays off, as everywhere: here it would be the sandbox's.
LOUD = """
import logging
logging.basicConfig(level=logging.DEBUG)
from dashapp.cli import main
main()
"""


class Recorder:
    """Keeps what a host answers."""

    def __init__(self, app: object) -> None:
        self._app = app
        self.answers: list[tuple[str, str]] = []

    def __call__(self, environ: dict[str, object], start_response: object) -> Iterable[bytes]:
        heads: list[str] = []

        def start(status: str, headers: list[tuple[str, str]], *rest: object) -> object:
            heads.append(f"{status} {headers}")
            return start_response(status, headers, *rest)  # type: ignore[operator]

        parts = self._app(environ, start)  # type: ignore[operator]
        body = b"".join(parts)
        asked = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
        self.answers.append((asked, f"{heads[-1]}\n{body.decode('utf-8', 'replace')}"))
        return ClosingIterator([body], getattr(parts, "close", None))


def nonces(links: Iterable[str]) -> set[str]:
    return {urlsplit(link).path.rpartition("/")[2] for link in links if link}


def test_nothing_that_reaches_the_browser_has_them_but_the_one_answer(
    somebody: Person, host: Host, sandbox: Sandbox
) -> None:
    recorder = Recorder(host.app.server.wsgi_app)
    host.app.server.wsgi_app = recorder
    read: dict[str, str] = {}
    links: set[str] = set()

    def look(state: str) -> None:
        shown, text = somebody.driver.execute_script(READ)
        links.update(shown)
        read[state] = text

    journey(somebody, sandbox.origin, look)
    console = "\n".join(entry["message"] for entry in somebody.driver.get_log("browser"))

    minting = [text for asked, text in recorder.answers if asked == "POST /api/embedUrl"]
    minted = nonces(re.findall(r'"embedUrl": ?"([^"]+)"', "\n".join(minting)))
    assert len(minted) == sandbox.links_minted > 5
    # What is searched for would be found: it is in the frames.
    assert nonces(links) & minted
    assert not nonces(links) - minted

    tokens = {
        token
        for asked, text in recorder.answers
        if asked == "POST /sign-in"
        for token in re.findall(r"dashapp_token=([^;']+)", text)
    }
    assert len(tokens) == 2
    others = "\n".join(
        text
        for asked, text in recorder.answers
        if asked not in ("POST /api/embedUrl", "POST /sign-in")
    )
    assert len(recorder.answers) > 50
    left_behind = {"console": console, "answers": others, **read}
    for secret in (DEMO_API_KEY, SECRET, *minted, *tokens):
        assert [where for where, text in left_behind.items() if secret in text] == []
    assert DEMO_API_KEY not in "\n".join(minting)
    assert SECRET not in "\n".join(minting)


SLOW = """
const { toggleAttribute } = Element.prototype;
Element.prototype.toggleAttribute = function (name, ...rest) {
  const end = performance.now() + (name === "data-there" ? 100 : 0);
  while (performance.now() < end);
  // Only what a frame follows is told, and a frame that is there already changes nothing.
  if (name === "data-there") requestAnimationFrame(() => undefined);
  return toggleAttribute.call(this, name, ...rest);
};
// The browser's own record ends after 200 entries; a busy machine has as many before the frame.
window.slowOnes = [];
const keep = (list) => window.slowOnes.push(...list.getEntries());
new PerformanceObserver(keep).observe({ type: "long-animation-frame" });
"""
SLOW_FRAMES = """
return window.slowOnes.flatMap(({ scripts }) => scripts.map(({ invoker }) => invoker));
"""


def test_the_record_of_what_was_slow_names_no_link(somebody: Person, host: Host) -> None:
    somebody.sign_in("anton", "/home")
    somebody.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": SLOW})
    somebody.open("/sales")
    somebody.reaches("ready", "sales")

    def loads() -> list[str]:
        invokers: list[str] = somebody.driver.execute_script(SLOW_FRAMES)
        return [each for each in invokers if each.startswith("IFRAME")]

    somebody.until(loads, "the frame that was slow to load")
    assert [each for each in loads() if "/embed/" in each] == []


def test_the_server_writes_neither_whoever_logs_at_whatever_level(
    talkative: Browser, tmp_path: Path
) -> None:
    port, sandbox = steady_port(), steady_port()
    links: set[str] = set()
    tokens: set[str] = set()
    log = tmp_path / "log"

    def look(_state: str) -> None:
        links.update(somebody.driver.execute_script(READ)[0])
        tokens.update(cookie["value"] for cookie in somebody.driver.get_cookies())

    arguments = ["demo", "--port", str(port), "--sandbox-port", str(sandbox)]
    with (
        log.open("w") as output,
        dashapp(*arguments, folder=tmp_path, started_by=("-c", LOUD), output=output) as process,
    ):
        somebody = Person(talkative, f"http://localhost:{port}")
        somebody.until(lambda: "Open http" in log.read_text(), "the demo to start")
        journey(somebody, f"http://localhost:{sandbox}", look)
        process.terminate()
        process.wait(PATIENCE_SECONDS)
    written = log.read_text()
    assert "DEBUG urllib3" in written or "DEBUG:urllib3" in written
    assert "No embed URL" in written
    assert len(nonces(links)) >= 3
    assert len(tokens) >= 2
    for secret in (DEMO_API_KEY, *nonces(links), *tokens):
        assert secret not in written
