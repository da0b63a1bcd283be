"""Where the host is, for browsers: an origin, and the path that it works below."""

import pytest

from dashapp.routes import Routes
from tests.settings.conftest import SECTIONS, Load, Mistakes


@pytest.mark.parametrize(
    ("written", "read", "prefix"),
    [
        ("https://apps.example.com", "https://apps.example.com", "/"),
        ("https://apps.example.com/", "https://apps.example.com", "/"),
        ("apps.example.com", "https://apps.example.com", "/"),
        ("HTTPS://Example.com:443/apps/", "https://example.com/apps", "/apps/"),
        ("https://example.com/a/B-c_d.e~f", "https://example.com/a/B-c_d.e~f", "/a/B-c_d.e~f/"),
        ("http://localhost:8050/apps", "http://localhost:8050/apps", "/apps/"),
        ("http://[::1]:8050", "http://[::1]:8050", "/"),
    ],
)
def test_an_address_is_read_as_browsers_read_it(
    load: Load, written: str, read: str, prefix: str
) -> None:
    settings = load(f'host_url = "{written}"\n{SECTIONS}')
    assert settings.host_url == read
    assert settings.routes.prefix == prefix
    assert read == settings.routes.origin + prefix.removesuffix("/")


def test_there_need_be_none(load: Load) -> None:
    assert load().host_url is None
    assert load().routes == Routes()


@pytest.mark.parametrize(
    ("written", "allowed"),
    [
        ("http://apps.example.com", "https://, unless it is on this machine"),
        ("ftp://apps.example.com", "https:// or http://"),
        ("https://me:hunter2@example.com/apps", "user name"),
        ("https://example.com/apps?x", "its path may have"),
        ("https://example.com/apps#x", "its path may have"),
        ("https://example.com?x", "without a path or query"),
        ("https://example.com//apps", "its path may have"),
        ("https://example.com/apps//", "its path may have"),
        ("https://example.com//", "its path may have"),
        ("https://example.com/../apps", "its path may have"),
        ("https://example.com/.apps", "its path may have"),
        ("https://example.com/my apps", "its path may have"),
        ("https://example.com/%61pps", "its path may have"),
        ("https://example.com/äpps", "its path may have"),
        ("https://example.com/apps;v=1", "its path may have"),
        ("https://example.com/'>", "its path may have"),
        ("https://example.com/" + "a" * 100, "up to 100 characters"),
        ("https:///apps", "host name"),
    ],
)
def test_one_that_could_be_read_in_two_ways_is_a_mistake(
    mistakes: Mistakes, written: str, allowed: str
) -> None:
    (mistake,) = mistakes(f'host_url = "{written}"\n{SECTIONS}')
    assert (mistake.source, mistake.key) == ("dashapp.toml", "host_url")
    assert allowed in mistake.allowed
    assert "hunter2" not in mistake.allowed


def test_a_variable_wins(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHAPP_HOST_URL", "https://example.com/other")
    settings = load(f'host_url = "https://example.com/apps"\n{SECTIONS}')
    assert settings.host_url == "https://example.com/other"
