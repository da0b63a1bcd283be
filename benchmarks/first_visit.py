"""What a first visit to the host downloads and waits for, against a bare page of Dash and dbc."""

from dataclasses import dataclass
from pathlib import PurePosixPath

import click
from selenium import webdriver
from selenium.webdriver.common.by import By

from benchmarks.figure import Figure, table
from benchmarks.processes import gunicorn, sandbox
from benchmarks.visits import Asked, Visit, visit, watched_chromium

TARGET = 1.1
PEOPLE = {"viewer": "vera", "admin": "ada"}
PAGES = {"Home": ("/", "[data-shown] .host-home"), "an app": ("/sales", "[data-state=ready]")}
BARE = ("/", "#react-entry-point .btn")


@dataclass(frozen=True)
class Visits:
    """First and second visits by person and page, without what Retool sends; `frame` is whole."""

    bare: tuple[Visit, Visit]
    host: dict[tuple[str, str], tuple[Visit, Visit]]
    frame: Visit


def measure() -> list[Figure]:
    return figures(play())


def play() -> Visits:
    with (
        sandbox() as retool,
        gunicorn("benchmarks.demo_host:create()", retool) as host,
        gunicorn("benchmarks.bare_app:create()", retool) as bare,
    ):
        theirs, _ = _twice(bare, *BARE, None)
        seen, whole = {}, None
        for role, person in PEOPLE.items():
            for page, (path, css) in PAGES.items():
                seen[role, page], opened = _twice(host, path, css, person)
                whole = opened if page == "an app" else whole
        assert whole is not None
        return Visits(theirs, seen, whole)


def figures(visits: Visits) -> list[Figure]:
    bare, bare_again = visits.bare
    rows = []
    for (role, page), (first, second) in visits.host.items():
        ratio = first.bytes / bare.bytes
        rows.append(
            Figure(
                f"a first visit to {page} ({role}): bytes on the wire, against a bare Dash page",
                f"≤ {TARGET:g}x",
                f"{ratio:.2f}x ({_kb(first)} in {len(first.requests)} requests against "
                f"{_kb(bare)} in {len(bare.requests)})",
                ratio <= TARGET,
            )
        )
        again = [each for each in second.requests if each.size and each.kind in _FILES]
        rows.append(
            Figure(
                f"a second visit to {page} ({role}): files that are asked for again",
                "0",
                f"{len(again)} ({_kb(second)} in all; the bare page: {_kb(bare_again)})",
                not again,
            )
        )
    return rows


_FILES = ("Script", "Stylesheet", "Image", "Font")


def waterfall(visit: Visit) -> str:
    """List the requests from the address to the frame, by milliseconds after the first."""
    first = visit.requests[0]
    frame = next(each for each in visit.requests[1:] if each.kind == "Document")
    before = [each for each in visit.requests if each.start <= frame.start]
    lines = ["| request | from, ms | to, ms | bytes | asked for by |", "|---|---|---|---|---|"]
    for each in before:
        name = "the frame" if each is frame else f"{each.method} {each.path}"
        start, end = ((moment - first.start) * 1000 for moment in (each.start, each.end))
        lines.append(f"| {name} | {start:.0f} | {end:.0f} | {each.size} | {_by(each)} |")
    return "\n".join(lines)


def _by(asked: Asked) -> str:
    return PurePosixPath(asked.by.partition("?")[0]).name or "the address"


def _twice(
    origin: str, path: str, css: str, person: str | None
) -> tuple[tuple[Visit, Visit], Visit]:
    is_there = lambda driver: driver.find_elements(By.CSS_SELECTOR, css)  # noqa: E731
    with watched_chromium() as driver:
        if person is not None:
            sign_in(driver, origin, person)
        first, second = (visit(driver, origin + path, is_there) for _ in range(2))
        return (first.of(origin), second.of(origin)), first


def sign_in(driver: webdriver.Chrome, origin: str, person: str) -> None:
    driver.get(f"{origin}/sign-in")
    form = "const [person] = arguments; return fetch('/sign-in', {method: 'POST', "
    form += "redirect: 'manual', body: new URLSearchParams({person})}).then(() => true)"
    driver.execute_script(form, person)
    # What the sign-in page has loaded is no part of a first visit.
    driver.execute_cdp_cmd("Network.clearBrowserCache", {})


def _kb(visit: Visit) -> str:
    return f"{visit.bytes / 1000:.1f} KB"


if __name__ == "__main__":
    played = play()
    click.echo(f"{table(figures(played))}\n\n{waterfall(played.frame)}")
