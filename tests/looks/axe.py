"""axe-core, run in the page that a browser shows."""

from pathlib import Path
from typing import Any

from selenium.webdriver.chrome.webdriver import WebDriver

SCRIPT = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

# The frames are other people's pages.
RUN = """
const [tags, done] = arguments;
axe.run(document, { runOnly: { type: "tag", values: tags }, iframes: false,
                    resultTypes: ["violations"] })
  .then(({ violations }) => done(violations), (error) => done(String(error)));
"""


def violations(driver: WebDriver) -> list[str]:
    """Return what the page does wrong, one line for each element: rule, element, what to do.

    Raises:
        RuntimeError: axe-core itself failed.
    """
    if not driver.execute_script("return 'axe' in window"):
        driver.execute_script(SCRIPT.read_text())
    found: list[dict[str, Any]] | str = driver.execute_async_script(RUN, TAGS)
    if isinstance(found, str):
        raise RuntimeError(found)
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]
