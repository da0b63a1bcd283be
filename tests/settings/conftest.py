"""A configuration file in an empty folder, and what is said of its mistakes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashapp.settings import (
    ConfigurationError,
    Mistake,
    Settings,
    load_settings,
)

EXAMPLE = Path(__file__).parents[2] / "dashapp.toml"
KEY = "retool-key-that-nobody-may-see"
SECRET = "jwt-secret-that-nobody-may-see-either"
UUID = "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10"
SECTIONS = '[retool]\nurl = "https://retool.example.com"\n[auth]\naudience = "dashapp"\n'
APP = f'[[apps]]\nname = "sales"\nuuid = "{UUID}"\ngroups = [12]\n'

Load = Callable[..., Settings]
Mistakes = Callable[[str], list[Mistake]]


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
def mistakes(load: Load) -> Mistakes:
    def mistakes(text: str) -> list[Mistake]:
        with pytest.raises(ConfigurationError) as caught:
            load(text)
        assert str(caught.value).splitlines() == [str(mistake) for mistake in caught.value.mistakes]
        return caught.value.mistakes

    return mistakes
