"""The catalogue: every page and state of the host, and how somebody comes to it."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.person import Person
from tests.browser.playground import post
from tests.looks.hosts import Hosts

Reach = Callable[[Person, Hosts], None]


@dataclass(frozen=True)
class State:
    """A page or a state of one, the kind of host that has it, and the way there."""

    name: str
    kind: str
    reach: Reach


STATES: list[State] = []

OFFLINE = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}


def state(name: str, kind: str = "demo") -> Callable[[Reach], Reach]:
    """Put a function that brings a person to a state into the catalogue."""

    def add(reach: Reach) -> Reach:
        STATES.append(State(name, kind, reach))
        return reach

    return add


@state("sign-in")
def sign_in(person: Person, hosts: Hosts) -> None:
    person.open("/")
    person.find("button[value=ada]")


@state("not-signed-in", "jwt")
def not_signed_in(person: Person, hosts: Hosts) -> None:
    person.open("/")
    person.find("h1")


@state("signed-out")
def signed_out(person: Person, hosts: Hosts) -> None:
    person.sign_in("anton")
    person.sign_out()
    person.until(lambda: not person.all(".host-header"), "the page after the sign-out")
    person.find("h1")


@state("home")
def home(person: Person, hosts: Hosts) -> None:
    person.sign_in("ada")


@state("embed-waiting")
def embed_waiting(person: Person, hosts: Hosts) -> None:
    hosts.sandbox.misbehave.hang_frames = True
    person.sign_in("anton", "/sales")
    person.reaches("loading", "sales")


@state("embed-waiting-long")
def embed_waiting_long(person: Person, hosts: Hosts) -> None:
    embed_waiting(person, hosts)
    person.shows("Waiting for Retool", "#sales")


@state("embed-ready")
def embed_ready(person: Person, hosts: Hosts) -> None:
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")


@state("embed-error")
def embed_error(person: Person, hosts: Hosts) -> None:
    hosts.sandbox.misbehave.fail_nth, hosts.sandbox.misbehave.fail_status = 1, 500
    person.sign_in("anton", "/sales")
    person.reaches("error", "sales")


@state("app-not-for-these-roles")
def not_for_these_roles(person: Person, hosts: Hosts) -> None:
    person.sign_in("anton", "/playground")


@state("no-such-page")
def no_such_page(person: Person, hosts: Hosts) -> None:
    person.sign_in("anton", "/no/such/page")


@state("no-such-file")
def no_such_file(person: Person, hosts: Hosts) -> None:
    person.sign_in("anton")
    person.open("/assets/none.js")
    person.find("body")


@state("signed-out-elsewhere")
def signed_out_elsewhere(person: Person, hosts: Hosts) -> None:
    person.sign_in("anton", "/")
    here = person.driver.current_window_handle
    person.driver.switch_to.new_window("tab")
    person.open("/")
    person.sign_out()
    person.find("h1")
    person.driver.close()
    person.driver.switch_to.window(here)
    person.until(lambda: person.find("#host_over").is_displayed(), "the cover")


@state("offline")
def offline(person: Person, hosts: Hosts) -> None:
    embed_ready(person, hosts)
    person.driver.execute_cdp_cmd("Network.enable", {})
    person.driver.execute_cdp_cmd("Network.emulateNetworkConditions", OFFLINE)
    person.shows("You are offline", "#host_away")


@state("restarting")
def restarting(person: Person, hosts: Hosts) -> None:
    person.sign_in("anton", "/")
    hosts.away = True
    person.go("customers")
    person.shows("isn't answering", "#host_away")


@state("account-menu")
def account_menu(person: Person, hosts: Hosts) -> None:
    person.sign_in("ada")
    person.find(".host-account > summary").click()


@state("more-menu", "many")
def more_menu(person: Person, hosts: Hosts) -> None:
    person.sign_in("ada")
    person.until(lambda: person.find(".host-more").is_displayed(), "More")
    person.find(".host-more > summary").click()


@state("badge")
def badge(person: Person, hosts: Hosts) -> None:
    person.sign_in("ada", "/playground")
    person.reaches("ready", "playground")
    person.go("home")
    person.until(lambda: "Hello" in person.heading(), "Home")
    post(person, "playground", "post({type: 'notify', count: 3})")
    person.shows("3", "[data-tab=playground] .host-badge")


@state("inspector")
def inspector(person: Person, hosts: Hosts) -> None:
    person.sign_in("ada")
    person.open("/sales?inspect")
    person.reaches("ready", "sales")
    person.find(".inspector-messages")


@state("usage")
def usage(person: Person, hosts: Hosts) -> None:
    person.sign_in("ada", "/sales")
    person.reaches("ready", "sales")
    person.open("/usage")
    person.find(".usage .ag-row[row-id]")


@state("usage-details")
def usage_details(person: Person, hosts: Hosts) -> None:
    usage(person, hosts)
    row = person.find(".usage .ag-row[row-id] .ag-cell")
    person.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", row)
    row.click()
    person.find(".usage-details.show .usage-facts")


@state("usage-table")
def usage_table(person: Person, hosts: Hosts) -> None:
    usage(person, hosts)
    person.driver.execute_script(
        "arguments[0].scrollIntoView({block: 'end'})", person.find(".usage-grid")
    )


@state("usage-empty", "many")
def usage_empty(person: Person, hosts: Hosts) -> None:
    person.sign_in("ada", "/usage")
    person.find(".usage .ag-root")
