"""What Lighthouse gives the host's pages, and a bare page of Dash beside them: `make bench`."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from selenium import webdriver

from benchmarks.browser import chromium
from benchmarks.figure import Figure, run_alone
from benchmarks.first_visit import sign_in
from benchmarks.processes import sandbox, waitress

TARGET = 95
CATEGORIES = ("performance", "accessibility", "best-practices")
TIMES = (
    ("first-contentful-paint", "first paint"),
    ("largest-contentful-paint", "largest"),
    ("total-blocking-time", "blocked"),
    ("cumulative-layout-shift", "shift"),
)
RUNS = 3
BARE = "a bare Dash page"
PAGES = {"Home": "/", "an app": "/sales"}
COMMAND = Path(__file__).parent / "lighthouse/node_modules/lighthouse/cli/index.js"


def measure() -> list[Figure]:
    reports: dict[str, list[dict[str, Any]]] = {}
    with (
        sandbox() as retool,
        waitress("benchmarks.demo_host:create", retool) as host,
        waitress("benchmarks.bare_app:create", retool) as bare,
        chromium() as driver,
    ):
        sign_in(driver, host, "anton")
        pages = {**{page: host + path for page, path in PAGES.items()}, BARE: bare}
        for _ in range(RUNS):
            for preset in ("desktop", "mobile"):
                for page, url in pages.items():
                    report = _report(driver, url, preset)
                    reports.setdefault(f"{page}, {preset}", []).append(report)
    return [_figure(name, _middle(of)) for name, of in reports.items()]


def _middle(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the report with the median performance, as Lighthouse's authors advise."""
    ordered = sorted(reports, key=lambda report: report["categories"]["performance"]["score"])
    return ordered[len(ordered) // 2]


def _figure(name: str, report: dict[str, Any]) -> Figure:
    target = not name.startswith(BARE)
    scores = {each: round(100 * report["categories"][each]["score"]) for each in CATEGORIES}
    said = ", ".join(f"{category} {score}" for category, score in scores.items())
    audits = report["audits"]
    times = ", ".join(f"{word} {audits[audit]['displayValue']}" for audit, word in TIMES)
    return Figure(
        f"Lighthouse {report['lighthouseVersion']}, median of {RUNS}: {name}",
        f"≥ {TARGET} each" if target else "",
        f"{said} ({times})".replace("\xa0", " "),
        min(scores.values()) >= TARGET if target else None,
    )


def _report(driver: webdriver.Chrome, url: str, preset: str) -> dict[str, Any]:
    """Have this browser, with the cookies that it has, open a page as at a first visit."""
    port = driver.capabilities["goog:chromeOptions"]["debuggerAddress"].rpartition(":")[2]
    asked = [
        *("node", str(COMMAND), url, "--quiet", f"--port={port}"),
        *("--output=json", "--output-path=stdout", "--only-categories=" + ",".join(CATEGORIES)),
        *(["--preset=desktop"] if preset == "desktop" else []),
    ]
    # Lighthouse keeps it, and "/" would lead to the last tab.
    origin = "/".join(url.split("/")[:3])
    kept = {"origin": origin, "storageTypes": "local_storage"}
    driver.execute_cdp_cmd("Storage.clearDataForOrigin", kept)
    quiet = {**os.environ, "CI": "true"}
    answer = subprocess.run(asked, capture_output=True, text=True, check=True, env=quiet)
    report: dict[str, Any] = json.loads(answer.stdout)
    return report


if __name__ == "__main__":
    run_alone(measure)
