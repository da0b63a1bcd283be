"""From an address to an app that starts: what a browser asks for, in which order, and how often."""

from typing import Any

from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.person import Person

ENTRIES = """
const entries = performance.getEntriesByType("resource");
return entries.map(({ name, initiatorType, startTime, responseEnd, transferSize }) => ({
  path: new URL(name).pathname, initiatorType, startTime, responseEnd, transferSize,
}));
"""
LINK, CALLBACK = "/api/embedUrl", "/_dash-update-component"

Entry = dict[str, Any]


def asked(person: Person, *paths: str) -> list[Entry]:
    """Return what this page has asked for, in the order in which it did."""
    entries: list[Entry] = person.driver.execute_script(ENTRIES)
    return [entry for entry in entries if not paths or entry["path"] in paths]


def files(entries: list[Entry]) -> list[Entry]:
    return [each for each in entries if each["path"].endswith((".js", ".css"))]


def signed_in(person: Person, who: str = "anton") -> Person:
    """Sign somebody in without any page of the host being loaded for it."""
    person.open("/sign-in")
    person.driver.execute_async_script(
        "const [body, done] = arguments; fetch('/sign-in', { method: 'POST', redirect: 'manual',"
        " body: new URLSearchParams(body) }).then(() => done())",
        {"person": who},
    )
    return person


def test_an_app_s_address_needs_one_round_of_requests_and_one_link(
    person: Person, sandbox: Sandbox
) -> None:
    signed_in(person).open("/sales")
    person.reaches("ready", "sales")
    # The view is in the layout, which is asked for once, with the page that loads it.
    assert asked(person, CALLBACK) == []
    loaded = max(each["responseEnd"] for each in files(asked(person)))
    for path in ("/_dash-layout", "/_dash-dependencies"):
        (first,) = asked(person, path)
        assert first["startTime"] < loaded, path
    # The link is under way before the last script is there, and used.
    (link,) = asked(person, LINK)
    assert link["startTime"] < loaded
    assert (sandbox.links_minted, sandbox.links_redeemed, sandbox.frame_loads) == (1, 1, 1)
    assert person.console() == []
    # Another app asks for its own.
    person.go("customers")
    person.reaches("ready", "customers")
    assert (sandbox.links_minted, sandbox.frame_loads) == (2, 2)


def test_a_second_visit_loads_no_file_again(person: Person) -> None:
    signed_in(person).open("/")
    person.find("[data-shown] .host-home")
    person.driver.get("about:blank")
    person.open("/")
    person.find("[data-shown] .host-home")
    loaded = files(asked(person))
    assert len(loaded) > 15
    assert [each["path"] for each in loaded if each["transferSize"]] == []


def test_no_link_is_minted_for_whom_an_app_is_not_open(person: Person, sandbox: Sandbox) -> None:
    signed_in(person, "vera").open("/customers")
    person.shows("You may not open", "[data-shown]")
    assert asked(person, LINK) == []
    assert sandbox.links_minted == 0


def test_a_link_that_could_not_be_had_early_is_asked_for_again_and_says_so(
    person: Person, sandbox: Sandbox
) -> None:
    sandbox.misbehave.fail_nth = 1
    signed_in(person).open("/sales")
    person.shows("Trying again", "#sales")
    sandbox.misbehave.reset()
    person.reaches("ready", "sales")
    assert len(asked(person, LINK)) > 1
    assert (sandbox.links_minted, sandbox.links_redeemed) == (1, 1)


def test_the_table_of_the_usage_page_comes_with_that_page(person: Person) -> None:
    def table() -> list[Entry]:
        return [each for each in asked(person) if "/dash_ag_grid.v" in each["path"]]

    signed_in(person, "ada").open("/")
    person.find("[data-shown] .host-home")
    assert table() == []
    person.go("usage")
    person.find(".ag-root")
    assert len(table()) == 1
