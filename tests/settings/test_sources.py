"""Where settings come from: the file, then the environment, then the caller."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from dashapp.settings import (
    ConfigurationError,
    Toggle,
    load_settings,
)
from tests.settings.conftest import APP, EXAMPLE, KEY, SECRET, SECTIONS, Load, Mistakes


def test_the_example_runs_as_it_is() -> None:
    settings = load_settings(EXAMPLE)
    assert [app.name for app in settings.apps] == ["sales", "customers", "playground"]
    assert settings.apps[0].toggles == [
        Toggle(key="isAdmin", label="isAdmin", roles=["analyst", "admin"])
    ]
    assert settings.retool_api_key.get_secret_value() == KEY
    assert settings.jwt_secret
    assert settings.jwt_secret.get_secret_value() == SECRET


def test_what_is_left_out_has_a_default(load: Load) -> None:
    settings = load()
    assert settings.retool.session_duration_minutes == 60
    assert settings.retool.user_info_keys == "snake_case"
    assert settings.retool.max_in_flight == 8
    assert settings.retool.embed_origins == []
    assert settings.auth.algorithms == ["HS256"]
    assert settings.auth.issuer is None
    assert settings.auth.cookie == "dashapp_token"
    assert settings.limits.per_person == "120 per minute"
    assert settings.limits.per_address == "1000 per 20 seconds"
    assert settings.limits.failed_sign_ins == "20 per 10 seconds"
    assert settings.limits.store_url.get_secret_value() == "memory://"
    assert (settings.inspector.roles, settings.inspector.debug) == ([], False)
    (app,) = settings.apps
    assert (app.title, app.roles, app.data, app.metadata) == ("sales", [], {}, {})


def test_a_file_that_names_the_limits_of_before_keeps_them(load: Load) -> None:
    settings = load(SECTIONS + '[limits]\nper_person = "500 per 20 seconds"\n' + APP)
    assert settings.limits.per_person == "500 per 20 seconds"


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
            "a.example, https://b.example:81",
            "retool",
            "embed_origins",
            ["https://a.example", "https://b.example:81"],
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
        ("DASHAPP_LIMITS_PER_PERSON", "9 per minute", "limits", "per_person", "9 per minute"),
        ("DASHAPP_RETOOL_MAX_IN_FLIGHT", "20", "retool", "max_in_flight", 20),
        ("DASHAPP_LIMITS_PER_ADDRESS", "9/hour", "limits", "per_address", "9/hour"),
        ("DASHAPP_LIMITS_FAILED_SIGN_INS", "9/hour", "limits", "failed_sign_ins", "9/hour"),
        ("DASHAPP_AUTH_COOKIE", "sid", "auth", "cookie", "sid"),
        ("DASHAPP_INSPECTOR_ROLES", "admin, support", "inspector", "roles", ["admin", "support"]),
        ("DASHAPP_INSPECTOR_DEBUG", "true", "inspector", "debug", True),
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


def test_settings_do_not_change_after_the_start(load: Load) -> None:
    with pytest.raises(ValidationError):
        load().retool.url = "https://evil.example"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("DASHAPP_RETOL_URL", "; did you mean DASHAPP_RETOOL_URL?"),
        ("DASHAPP_JWT_SECRETS", "; did you mean DASHAPP_JWT_SECRET?"),
        ("DASHAPP_LIMIT_STORE_URL", "; did you mean DASHAPP_LIMITS_STORE_URL?"),
        ("DASHAPP_AUDIENCE", "; did you mean DASHAPP_AUTH_AUDIENCE?"),
        ("dashapp_configuration", "; did you mean DASHAPP_CONFIG?"),
        ("DASHAPP_X", ""),
    ],
)
def test_a_variable_that_sets_nothing_is_a_mistake(
    mistakes: Mistakes, monkeypatch: pytest.MonkeyPatch, name: str, hint: str
) -> None:
    monkeypatch.setenv(name, "hush")
    (mistake,) = mistakes(SECTIONS)
    assert str(mistake) == f"{name}: this variable sets nothing{hint}"


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
