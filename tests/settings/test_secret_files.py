"""Secrets in files that variables name, as container platforms mount them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel, SecretStr

from dashapp.settings import Settings
from dashapp.settings.secret_files import MAX_BYTES
from dashapp.settings.variables import SECRETS, file_variable, variable
from tests.settings.conftest import KEY, SECRET, SECTIONS, Load, Mistakes

OIDC = """
[oidc]
issuer = "https://login.example.com"
client_id = "apps"
"""

VALUES = {
    "RETOOL_API_KEY": "retool-key-in-a-file",
    "DASHAPP_JWT_SECRET": "a secret in a file, of more than thirty-two bytes: ключ",
    "DASHAPP_JWT_SECRET_PREVIOUS": "the secret before that one, as long as it has to be",
    "DASHAPP_OIDC_CLIENT_SECRET": "client-secret-in-a-file",
    "DASHAPP_DATABASE_URL": "postgresql://me:hush@db.example.com/usage",
    "DASHAPP_LIMITS_STORE_URL": "memory://:hush@r.example",
}

Mount = Callable[[str, "str | bytes"], Path]


@pytest.fixture(autouse=True)
def _host_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHAPP_HOST_URL", "https://apps.example.com")


@pytest.fixture
def mount(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mount:
    """Write a file, and have a variable name it instead of saying the secret."""

    def mount(name: str, content: str | bytes) -> Path:
        file = tmp_path / f"{name.lower()}.txt"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv(f"{name}_FILE", str(file))
        return file

    return mount


def secret_at(settings: BaseModel, location: tuple[int | str, ...]) -> str:
    value: object = settings
    for part in location:
        value = getattr(value, str(part))
    assert isinstance(value, SecretStr)
    return value.get_secret_value()


def count_secrets(model: type[BaseModel]) -> int:
    """Count the fields of a model that hold secrets, however deep."""
    kinds = [(f.annotation, *get_args(f.annotation)) for f in model.model_fields.values()]
    below = {k for ks in kinds for k in ks if isinstance(k, type) and issubclass(k, BaseModel)}
    return sum(SecretStr in each for each in kinds) + sum(map(count_secrets, below))


def test_every_secret_has_a_file() -> None:
    assert {variable(location) for location in SECRETS} == set(VALUES)
    assert len(SECRETS) == count_secrets(Settings)


@pytest.mark.parametrize("location", SECRETS, ids=variable)
@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n"])
def test_a_secret_is_taken_without_the_newline_of_its_file(
    load: Load, mount: Mount, location: tuple[int | str, ...], end: str
) -> None:
    for name, value in VALUES.items():
        mount(name, value + end)
    assert secret_at(load(SECTIONS + OIDC), location) == VALUES[variable(location)]


def test_small_letters_count_too(load: Load, mount: Mount, monkeypatch: pytest.MonkeyPatch) -> None:
    file = mount("RETOOL_API_KEY", KEY)
    monkeypatch.delenv("RETOOL_API_KEY_FILE")
    monkeypatch.setenv("retool_api_key_file", str(file))
    assert load().retool_api_key.get_secret_value() == KEY


def test_blanks_within_the_line_belong_to_the_secret(load: Load, mount: Mount) -> None:
    mount("DASHAPP_JWT_SECRET", f"  {SECRET}\t \n")
    assert secret_at(load(), ("jwt_secret",)) == f"  {SECRET}\t "


@pytest.mark.parametrize("location", SECRETS, ids=variable)
def test_two_places_for_one_secret_are_a_mistake(
    mistakes: Mistakes,
    mount: Mount,
    monkeypatch: pytest.MonkeyPatch,
    location: tuple[int | str, ...],
) -> None:
    for name, value in VALUES.items():
        mount(name, value)
    name = variable(location)
    monkeypatch.setenv(name, VALUES[name])
    (mistake,) = mistakes(SECTIONS + OIDC)
    assert (mistake.source, mistake.value) == (f"{name}_FILE", "")
    assert mistake.allowed == f"set {name} or {name}_FILE, not both"


def test_an_empty_variable_is_no_second_place(
    load: Load, mount: Mount, monkeypatch: pytest.MonkeyPatch
) -> None:
    mount("RETOOL_API_KEY", KEY)
    monkeypatch.setenv("RETOOL_API_KEY", "")
    assert load().retool_api_key.get_secret_value() == KEY
    monkeypatch.setenv("RETOOL_API_KEY_FILE", "")
    monkeypatch.setenv("RETOOL_API_KEY", KEY)
    assert load().retool_api_key.get_secret_value() == KEY


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it is empty; write the secret into it"),
        (b"\n", "it is empty"),
        (b" \r\n", "it is empty"),
        (b"hush-\xff-hush", "it isn't UTF-8; write the secret as text"),
        (b"hush" * (MAX_BYTES // 4) + b"h", "it has more than 64 KB"),
    ],
)
@pytest.mark.parametrize("location", SECRETS, ids=variable)
def test_a_file_of_no_use_is_named_and_its_content_is_not(
    mistakes: Mistakes,
    mount: Mount,
    content: bytes,
    words: str,
    location: tuple[int | str, ...],
) -> None:
    for name, value in VALUES.items():
        mount(name, value)
    file = mount(variable(location), content)
    (mistake,) = mistakes(SECTIONS + OIDC)
    assert mistake.source == file_variable(location)
    assert mistake.allowed.startswith(f"{file}: {words}")
    assert "hush" not in str(mistake)


def test_a_file_that_is_not_there_is_named(
    mistakes: Mistakes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RETOOL_API_KEY")
    for path in (tmp_path / "absent", tmp_path):
        monkeypatch.setenv("RETOOL_API_KEY_FILE", str(path))
        (mistake,) = mistakes(SECTIONS)
        assert mistake.allowed.startswith(f"{path}: no such file; write the path")


def test_a_file_that_can_not_be_read_is_named(
    mistakes: Mistakes, mount: Mount, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = mount("RETOOL_API_KEY", KEY)

    opened = Path.open

    def refuse(path: Path, *args: Any, **kwargs: Any) -> Any:
        if path == file:
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **kwargs)

    # Root may read everything, and tests may be run by root.
    monkeypatch.setattr(Path, "open", refuse)
    (mistake,) = mistakes(SECTIONS)
    assert mistake.allowed == f"{file}: it can't be read (Permission denied); let this user read it"


@pytest.mark.parametrize("secret", [KEY, "a" * 5_000, "ab/cd+ef==", f"sqlite:///{KEY}"])
def test_a_secret_where_its_file_belongs_is_not_shown(
    mistakes: Mistakes, monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    monkeypatch.delenv("RETOOL_API_KEY")
    monkeypatch.setenv("RETOOL_API_KEY_FILE", secret)
    (mistake,) = mistakes(SECTIONS)
    assert "isn't absolute and so isn't shown" in mistake.allowed
    assert secret not in str(mistake)


def test_a_secret_that_does_not_fit_is_said_to_be_the_file_s(
    mistakes: Mistakes, mount: Mount
) -> None:
    mount("RETOOL_API_KEY", "two words")
    mount("DASHAPP_JWT_SECRET", "too short")
    found = mistakes(SECTIONS)
    sources = {mistake.source for mistake in found}
    assert sources == {"RETOOL_API_KEY_FILE", "DASHAPP_JWT_SECRET_FILE"}
    assert not any("two words" in str(mistake) or "too short" in str(mistake) for mistake in found)


def test_what_is_decided_already_is_not_read(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETOOL_API_KEY_FILE", "/nowhere")
    monkeypatch.setenv("DASHAPP_OIDC_CLIENT_SECRET_FILE", "/nowhere")
    monkeypatch.delenv("RETOOL_API_KEY")
    settings = load(overrides={"retool_api_key": "demo", "oidc": None})
    assert (settings.retool_api_key.get_secret_value(), settings.oidc) == ("demo", None)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("DASHAPP_JWT_SECRET_FILES", "did you mean DASHAPP_JWT_SECRET_FILE?"),
        ("DASHAPP_CONFIG_FILE", "did you mean DASHAPP_CONFIG?"),
        ("DASHAPP_RETOOL_API_KEY_FILE", "a name of its own: RETOOL_API_KEY_FILE"),
        ("DASHAPP_AUTH_ISSUER_FILE", "unknown key; did you mean issuer?"),
        ("DASHAPP_OIDC_CLIENT_ID_FILE", "unknown key; did you mean client_id?"),
    ],
)
def test_only_secrets_are_read_from_files(
    mistakes: Mistakes, mount: Mount, monkeypatch: pytest.MonkeyPatch, name: str, words: str
) -> None:
    mount("DASHAPP_OIDC_CLIENT_SECRET", "client-secret")
    monkeypatch.setenv(name, "/run/secrets/hush")
    (mistake,) = mistakes(SECTIONS + OIDC)
    assert mistake.source == name
    assert words in mistake.allowed
    assert "hush" not in str(mistake)
