"""What an app may be configured to be, and who may open it."""

import pytest

from dashapp.settings import (
    RESERVED_NAMES,
    AppSettings,
    Toggle,
)
from tests.settings.conftest import APP, SECTIONS, UUID, Mistakes


@pytest.mark.parametrize(
    ("line", "key", "allowed"),
    [
        ("groups = []", "groups", "at least one"),
        ("groups = 12", "groups", "a list"),
        ("groups = ['12']", "groups[0]", "whole number"),
        ("groups = [12, true]", "groups[1]", "whole number"),
        ("uuid = 'sales'", "uuid", "UUID"),
        ("name = 'Sales report'", "name", "small letters, digits, hyphens"),
        ("name = ''", "name", "small letters, digits, hyphens"),
        ("title = ''", "title", "not empty"),
        ("roles = 'admin'", "roles", "a list of role names"),
        ("data = { when = 2020-01-01 }", "data.when", "JSON"),
        ("data = { much = inf }", "data", "JSON"),
        ("data = { id = 9007199254740993 }", "data.id", "send a larger one as text"),
        ("data = { a = [{ id = -9007199254740993 }] }", "data.a[0].id", "up to 2**53"),
        ("metadata = { a = 1.5 }", "metadata.a", "int64"),
        ("metadata = { a = 'claim:' }", "metadata.a", "a claim's name or path"),
        (
            f"metadata = {{ a = '{'x' * 1017}' }}",
            "metadata",
            "at most 1024 bytes as JSON, not 1025",
        ),
        ("toggles = [{ key = 'a' }]", "toggles[0].key", "true or false in data: there is none"),
        ("data = { a = 1, b = true }\ntoggles = [{ key = 'a' }]", "toggles[0].key", "in data: b"),
        ("toggles = [{ label = 'a' }]", "toggles[0].key", "missing: a key of the app's data"),
        ("branch = ''", "branch", "not empty"),
        ("branch = 'b'\nrelease_version = '1.0.0'", "release_version", "branch is set too ('b')"),
        (
            "data = { a = true }\ntoggles = [{ key = 'a' }, { key = 'a', label = 'b' }]",
            "toggles[1].key",
            "a key of its own: toggles[0] has it already",
        ),
        ("groups_by_role = { analyst = [12] }", "groups", "nothing, because groups_by_role is set"),
        ("groups_by_role = { analyst = [] }", "groups_by_role.analyst", "at least one"),
        ("groups_by_role = { analyst = ['12'] }", "groups_by_role.analyst[0]", "whole number"),
        ("groups_by_role = { '' = [12] }", "groups_by_role..[key]", "roles, each with"),
        ("groups_by_role = [12]", "groups_by_role", "roles, each with"),
        ("group = [12]", "group", "did you mean groups?"),
        ("sandbox = ['allow-popup']", "sandbox[0]", "did you mean allow-popups? a list of sandbox"),
        (
            "sandbox = ['allow-forms', 'allow-plugins']",
            "sandbox[1]",
            "are always granted: allow-do",
        ),
        ("sandbox = 'allow-forms'", "sandbox", "a list of sandbox tokens"),
        ("sandbox = false", "sandbox", "a list of sandbox tokens"),
        ("sandbox = [true]", "sandbox[0]", "a list of sandbox tokens"),
        ("allow = ['clipboard']", "allow[0]", "did you mean clipboard-"),
        ("allow = ['fullscreen', 'camera *']", "allow[1]", "did you mean camera? a list of feat"),
        ("allow = 'fullscreen'", "allow", "a list of features: accelerometer, "),
    ],
)
def test_a_mistake_in_an_app_says_where_what_and_what_is_allowed(
    mistakes: Mistakes, line: str, key: str, allowed: str
) -> None:
    own = line.partition(" =")[0]
    kept = [text for text in APP.splitlines() if not text.startswith(f"{own} =")]
    (mistake,) = mistakes(SECTIONS + "\n".join([*kept, line]))
    assert mistake.source == "dashapp.toml"
    assert mistake.key == f"apps[0].{key}"
    assert allowed in mistake.allowed


@pytest.mark.parametrize("more", ["", "-by-user-activation", "-to-custom-protocols"])
def test_no_app_may_be_allowed_to_navigate_the_window(mistakes: Mistakes, more: str) -> None:
    line = f"sandbox = ['allow-forms', 'allow-top-navigation{more}']\n"
    (mistake,) = mistakes(SECTIONS + APP + line)
    assert str(mistake) == (
        f"dashapp.toml: apps[0].sandbox[1] = 'allow-top-navigation{more}': "
        "no token that lets an app navigate the host's window: leave it out"
    )


def test_an_app_without_any_group_is_a_mistake(mistakes: Mistakes) -> None:
    for line in ("", "groups_by_role = {}\n"):
        (mistake,) = mistakes(SECTIONS + APP.replace("groups = [12]\n", line))
        assert mistake.key == "apps[0].groups"
        assert mistake.allowed.endswith("or groups_by_role instead")


def test_groups_of_a_role_that_does_not_open_the_app_are_a_mistake(mistakes: Mistakes) -> None:
    lines = "roles = ['viewer', 'admin']\ngroups_by_role = { admin = [12], analyst = [13] }\n"
    (mistake,) = mistakes(SECTIONS + APP.replace("groups = [12]\n", lines))
    assert mistake.key == "apps[0].groups_by_role.analyst"
    assert mistake.allowed == "a role that opens the app: viewer, admin"


@pytest.mark.parametrize("name", sorted(RESERVED_NAMES))
def test_an_app_can_not_take_an_address_of_the_host(mistakes: Mistakes, name: str) -> None:
    (mistake,) = mistakes(SECTIONS + APP.replace('"sales"', f'"{name}"'))
    assert str(mistake) == (
        f"dashapp.toml: apps[0].name = '{name}': "
        "this word is reserved: choose another name for the app"
    )


def test_two_apps_can_not_share_a_name_even_if_one_has_another_mistake(mistakes: Mistakes) -> None:
    (mistake,) = mistakes(SECTIONS + APP + APP)
    assert mistake.key == "apps[1].name"
    assert "apps[0] has it already" in mistake.allowed
    found = mistakes(SECTIONS + APP + APP + "colour = 3\n")
    assert [mistake.key for mistake in found] == ["apps[1].colour", "apps[1].name"]


def test_roles_open_apps_and_switches() -> None:
    app = AppSettings(name="a", uuid=UUID, groups=[1], roles=["viewer", "admin"])
    assert app.may_open({"admin", "other"})
    assert not app.may_open({"other"})
    assert not app.may_open([])
    assert AppSettings(name="a", uuid=UUID, groups=[1]).may_open([])
    assert Toggle(key="a").may_use([])
    assert Toggle(key="a", roles=["admin"]).may_use(["admin"])
    assert not Toggle(key="a", roles=["admin"]).may_use(["adm"])


def test_a_person_has_the_groups_of_all_their_roles_each_once() -> None:
    groups = {"analyst": [12], "admin": [13, 12], "auditor": [14]}
    app = AppSettings(name="a", uuid=UUID, groups_by_role=groups)
    assert app.groups_for({"admin", "analyst", "other"}) == [12, 13]
    assert app.groups_for(["auditor"]) == [14]
    assert app.groups_for(["other"]) == []
    assert AppSettings(name="a", uuid=UUID, groups=[2, 1]).groups_for([]) == [2, 1]
