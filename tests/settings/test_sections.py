"""The sections beside the apps, and what a mistake says."""

import pytest

from tests.settings.conftest import SECTIONS, Load, Mistakes


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
    mistakes: Mistakes, written: str
) -> None:
    (mistake,) = mistakes(SECTIONS.replace("https://retool.example.com", written))
    assert mistake.key == "retool.url"
    assert "hunter2" not in str(mistake)


@pytest.mark.parametrize(
    ("section", "line", "key", "allowed"),
    [
        ("retool", "session_duration_minutes = 9", "session_duration_minutes", "10 to 43200"),
        ("retool", "session_duration_minutes = 43201", "session_duration_minutes", "10 to 43200"),
        ("retool", "session_duration_minutes = true", "session_duration_minutes", "boolean"),
        ("retool", "max_in_flight = 0", "max_in_flight", "1 to 1000"),
        ("retool", "max_in_flight = true", "max_in_flight", "boolean"),
        ("retool", "user_info_keys = 'kebab'", "user_info_keys", '"snake_case" or "camelCase"'),
        ("retool", "embed_origins = ['a.example/x']", "embed_origins[0]", "without a path"),
        ("logs", "people = 'name'", "people", '"id": the external identifier, or "digest"'),
        ("auth", "algorithms = ['none']", "algorithms[0]", "EdDSA for keys at jwks_url"),
        ("auth", "algorithms = ['HS256', 'RS256']", "algorithms", "HS256 alone"),
        ("auth", "algorithms = ['RS256']", "jwks_url", "missing: the https address"),
        ("auth", "jwks_url = 'https://a.example/keys'", "jwks_url", "HS256 has no public keys"),
        ("auth", "algorithms = []", "algorithms", "HS256"),
        ("auth", "issuer = ''", "issuer", "not empty"),
        ("auth", "cookie = 'a b'", "cookie", "a cookie name"),
        ("limits", "per_person = 'often'", "per_person", "120 per minute"),
        ("limits", "per_person = 5", "per_person", "120 per minute"),
        ("limits", "per_address = '0 per minute'", "per_address", "a number for a time"),
        ("limits", "per_adress = '1/s'", "per_adress", "did you mean per_address?"),
        ("inspector", "debug = 'often'", "debug", "only with ?inspect"),
        ("inspector", "roles = 'admin'", "roles", "none: nobody may"),
        ("inspector", "role = ['admin']", "role", "did you mean roles?"),
        ("auth", "audiense = 'x'", "audiense", "did you mean audience?"),
    ],
)
def test_a_mistake_in_a_section_says_where_what_and_what_is_allowed(
    mistakes: Mistakes, section: str, line: str, key: str, allowed: str
) -> None:
    sections = SECTIONS + "[limits]\n[logs]\n[inspector]\n"
    (mistake,) = mistakes(sections.replace(f"[{section}]\n", f"[{section}]\n{line}\n"))
    assert (mistake.source, mistake.key) == ("dashapp.toml", f"{section}.{key}")
    assert allowed in mistake.allowed


def test_all_mistakes_are_told_at_once(mistakes: Mistakes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHAPP_JWT_SECRET", "too short")
    monkeypatch.delenv("RETOOL_API_KEY")
    monkeypatch.setenv("DASHAPP_RETOOL_SESSION_DURATION_MINUTES", "an hour")
    monkeypatch.setenv("DASHAPP_AUTH_ISUER", "us")
    monkeypatch.setenv("DASHAPP_APPS", "[]")
    found = mistakes(
        'colour = 1\n[retool]\nuser_info_keys = 1\n[[apps]]\nname = "x y"\ngroups = []\n'
        'data = { a = 1 }\ntoggles = [{ key = "a" }, { key = "b" }]\n'
        'branch = "b"\nrelease_version = "1"\n'
    )
    assert {(mistake.source, mistake.key) for mistake in found} == {
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


@pytest.mark.parametrize("text", ["retool = 3\n", "apps = 3\n", "apps = [3]\n"])
def test_a_value_where_a_table_belongs_is_a_mistake(mistakes: Mistakes, text: str) -> None:
    sections = SECTIONS if text.startswith("apps") else "[auth]\naudience = 'dashapp'\n"
    (mistake,) = mistakes(text + sections)
    assert mistake.key.startswith(text.partition(" ")[0])
    assert "table" in mistake.allowed
