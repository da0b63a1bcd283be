"""Retool's access token and its links travel over HTTPS, unless an operator accepts the risk."""

import pytest

from dash_retool_embed.urls import parse_origin
from dashapp.app import create_app
from dashapp.settings import retool
from tests.settings.conftest import KEY, SECTIONS, Load, Mistakes

OPEN = "http://retool.example.com"
SAID = "allow_insecure_http = true\n"


@pytest.mark.parametrize(
    ("line", "key"),
    [
        (f"url = '{OPEN}'", "retool.url"),
        ("url = 'http://10.0.0.7:3000'", "retool.url"),
        ("url = 'http://127.0.0.999'", "retool.url"),
        (f"url = 'retool.example.com'\nembed_origins = ['{OPEN}']", "retool.embed_origins[0]"),
    ],
)
def test_http_to_another_machine_is_a_mistake(mistakes: Mistakes, line: str, key: str) -> None:
    (mistake,) = mistakes(f"[retool]\n{line}\n[auth]\naudience = 'dashapp'\n")
    assert (mistake.source, mistake.key) == ("dashapp.toml", key)
    assert "https://" in mistake.allowed or "from 0 to 255" in mistake.allowed
    assert KEY not in str(mistake)


def test_the_mistake_says_why_and_what_to_do(mistakes: Mistakes) -> None:
    (mistake,) = mistakes(SECTIONS.replace("https://retool.example.com", OPEN))
    assert str(mistake) == (
        f"dashapp.toml: retool.url = '{OPEN}': it must start with https://, unless it is on this "
        "machine: over http, anyone on the way could read the access token and the links. "
        "To accept that, set allow_insecure_http = true"
    )


def test_the_variable_is_held_to_it_too(
    mistakes: Mistakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETOOL_URL", OPEN)
    (mistake,) = mistakes(SECTIONS)
    assert (mistake.source, mistake.key) == ("RETOOL_URL", "retool.url")


def test_an_operator_may_accept_it(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    text = SECTIONS.replace("https://retool.example.com", OPEN)
    accepted = load(text.replace("[retool]\n", f"[retool]\n{SAID}embed_origins = ['{OPEN}:81']\n"))
    assert (accepted.retool.url, accepted.retool.embed_origins) == (OPEN, [f"{OPEN}:81"])
    assert create_app(accepted)
    monkeypatch.setenv("DASHAPP_RETOOL_ALLOW_INSECURE_HTTP", "true")
    assert load(text).retool.url == OPEN


def test_a_word_that_is_not_true_accepts_nothing(mistakes: Mistakes) -> None:
    wrong = SECTIONS.replace("[retool]\n", "[retool]\nallow_insecure_http = 'perhaps'\n")
    (mistake,) = mistakes(wrong)
    assert mistake.key == "retool.allow_insecure_http"


def test_without_the_rule_the_token_would_travel_in_the_open(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retool, "parse_retool_origin", lambda url, **_: parse_origin(url))
    assert load(SECTIONS.replace("https://retool.example.com", OPEN)).retool.url == OPEN
