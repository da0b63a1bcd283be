"""The usage view at `/users`."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dash_retool_embed.testing.sandbox import sandbox_of

from .conftest import Clock, Open


def test_nobody_is_there_at_first(client: FlaskClient) -> None:
    assert "Nobody has opened an embedded app yet." in client.get("/users").text


def test_a_user_is_shown_with_apps_opened_and_metadata(client: FlaskClient, open_app: Open) -> None:
    open_app(
        "sales",
        externalIdentifier="u-7",
        userInfo={"email": "ada@example.com", "first_name": "Ada", "last_name": "Analyst"},
        metadata={"storeId": 2},
    )
    page = client.get("/users").text
    for text in ("Ada Analyst", "External user", "u-7", "ada@example.com"):
        assert text in page
    assert "Sales report, 08:00:00" in page
    assert "<code>{&#34;storeId&#34;: 2}</code>" in page


def test_each_session_keeps_its_own_metadata(client: FlaskClient, open_app: Open) -> None:
    open_app("sales", metadata={"storeId": 1})
    open_app("customers", metadata={"storeId": 2})
    page = client.get("/users").text
    assert page.count('class="card user"') == 1
    newest, oldest = page.index("&#34;storeId&#34;: 2"), page.index("&#34;storeId&#34;: 1")
    assert newest < oldest


def test_who_was_here_last_comes_first(client: FlaskClient, open_app: Open) -> None:
    for user in ("ada", "bob", "ada"):
        open_app("sales", externalIdentifier=user)
    page = client.get("/users").text
    assert page.index('data-user="ada"') < page.index('data-user="bob"')


def test_a_user_who_was_refused_opened_nothing(client: FlaskClient, open_app: Open) -> None:
    open_app("sales", groupIds=[14])
    page = client.get("/users").text
    assert "Sales report" not in page
    assert "none" in page


def test_an_expired_session_is_marked(client: FlaskClient, open_app: Open, clock: Clock) -> None:
    open_app("sales", sessionDurationMinutes=10)
    assert "expired" not in client.get("/users").text
    clock.now += 600
    assert "expired" in client.get("/users").text


def test_what_the_host_told_is_escaped(client: FlaskClient, open_app: Open) -> None:
    evil = "\"><script>alert('x')</script>"
    open_app(
        "sales",
        externalIdentifier=evil,
        userInfo={"email": evil, "first_name": evil},
        metadata={evil: evil},
    )
    page = client.get("/users").text
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 5


def test_an_app_that_is_no_sandbox_is_told_so() -> None:
    with pytest.raises(LookupError, match="not made by create_sandbox"):
        sandbox_of(Flask(__name__))
