"""axe-core finds nothing wrong: on every page, in every state, however somebody looks at it."""

from pathlib import Path
from typing import Any

import pytest
from dash.testing.browser import Browser

from tests.browser.person import Person
from tests.looks.houses import Houses
from tests.looks.states import STATES, State
from tests.looks.viewing import (
    DARK,
    DARK_TELEPHONE,
    DESK,
    FORCED_DARK,
    MAGNIFIED,
    RTL,
    TELEPHONE,
    scene_of,
    views,
)

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"

VIEWS = (DESK, DARK, TELEPHONE, DARK_TELEPHONE, FORCED_DARK, MAGNIFIED, RTL)

# A frame's page is looked at by itself.
RUN = """
const done = arguments[0];
const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const options = { runOnly: { type: "tag", values }, iframes: false, resultTypes: ["violations"] };
axe.run(document, options).then(({ violations }) => done(
  violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary, html }) => ({ id, target, failureSummary, html })))),
  (error) => done([{ id: "axe", target: [], failureSummary: String(error), html: "" }]));
"""


def violations(person: Person) -> list[str]:
    """Return what axe-core finds wrong with the page as it is now."""
    if not person.driver.execute_script("return 'axe' in window"):
        person.driver.execute_script(AXE.read_text())
    return [told(each) for each in person.driver.execute_async_script(RUN)]


def told(violation: dict[str, Any]) -> str:
    why = " ".join(violation["failureSummary"].split())
    return f"{violation['id']} at {violation['target']}: {why}\n    {violation['html'][:200]}"


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_nothing_is_wrong(state: State, chromium: Browser, street: Houses) -> None:
    found = []
    with scene_of(state, chromium, street) as scene:
        for view in views(state, scene, VIEWS):
            found += [f"{view.name}: {each}" for each in violations(scene.person)]
    assert not found, f"{state.name}:\n" + "\n".join(found)


def test_a_button_without_a_name_would_be_found(chromium: Browser, street: Houses) -> None:
    with scene_of(STATES[0], chromium, street) as scene:
        assert violations(scene.person) == []
        scene.script("document.querySelector('main').append(document.createElement('button'))")
        (found,) = violations(scene.person)
    assert found.startswith("button-name at ['main > button")
