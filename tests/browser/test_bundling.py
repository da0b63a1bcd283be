"""The bridge that a browser runs is the one in assets/bridge.js."""

from pathlib import Path

import pytest
from selenium.common.exceptions import TimeoutException

from tests.browser.attack.mutation import Change
from tests.browser.bundling import bundled_kit, serve_kit
from tests.browser.person import Person
from tests.browser.test_journey import switch_is_admin

# What can't come need not be awaited for long.
IN_VAIN_SECONDS = 3.0

BROKEN = {
    "no window is a frame's": (
        Change("bridge.js", "if (from === contentWindow) return true;", ""),
        "window",
    ),
    "no origin is the right one": (
        Change("bridge.js", "if (origin !== speaker.origin)", "if (origin === speaker.origin)"),
        "origin",
    ),
}


@pytest.mark.parametrize("line", BROKEN)
def test_a_broken_line_of_the_bridge_breaks_the_journey(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    change, verdict = BROKEN[line]
    bundles = bundled_kit(tmp_path / "broken", change)
    serve_kit(bundles, monkeypatch)
    person.sign_in("anton", "/sales")
    dropped = "return dash_retool_embed.bridge.dropped[arguments[0]]"
    person.until(lambda: person.driver.execute_script(dropped, verdict), "the frame to be ignored")
    monkeypatch.setattr("tests.browser.person.PATIENCE_SECONDS", IN_VAIN_SECONDS)
    with pytest.raises(TimeoutException, match="Export to be enabled"):
        switch_is_admin(person)
