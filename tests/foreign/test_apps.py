"""Apps of the shape of real ones, each with its own pins, to which some lines were added."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from dash.testing.browser import Browser

from tests.browser.person import Person
from tests.foreign.environments import environment
from tests.foreign.journey import nothing, travel
from tests.foreign.running import running

GUNICORN = ("gunicorn", "--bind", "localhost:PORT", "--workers", "2", "--threads", "4")


def fill_in_the_form(person: Person) -> None:
    person.open("/login")
    person.find("[name=username]").send_keys("ada")
    person.click("button")
    person.shows("Welcome")


def give_the_password(person: Person) -> None:
    # As a browser that asks for it; it sends it from then on.
    person.driver.get(person.url.replace("//", "//ada:of%20the%20example@"))


@dataclass(frozen=True)
class App:
    """How its author starts it, and where its embed is."""

    name: str
    command: tuple[str, ...]
    path: str = "/"
    sign_in: Callable[[Person], None] = nothing

    @property
    def lock(self) -> str:
        return self.name.replace("_", "-")


APPS = [
    App("inside_flask", (*GUNICORN, "wsgi:app"), "/dashboards/orders/"),
    App("login_pages", ("python", "app.py"), "/orders", fill_in_the_form),
    App("basic_auth", (*GUNICORN, "app:server"), "/", give_the_password),
    App("dash_proxy", ("python", "app.py")),
    App("mantine_shell", ("python", "app.py")),
]


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_the_journey(app: App, browser: Browser, kit: Path, retool: str, tmp_path: Path) -> None:
    programs = environment(app.lock, kit)
    with running(app.command, programs, app.name, retool, tmp_path / "log") as started:
        assert travel(browser, started, app.path, app.sign_in) == []
