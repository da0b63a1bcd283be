"""Pictures of every page and state, and a page that shows them side by side."""

import base64
import tempfile
from collections.abc import Iterable
from html import escape
from pathlib import Path

from tests.chromium import running_chromium
from tests.looks.houses import houses
from tests.looks.states import STATES, State
from tests.looks.viewing import EVERY_VIEW, View, scene_of, views

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Every page and state</title>
<style>
body {{ font: 16px system-ui, sans-serif; margin: 1rem; background: #ddd; }}
div {{ display: flex; gap: 0.5rem; align-items: start; }}
img {{ height: 26rem; }}
</style>
<h1>Every page and state</h1>
{rows}
</html>
"""


def take_pictures(folder: Path, wanted: Iterable[str] = ()) -> None:
    """Write one picture for each state and view.

    Args:
        folder: where they go, with an index.html.
        wanted: the names of states; none: all of them.
    """
    states = [state for state in STATES if not wanted or state.name in wanted]
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as kept,
        houses(Path(kept)) as street,
        running_chromium(Path(kept)) as browser,
    ):
        for state in states:
            with scene_of(state, browser, street) as scene:
                for view in views(state, scene, EVERY_VIEW):
                    shot = browser.driver.execute_cdp_cmd("Page.captureScreenshot", {})
                    picture = base64.b64decode(shot["data"])
                    (folder / _name(state, view)).write_bytes(picture)
    (folder / "index.html").write_text(PAGE.format(rows="\n".join(map(_row, states))))


def _row(state: State) -> str:
    names = [_name(state, view) for view in EVERY_VIEW]
    pictures = "".join(f'<img src="{name}" alt="{name}" loading="lazy">' for name in names)
    return f"<h2>{escape(state.name)}</h2><div>{pictures}</div>"


def _name(state: State, view: View) -> str:
    said = f"{state.name} {view.name}"
    words = "".join(letter if letter.isalnum() else " " for letter in said)
    return f"{'-'.join(words.split())}.png"
