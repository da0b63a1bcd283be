"""What may be configured, where from, and what a mistake in it says."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from dashapp.settings import (
    RESERVED_NAMES,
    AppSettings,
    ConfigurationError,
    Problem,
    Settings,
    Toggle,
    load_settings,
)

EXAMPLE = Path(__file__).parent.parent / "dashapp.toml"
KEY = "retool-key-that-nobody-may-see"
SECRET = "jwt-secret-that-nobody-may-see-either"
UUID = "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10"
SECTIONS = '[retool]\nurl = "https://retool.example.com"\n[auth]\naudience = "dashapp"\n'
APP = f'[[apps]]\nname = "sales"\nuuid = "{UUID}"\ngroups = [12]\n'

Load = Callable[..., Settings]
Problems = Callable[[str], list[Problem]]


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DASHAPP_CONFIG", "RETOOL_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RETOOL_API_KEY", KEY)
    monkeypatch.setenv("DASHAPP_JWT_SECRET", SECRET)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def load(text: str = SECTIONS + APP, **options: Any) -> Settings:
        file = tmp_path / "dashapp.toml"
        file.write_text(text)
        return load_settings(file, **options)

    return load


@pytest.fixture
def problems(load: Load) -> Problems:
    def problems(text: str) -> list[Problem]:
        with pytest.raises(ConfigurationError) as caught:
            load(text)
        assert str(caught.value).splitlines() == [str(problem) for problem in caught.value.problems]
        return caught.value.problems

    return problems


def test_the_example_runs_as_it_is() -> None:
    settings = load_settings(EXAMPLE)
    assert [app.name for app in settings.apps] == ["sales", "customers", "playground"]
    assert settings.apps[0].toggles == [
        Toggle(key="isAdmin", label="isAdmin", roles=["analyst", "admin"])
    ]
    assert settings.retool_api_key.get_secret_value() == KEY
    assert settings.jwt_secret.get_secret_value() == SECRET


def test_what_is_left_out_has_a_default(load: Load) -> None:
    settings = load()
    assert settings.retool.session_duration_minutes == 60
    assert settings.retool.user_info_keys == "snake_case"
    assert settings.retool.embed_origins == []
    assert settings.auth.algorithms == ["HS256"]
    assert settings.auth.issuer is None
    assert settings.auth.cookie == "dashapp_token"
    (app,) = settings.apps
    assert (app.title, app.roles, app.data, app.metadata) == ("sales", [], {}, {})


def test_the_file_is_found_where_the_environment_says_or_here(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load() == load_settings()
    (tmp_path / "dashapp.toml").rename(tmp_path / "other.toml")
    monkeypatch.setenv("DASHAPP_CONFIG", str(tmp_path / "other.toml"))
    assert load_settings().retool.url == "https://retool.example.com"


@pytest.mark.parametrize(
    ("variable", "text", "section", "key", "value"),
    [
        ("RETOOL_URL", "other.example.com", "retool", "url", "https://other.example.com"),
        ("DASHAPP_RETOOL_URL", "https://b.example", "retool", "url", "https://b.example"),
        ("DASHAPP_RETOOL_SESSION_DURATION_MINUTES", "10", "retool", "session_duration_minutes", 10),
        ("DASHAPP_RETOOL_USER_INFO_KEYS", "camelCase", "retool", "user_info_keys", "camelCase"),
        (
            "DASHAPP_RETOOL_EMBED_ORIGINS",
            "a.example, http://b.example:81",
            "retool",
            "embed_origins",
            ["https://a.example", "http://b.example:81"],
        ),
        (
            "DASHAPP_RETOOL_EMBED_ORIGINS",
            '["https://a.example"]',
            "retool",
            "embed_origins",
            ["https://a.example"],
        ),
        ("DASHAPP_AUTH_ALGORITHMS", "HS256", "auth", "algorithms", ["HS256"]),
        ("DASHAPP_AUTH_AUDIENCE", "123", "auth", "audience", "123"),
        ("DASHAPP_AUTH_ISSUER", "us", "auth", "issuer", "us"),
        ("DASHAPP_AUTH_COOKIE", "sid", "auth", "cookie", "sid"),
    ],
)
def test_a_variable_wins_over_the_file(
    load: Load,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    text: str,
    section: str,
    key: str,
    value: object,
) -> None:
    monkeypatch.setenv(variable, text)
    assert getattr(getattr(load(), section), key) == value


def test_an_empty_variable_counts_as_absent(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETOOL_URL", "")
    assert load().retool.url == "https://retool.example.com"


def test_overrides_win_over_both(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETOOL_URL", "https://b.example")
    monkeypatch.delenv("RETOOL_API_KEY")
    overrides = {"retool": {"url": "http://localhost:1"}, "retool_api_key": "demo"}
    settings = load(overrides=overrides)
    assert settings.retool.url == "http://localhost:1"
    assert settings.retool_api_key.get_secret_value() == "demo"
    assert settings.auth.audience == "dashapp"


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("retool.example.com", "https://retool.example.com"),
        ("retool.example.com:8443", "https://retool.example.com:8443"),
        ("https://Retool.Example.com/", "https://retool.example.com"),
        ("https://retool.example.com:443", "https://retool.example.com"),
        ("http://localhost:8051/", "http://localhost:8051"),
        ("http://[::1]:8051", "http://[::1]:8051"),
        (" https://retool.example.com ", "https://retool.example.com"),
    ],
)
def test_retools_address_becomes_an_origin(load: Load, written: str, origin: str) -> None:
    assert load(overrides={"retool": {"url": written}}).retool.url == origin


@pytest.mark.parametrize(
    "written",
    [
        "",
        "ftp://retool.example.com",
        "https://retool.example.com/apps",
        "https://retool.example.com?x=1",
        "https://retool.example.com/#",
        "https://me:hunter2@retool.example.com",
        "https://retool.example.com:99999",
        "https://retool example.com",
        "https://",
        "https://rétool.example.com",
    ],
)
def test_an_address_that_is_more_or_less_than_an_origin_is_a_mistake(
    problems: Problems, written: str
) -> None:
    (problem,) = problems(SECTIONS.replace("https://retool.example.com", written))
    assert problem.key == "retool.url"
    assert "hunter2" not in str(problem)


@pytest.mark.parametrize(
    ("line", "key", "allowed"),
    [
        ("groups = []", "groups", "at least one"),
        ("groups = 12", "groups", "a list"),
        ("groups = ['12']", "groups[0]", "whole number"),
        ("groups = [12, true]", "groups[1]", "whole number"),
        ("uuid = 'sales'", "uuid", "UUID"),
        ("name = 'Sales report'", "name", "small letters, digits and hyphens"),
        ("name = ''", "name", "small letters, digits and hyphens"),
        ("title = ''", "title", "not empty"),
        ("roles = 'admin'", "roles", "a list of role names"),
        ("data = { when = 2020-01-01 }", "data.when", "JSON"),
        ("data = { much = inf }", "data", "JSON"),
        ("metadata = { a = 1.5 }", "metadata.a", "int64"),
        ("metadata = { a = 'claim:' }", "metadata.a", "the name of a claim"),
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
        ("group = [12]", "group", "did you mean groups?"),
    ],
)
def test_a_mistake_in_an_app_says_where_what_and_what_is_allowed(
    problems: Problems, line: str, key: str, allowed: str
) -> None:
    own = line.partition(" =")[0]
    kept = [text for text in APP.splitlines() if not text.startswith(f"{own} =")]
    (problem,) = problems(SECTIONS + "\n".join([*kept, line]))
    assert problem.source == "dashapp.toml"
    assert problem.key == f"apps[0].{key}"
    assert allowed in problem.allowed


@pytest.mark.parametrize(
    ("section", "line", "key", "allowed"),
    [
        ("retool", "session_duration_minutes = 9", "session_duration_minutes", "10 to 43200"),
        ("retool", "session_duration_minutes = 43201", "session_duration_minutes", "10 to 43200"),
        ("retool", "session_duration_minutes = true", "session_duration_minutes", "boolean"),
        ("retool", "user_info_keys = 'kebab'", "user_info_keys", '"snake_case" or "camelCase"'),
        ("retool", "embed_origins = ['a.example/x']", "embed_origins[0]", "without a path"),
        ("auth", "algorithms = ['RS256']", "algorithms[0]", "no other algorithm is supported"),
        ("auth", "algorithms = []", "algorithms", "HS256"),
        ("auth", "issuer = ''", "issuer", "not empty"),
        ("auth", "cookie = 'a b'", "cookie", "a cookie name"),
        ("auth", "audiense = 'x'", "audiense", "did you mean audience?"),
    ],
)
def test_a_mistake_in_a_section_does_too(
    problems: Problems, section: str, line: str, key: str, allowed: str
) -> None:
    (problem,) = problems(SECTIONS.replace(f"[{section}]\n", f"[{section}]\n{line}\n"))
    assert (problem.source, problem.key) == ("dashapp.toml", f"{section}.{key}")
    assert allowed in problem.allowed


@pytest.mark.parametrize("name", sorted(RESERVED_NAMES))
def test_an_app_can_not_take_an_address_of_the_host(problems: Problems, name: str) -> None:
    (problem,) = problems(SECTIONS + APP.replace('"sales"', f'"{name}"'))
    assert str(problem) == (
        f"dashapp.toml: apps[0].name = '{name}': "
        "this word is reserved: choose another name for the app"
    )


def test_two_apps_can_not_share_a_name_even_if_one_has_another_mistake(problems: Problems) -> None:
    (problem,) = problems(SECTIONS + APP + APP)
    assert problem.key == "apps[1].name"
    assert "apps[0] has it already" in problem.allowed
    found = problems(SECTIONS + APP + APP + "colour = 3\n")
    assert [problem.key for problem in found] == ["apps[1].colour", "apps[1].name"]


def test_all_mistakes_are_told_at_once(problems: Problems, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHAPP_JWT_SECRET", "too short")
    monkeypatch.delenv("RETOOL_API_KEY")
    monkeypatch.setenv("DASHAPP_RETOOL_SESSION_DURATION_MINUTES", "an hour")
    monkeypatch.setenv("DASHAPP_AUTH_ISUER", "us")
    monkeypatch.setenv("DASHAPP_APPS", "[]")
    found = problems(
        'colour = 1\n[retool]\nuser_info_keys = 1\n[[apps]]\nname = "x y"\ngroups = []\n'
        'data = { a = 1 }\ntoggles = [{ key = "a" }, { key = "b" }]\n'
        'branch = "b"\nrelease_version = "1"\n'
    )
    assert {(problem.source, problem.key) for problem in found} == {
        ("DASHAPP_APPS", "apps"),
        ("dashapp.toml", "retool.url"),
        ("dashapp.toml", "retool.user_info_keys"),
        ("DASHAPP_RETOOL_SESSION_DURATION_MINUTES", "retool.session_duration_minutes"),
        ("dashapp.toml", "auth.audience"),
        ("DASHAPP_AUTH_ISUER", "auth.isuer"),
        ("dashapp.toml", "apps[0].name"),
        ("dashapp.toml", "apps[0].uuid"),
        ("dashapp.toml", "apps[0].groups"),
        ("dashapp.toml", "apps[0].toggles[0].key"),
        ("dashapp.toml", "apps[0].toggles[1].key"),
        ("dashapp.toml", "apps[0].release_version"),
        ("RETOOL_API_KEY", "retool_api_key"),
        ("DASHAPP_JWT_SECRET", "jwt_secret"),
        ("dashapp.toml", "colour"),
    }
    assert "too short" not in "\n".join(map(str, found))


@pytest.mark.parametrize(
    ("text", "key", "variable"),
    [
        ("retool_api_key = 'hush'\n" + SECTIONS, "retool_api_key", "RETOOL_API_KEY"),
        (SECTIONS.replace("url", "api_key = 'hush'\nurl"), "retool.api_key", "RETOOL_API_KEY"),
        ("jwt_secret = 'hush'\n" + SECTIONS, "jwt_secret", "DASHAPP_JWT_SECRET"),
        (SECTIONS + "secret = 'hush'\n", "auth.secret", "DASHAPP_JWT_SECRET"),
    ],
)
def test_a_secret_in_the_file_is_a_mistake_that_is_not_repeated(
    problems: Problems, text: str, key: str, variable: str
) -> None:
    (problem,) = problems(text)
    assert problem.key == key
    assert f"set {variable} in the environment" in problem.allowed
    assert "hush" not in str(problem)


def test_the_key_has_one_variable(problems: Problems, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHAPP_RETOOL_API_KEY", "hush")
    (problem,) = problems(SECTIONS)
    assert problem.source == "DASHAPP_RETOOL_API_KEY"
    assert "RETOOL_API_KEY" in problem.allowed
    assert "hush" not in str(problem)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("DASHAPP_RETOL_URL", "; did you mean DASHAPP_RETOOL_URL?"),
        ("DASHAPP_JWT_SECRETS", "; did you mean DASHAPP_JWT_SECRET?"),
        ("DASHAPP_AUDIENCE", "; did you mean DASHAPP_AUTH_AUDIENCE?"),
        ("dashapp_configuration", "; did you mean DASHAPP_CONFIG?"),
        ("DASHAPP_X", ""),
    ],
)
def test_a_variable_that_sets_nothing_is_a_mistake(
    problems: Problems, monkeypatch: pytest.MonkeyPatch, name: str, hint: str
) -> None:
    monkeypatch.setenv(name, "hush")
    (problem,) = problems(SECTIONS)
    assert str(problem) == f"{name}: this variable sets nothing{hint}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DASHAPP_RETOL_URL", ""),
        ("DASHAPP_RETOOL", '{"session_duration_minutes": 20}'),
        ("dashapp_retool_url", "https://b.example"),
        ("DASHAPP_SERVICE_HOST", "10.0.0.1"),
        ("DASHAPP_SERVICE_PORT_HTTP", "80"),
        ("DASHAPP_PORT", "tcp://10.0.0.1:80"),
        ("DASHAPP_PORT_80_TCP_ADDR", "10.0.0.1"),
        ("DASHAPP_WEB_PORT_80_TCP", "tcp://10.0.0.1:80"),
        ("DASHAPPLE_X", "1"),
    ],
)
def test_a_variable_of_somebody_else_is_none(
    load: Load, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert load()


def test_a_misspelt_secret_is_not_shown(problems: Problems) -> None:
    (problem,) = problems("retool_apikey = 'hush'\n" + SECTIONS)
    assert "hush" not in str(problem)


@pytest.mark.parametrize("size", [31, 32])
def test_a_secret_has_32_bytes_or_more(
    load: Load, problems: Problems, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setenv("DASHAPP_JWT_SECRET", "x" * size)
    if size == 32:
        assert load().jwt_secret.get_secret_value() == "x" * size
    else:
        (problem,) = problems(SECTIONS)
        assert problem.allowed == (
            "a secret of at least 32 bytes for HS256 (RFC 7518, 3.2), not 31"
        )


def test_a_key_is_taken_without_the_newline_of_its_file(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETOOL_API_KEY", f"{KEY}\n")
    assert load().retool_api_key.get_secret_value() == KEY


def test_secrets_are_in_no_repr(load: Load) -> None:
    assert KEY not in repr(load())
    assert SECRET not in repr(load())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[retool\n", "line 1, column 8"),
        (b"a = 1\na = 2\n", "line 2"),
        (b"a = '\xff'\n", "byte 5 is not UTF-8"),
    ],
)
def test_a_file_that_is_not_toml_says_where(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "dashapp.toml"
    file.write_bytes(content)
    with pytest.raises(ConfigurationError, match=rf"^dashapp\.toml: not valid TOML: .*{words}"):
        load_settings(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"absent\.toml: there is no such file"):
        load_settings(tmp_path / "absent.toml")


@pytest.mark.parametrize("text", ["retool = 3\n", "apps = 3\n", "apps = [3]\n"])
def test_a_value_where_a_table_belongs_is_a_mistake(problems: Problems, text: str) -> None:
    sections = SECTIONS if text.startswith("apps") else "[auth]\naudience = 'dashapp'\n"
    (problem,) = problems(text + sections)
    assert problem.key.startswith(text.partition(" ")[0])
    assert "table" in problem.allowed


def test_settings_do_not_change_after_the_start(load: Load) -> None:
    with pytest.raises(ValidationError):
        load().retool.url = "https://evil.example"  # type: ignore[misc]


def test_roles_open_apps_and_switches() -> None:
    app = AppSettings(name="a", uuid=UUID, groups=[1], roles=["viewer", "admin"])
    assert app.may_open({"admin", "other"})
    assert not app.may_open({"other"})
    assert not app.may_open([])
    assert AppSettings(name="a", uuid=UUID, groups=[1]).may_open([])
    assert Toggle(key="a").may_use([])
    assert Toggle(key="a", roles=["admin"]).may_use(["admin"])
    assert not Toggle(key="a", roles=["admin"]).may_use(["adm"])
