"""Every page and state of the host: how somebody at a browser gets there."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta

from dash.testing.browser import Browser
from sqlalchemy import text

from dashapp.database import Store
from dashapp.identity import issue_token
from tests.browser.clock import PageClock
from tests.browser.person import Person
from tests.browser.playground import post
from tests.chromium import fresh_window
from tests.conftest import SECRET
from tests.looks.houses import Houses

# When the example's sessions of an hour are renewed, and the rest of the hour.
RENEWAL_SECONDS, REST_SECONDS = 3540, 60

ASK_AGAIN = "dash_clientside.set_props('usage_interval', {n_intervals: Math.random()})"

SETTLED = """
const [origin, done] = arguments;
navigator.locks.request(`retool-renewal ${origin}`, () => {}).then(done);
"""

NO_CLIPBOARD = """
Object.defineProperty(navigator, "clipboard", { value: undefined });
document.querySelector("#sales .retool-embed-copy").click();
"""

# A resize closes menus.
OPEN = """
const menu = [...document.querySelectorAll(arguments[0])].find((each) => each.checkVisibility());
if (menu) menu.open = true;
return Boolean(menu);
"""


@dataclass
class Scene:
    """Somebody on the way to a state; what `after` holds undoes it."""

    browser: Browser
    houses: Houses
    person: Person = field(init=False)
    clock: PageClock = field(init=False)
    after: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        fresh_window(self.browser)
        self.at(self.houses.demo)
        self.houses.sandbox.clock = time.time
        self.clock = PageClock(self.browser.driver, self.houses.sandbox)
        self.after.callback(self.houses.sandbox.misbehave.reset)

    def at(self, url: str) -> None:
        """Go to the door of a host, whose pages remember nothing."""
        self.person = Person(self.browser, url)
        kept = {"origin": url, "storageTypes": "local_storage"}
        self.browser.driver.execute_cdp_cmd("Storage.clearDataForOrigin", kept)

    def script(self, source: str, *values: object) -> object:
        """Run a script in the page."""
        result: object = self.browser.driver.execute_script(source, *values)
        return result

    def cookie(self, *roles: str) -> None:
        """Have a token with these roles, as of a sign-in elsewhere."""
        auth = self.houses.settings.auth
        token = issue_token(
            SECRET,
            sub="person-1",
            roles=roles,
            lifetime=timedelta(hours=1),
            audience=auth.audience,
            issuer=auth.issuer,
            first_name="Kim",
            store_id=1,
            can_export=True,
        )
        cookie = {"name": auth.cookie, "value": token, "url": self.person.url}
        self.browser.driver.execute_cdp_cmd("Network.setCookie", cookie)

    def sales(self, state: str = "ready") -> None:
        """Open the sales app, and wait for a state of it."""
        self.person.sign_in("anton", "/sales")
        self.person.reaches(state, "sales")


Step = Callable[[Scene], None]


@dataclass(frozen=True)
class State:
    """One page, or one state of a page; `menu` is kept open whatever the window's size."""

    name: str
    arrive: Step
    menu: str | None = None

    def hold(self, scene: Scene) -> None:
        """Show what a new size of the window has closed."""
        if self.menu is not None:
            scene.script(OPEN, self.menu)


STATES: list[State] = []


def state(name: str, menu: str | None = None) -> Callable[[Step], Step]:
    """Put a way to a state into the catalogue."""

    def keep(step: Step) -> Step:
        STATES.append(State(name, step, menu))
        return step

    return keep


@state("demo sign-in")
def _(scene: Scene) -> None:
    scene.person.open("/sign-in")


@state("a browser that is too old")
def _(scene: Scene) -> None:
    scene.person.open("/old-browser")


@state("not signed in")
def _(scene: Scene) -> None:
    scene.at(scene.houses.guarded)
    scene.person.open("/")


@state("sign-in failed")
def _(scene: Scene) -> None:
    scene.at(scene.houses.company)
    scene.person.open("/sign-in/callback?error=access_denied&state=unknown")
    scene.person.shows("You are not signed in", "h1")


@state("signed out")
def _(scene: Scene) -> None:
    scene.at(scene.houses.company)
    scene.person.open("/sign-out")
    scene.person.shows("You have signed out", "h1")


@state("error outside of Dash")
def _(scene: Scene) -> None:
    scene.person.open("/_host/nothing.css")


@state("home")
def _(scene: Scene) -> None:
    scene.person.sign_in("ada", "/")


@state("home without an app")
def _(scene: Scene) -> None:
    scene.cookie("guest")
    scene.person.open("/")
    scene.person.shows("No app is open to your roles yet", "[data-shown]")


@state("home with groups")
def _(scene: Scene) -> None:
    scene.at(scene.houses.busy)
    scene.person.sign_in("ada", "/")


@state("a group's menu", menu=".host-tabs > li > .host-group, .host-more")
def _(scene: Scene) -> None:
    scene.at(scene.houses.busy)
    scene.person.sign_in("ada", "/")


@state("the menu of what does not fit", menu=".host-more")
def _(scene: Scene) -> None:
    scene.at(scene.houses.busy)
    scene.person.sign_in("ada", "/")


@state("the person's menu", menu=".host-account")
def _(scene: Scene) -> None:
    scene.person.sign_in("ada", "/")


@state("a tab with news")
def _(scene: Scene) -> None:
    person = scene.person
    person.sign_in("ada", "/playground")
    person.until(lambda: person.state("playground") in ("loading", "ready"), "the playground")
    person.go("home")
    person.shows("Hello, Ada", "#host_page")
    post(person, "playground", "post({type: 'notify', count: 3})")
    badge = "return document.querySelector('[data-tab=playground] .host-badge')?.textContent"
    person.until(lambda: scene.script(badge), "the badge")


@state("an app on its way")
def _(scene: Scene) -> None:
    scene.houses.sandbox.misbehave.hang_frames = True
    scene.sales("loading")
    # Time stands still, as it were: the next thing is due in ten minutes.
    scene.clock.forward(-600)


@state("an app on its way for long")
def _(scene: Scene) -> None:
    scene.houses.sandbox.misbehave.hang_frames = True
    scene.sales("loading")
    scene.clock.forward(2)
    scene.person.shows("Waiting for Retool…", "#sales [role=status]")


@state("an app")
def _(scene: Scene) -> None:
    scene.sales()


@state("an app in a window of its own")
def _(scene: Scene) -> None:
    scene.person.sign_in("anton", "/sales?window")
    scene.person.reaches("ready", "sales")


@state("an app that failed")
def _(scene: Scene) -> None:
    _failing(scene)
    scene.sales("error")


@state("an app that failed, with details")
def _(scene: Scene) -> None:
    _failing(scene)
    scene.sales("error")
    scene.script(NO_CLIPBOARD)
    scene.person.find("#sales .retool-embed-details")


@state("a session being renewed")
def _(scene: Scene) -> None:
    scene.sales()
    scene.houses.sandbox.misbehave.hang = True
    scene.clock.skip(RENEWAL_SECONDS)
    scene.person.reaches("renewing", "sales")


@state("a session that has ended")
def _(scene: Scene) -> None:
    scene.sales()
    _failing(scene)
    scene.clock.skip(RENEWAL_SECONDS)
    scene.browser.driver.execute_async_script(SETTLED, scene.houses.sandbox.origin)
    scene.clock.forward(REST_SECONDS)
    scene.person.shows("session_ended", "#sales")


@state("an app that the roles do not open")
def _(scene: Scene) -> None:
    scene.person.sign_in("vera", "/customers")


@state("no such page")
def _(scene: Scene) -> None:
    scene.person.sign_in("vera", "/nowhere")


@state("signed out elsewhere")
def _(scene: Scene) -> None:
    scene.sales()
    driver = scene.browser.driver
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    scene.person.open("/")
    scene.person.sign_out()
    scene.person.find("button[value=anton]")
    driver.close()
    driver.switch_to.window(first)
    scene.person.shows("You have signed out", "#host_signed_out")


@state("a sign-in that has ended")
def _(scene: Scene) -> None:
    scene.sales()
    scene.browser.driver.delete_cookie("dashapp_token")
    scene.person.go("customers")
    scene.person.shows("Your sign-in has ended", "#host_signed_out")


@state("the end of a sign-in in a window of its own")
def _(scene: Scene) -> None:
    scene.person.sign_in("anton", "/")
    scene.person.open("/sign-in/done")
    scene.person.shows("You are signed in", "h1")


@state("offline")
def _(scene: Scene) -> None:
    scene.sales()
    driver = scene.browser.driver
    speed = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    driver.execute_cdp_cmd("Network.enable", {})
    network = "Network.emulateNetworkConditions"
    scene.after.callback(driver.execute_cdp_cmd, network, {"offline": False, **speed})
    driver.execute_cdp_cmd(network, {"offline": True, **speed})
    scene.person.shows("You are offline", "#host_offline")


@state("a host that restarts")
def _(scene: Scene) -> None:
    scene.person.sign_in("anton", "/")
    scene.after.callback(setattr, scene.houses, "offline", False)
    scene.houses.offline = True
    scene.person.go("customers")
    scene.person.shows("isn't answering", "#host_offline")


@state("the inspector")
def _(scene: Scene) -> None:
    scene.person.sign_in("ada", "/")
    scene.person.open("/sales?inspect")
    scene.person.reaches("ready", "sales")
    scene.person.find(".inspector-messages")


@state("usage")
def _(scene: Scene) -> None:
    _usage(scene)


@state("usage, one link")
def _(scene: Scene) -> None:
    _usage(scene)
    scene.person.find(".ag-row[row-id] [col-id=outcome]").click()
    scene.person.find("#usage_details.show:not(.showing)")
    scene.person.find("#usage_person_links").click()
    scene.person.find("#usage_person_links_body summary").click()


@state("usage of nobody")
def _(scene: Scene) -> None:
    scene.at(scene.houses.guarded)
    scene.cookie("admin")
    scene.person.open("/usage")
    scene.person.shows("No link of this kind", "#usage_count")
    scene.person.shows("No people in these days", "#usage_people")


@state("usage whose database is away")
def _(scene: Scene) -> None:
    _usage(scene)
    store = scene.houses.log.store
    scene.after.callback(_rename, store, "away", "usage_last_seen")
    _rename(store, "usage_last_seen", "away")
    scene.script(ASK_AGAIN)
    scene.person.shows("can't be used", "#usage_trouble")


@state("usage that is not for everybody")
def _(scene: Scene) -> None:
    scene.person.sign_in("vera", "/usage")


def _failing(scene: Scene) -> None:
    scene.houses.sandbox.misbehave.fail_nth = 1
    scene.houses.sandbox.misbehave.fail_status = 500


def _usage(scene: Scene) -> None:
    scene.person.sign_in("ada", "/usage")
    scene.person.shows("opens", "#usage_totals")
    scene.person.find(".ag-row[row-id] [col-id=outcome]")
    scene.person.find("#usage_mint_times .legendtext")


def _rename(store: Store, before: str, after: str) -> None:
    with store.writing() as connection:
        connection.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))
