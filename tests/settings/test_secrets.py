"""Secrets come from the environment, and are shown nowhere."""

import pytest

from dashapp.settings.jwt_secret import check_jwt_secret
from tests.settings.conftest import KEY, SECRET, SECTIONS, Load, Mistakes


@pytest.mark.parametrize(
    ("text", "key", "variable"),
    [
        ("retool_api_key = 'hush'\n" + SECTIONS, "retool_api_key", "RETOOL_API_KEY"),
        (SECTIONS.replace("url", "api_key = 'hush'\nurl"), "retool.api_key", "RETOOL_API_KEY"),
        ("jwt_secret = 'hush'\n" + SECTIONS, "jwt_secret", "DASHAPP_JWT_SECRET"),
        (SECTIONS + "[limits]\nstore = 'hush'\n", "limits.store", "DASHAPP_LIMITS_STORE_URL"),
        (
            SECTIONS + "[limits]\nstore_url = 'redis://:hush@r.example'\n",
            "limits.store_url",
            "DASHAPP_LIMITS_STORE_URL",
        ),
        (SECTIONS + "secret = 'hush'\n", "auth.secret", "DASHAPP_JWT_SECRET"),
    ],
)
def test_a_secret_in_the_file_is_a_mistake_that_is_not_repeated(
    mistakes: Mistakes, text: str, key: str, variable: str
) -> None:
    (mistake,) = mistakes(text)
    assert mistake.key == key
    assert f"set {variable} in the environment" in mistake.allowed
    assert "hush" not in str(mistake)


def test_the_key_has_one_variable(mistakes: Mistakes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHAPP_RETOOL_API_KEY", "hush")
    (mistake,) = mistakes(SECTIONS)
    assert mistake.source == "DASHAPP_RETOOL_API_KEY"
    assert "RETOOL_API_KEY" in mistake.allowed
    assert "hush" not in str(mistake)


def test_the_store_s_url_is_a_secret(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHAPP_LIMITS_STORE_URL", "memory://:hush@r.example")
    settings = load()
    assert settings.limits.store_url.get_secret_value() == "memory://:hush@r.example"
    assert "hush" not in repr(settings)


@pytest.mark.parametrize("url", ["nothing://:hush@r.example", "async+memory://", "hush"])
def test_a_store_that_can_not_be_opened_is_a_mistake_that_is_not_repeated(
    mistakes: Mistakes, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DASHAPP_LIMITS_STORE_URL", url)
    (mistake,) = mistakes(SECTIONS)
    assert (mistake.source, mistake.key) == ("DASHAPP_LIMITS_STORE_URL", "limits.store_url")
    assert "such as redis://" in mistake.allowed
    assert "hush" not in str(mistake)


def test_a_misspelt_secret_is_not_shown(mistakes: Mistakes) -> None:
    (mistake,) = mistakes("retool_apikey = 'hush'\n" + SECTIONS)
    assert "hush" not in str(mistake)


@pytest.mark.parametrize("size", [31, 32])
def test_a_secret_has_32_bytes_or_more(
    load: Load, mistakes: Mistakes, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    said = "a secret of exactly 32 bytes: ok"[:size]
    monkeypatch.setenv("DASHAPP_JWT_SECRET", said)
    if size == 32:
        secret = load().jwt_secret
        assert secret
        assert secret.get_secret_value() == said
    else:
        (mistake,) = mistakes(SECTIONS)
        assert mistake.allowed == (
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
    "url", ["postgresql://me:hu@sh@db.example/usage", "postgresql://me:12/hu@sh@db.example/usage"]
)
def test_a_database_s_password_that_is_not_quoted_is_a_mistake_that_is_not_repeated(
    mistakes: Mistakes, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DASHAPP_DATABASE_URL", url)
    (mistake,) = mistakes(SECTIONS)
    assert (mistake.source, mistake.key) == ("DASHAPP_DATABASE_URL", "database_url")
    assert "sh" not in str(mistake).replace("dashapp", "").replace("DASHAPP", "")


def test_a_database_s_password_may_have_an_at_sign(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "postgresql://me:hu%40sh@db.example/usage"
    monkeypatch.setenv("DASHAPP_DATABASE_URL", url)
    assert load().database_url.get_secret_value() == url


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:log?mode=memory&uri=true",
        "postgresql://db.example.com/name?port=high",
        "postgresql://db.example.com:high/name",
        "mysql://db.example.com/name",
        "usage.sqlite3",
    ],
)
def test_a_record_is_kept_nowhere_else(
    mistakes: Mistakes, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DASHAPP_DATABASE_URL", url)
    (mistake,) = mistakes(SECTIONS)
    assert (mistake.key, mistake.value) == ("database_url", "")
    assert "sqlite:/// and a file's path, or postgresql://" in mistake.allowed


@pytest.mark.parametrize(
    "secret", ["a" * 32, "ab" * 20, "password" * 5, "0123456" * 6, "secret of a host " * 2]
)
def test_a_secret_of_a_letter_or_a_word_again_and_again_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match="a random secret") as caught:
        check_jwt_secret(secret)
    assert secret not in str(caught.value)


@pytest.mark.parametrize(
    "secret", ["9f86d081884c7d659a2feaa0c55ad015", "LhQ0Zb8-n3XtqV2cWj7yRk5PzUe1MfA9"]
)
def test_a_random_secret_is_taken(secret: str) -> None:
    assert check_jwt_secret(secret).get_secret_value() == secret
