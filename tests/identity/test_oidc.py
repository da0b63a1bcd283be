"""Sign-in with OpenID Connect over HTTP: what a browser is sent, keeps, and is told."""

import html
import json
import re
import time
from datetime import timedelta
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import requests

from dashapp.app import create_app
from dashapp.identity import issue_token
from dashapp.identity.rechecking import Recheck
from dashapp.sessions import Session
from dashapp.settings import Settings
from tests.conftest import SECRET, Company
from tests.identity.host_sessions import sessions_in
from tests.identity.visitor import Visitor


@pytest.fixture
def visitor(company: Company) -> Visitor:
    """Somebody who has not signed in yet."""
    return Visitor(company)


def set_cookies(answer: requests.Response) -> list[str]:
    """Return each Set-Cookie by itself: requests joins them."""
    return [str(value) for value in answer.raw.headers.getlist("Set-Cookie")]


def test_a_sign_in_leads_to_the_page_that_was_wanted(visitor: Visitor) -> None:
    first = visitor.open("/sales")
    assert first.headers["Location"] == "/sign-in?next=/sales"
    answer = visitor.sign_in("/sign-in?next=/sales")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sales")
    assert visitor.is_signed_in()
    assert "Anton" in visitor.open("/_dash-layout").text


def test_the_request_has_a_state_a_nonce_and_a_challenge(
    company: Company, visitor: Visitor
) -> None:
    asked = urlsplit(visitor.open("/sign-in").headers["Location"])
    said = {name: values[0] for name, values in parse_qs(asked.query).items()}
    assert said["code_challenge_method"] == "S256"
    assert len(said["code_challenge"]) == 43
    assert len(said["state"]) >= 30
    assert len(said["nonce"]) >= 20
    assert said["scope"] == "openid profile email"
    assert said["redirect_uri"] == f"{company.url}/sign-in/callback"
    assert said["response_type"] == "code"
    assert "client_secret" not in said


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "/\\evil.example", "https:evil.example", "/%2fevil.example", "/@e"]
)
def test_a_sign_in_leads_nowhere_else(visitor: Visitor, wanted: str) -> None:
    answer = visitor.sign_in(f"/sign-in?next={quote(wanted, safe='')}")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_the_cookie_is_closed_and_holds_what_is_needed_only(
    company: Company, visitor: Visitor
) -> None:
    answer = visitor.sign_in()
    cookie = next(c for c in set_cookies(answer) if c.startswith("dashapp_token="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert "Secure" not in cookie
    assert 28_700 <= int(cookie.partition("Max-Age=")[2].partition(";")[0]) <= 28_800
    (row,) = sessions_in(company)
    # Neither what could be used to sign in is in the database, nor a claim that nobody needs.
    assert visitor.token not in str(dict(row))
    assert company.provider.given[-1] not in str(dict(row))
    assert sorted(json.loads(row["claims"])) == sorted(
        ["sub", "given_name", "family_name", "email", "roles", "store_id", "can_export"]
    )


def test_a_sign_in_outlives_its_id_token(company: Company, visitor: Visitor) -> None:
    company.provider.people["anton"]["exp"] = int(time.time()) + 5
    visitor.sign_in()
    (row,) = sessions_in(company)
    assert row["expires_at"] - row["began_at"] == 480 * 60 * 1000


def test_two_tabs_sign_in_at_once(visitor: Visitor) -> None:
    first = visitor.go_to_provider("/sign-in?next=/sales")
    second = visitor.go_to_provider("/sign-in?next=/customers")
    assert visitor.open(second).headers["Location"] == "/customers"
    assert visitor.open(first).headers["Location"] == "/sales"
    assert visitor.is_signed_in()


def test_tabs_that_begin_at_the_same_moment_do_not_undo_each_other(company: Company) -> None:
    # Each is answered before the browser has the other's cookies.
    tabs = [Visitor(company), Visitor(company)]
    answers = [tab.open("/sign-in") for tab in tabs]
    both = Visitor(company)
    for tab in tabs:
        both.cookies.update(tab.cookies)
    for answer in answers:
        query = urlsplit(answer.headers["Location"]).query
        log_in = f"{company.provider.origin}/log-in?{query}"
        both.post(log_in, data={"sub": "anton"}, allow_redirects=False)
        back = both.open(answer.headers["Location"]).headers["Location"]
        assert both.open(back).headers["Location"] == "/"


def test_sign_ins_that_are_never_finished_do_not_fill_the_header(visitor: Visitor) -> None:
    for _ in range(40):
        visitor.open("/sign-in")
        assert sum(len(c.name) + len(c.value or "") for c in visitor.cookies) < 6_000
    assert visitor.sign_in().status_code == 302


def test_back_and_reload_after_a_sign_in_change_nothing(company: Company, visitor: Visitor) -> None:
    callback = visitor.go_to_provider()
    visitor.open(callback)
    token = visitor.token
    again = visitor.open(callback)
    assert (again.status_code, again.headers["Location"]) == (302, "/")
    assert visitor.token == token
    assert visitor.open("/sign-in?next=/sales").headers["Location"] == "/sales"


def test_a_sign_out_ends_both_sign_ins_and_comes_back(company: Company, visitor: Visitor) -> None:
    visitor.sign_in()
    assert visitor.open("/sign-out").headers["Location"] == "/"
    page = visitor.post(f"{company.url}/sign-out", allow_redirects=False)
    assert page.status_code == 200
    assert not visitor.is_signed_in()
    assert "dashapp_token" not in visitor.cookies
    url = html.unescape(re.search(r'url=([^"]+)"', page.text)[1])  # type: ignore[index]
    assert url.startswith(f"{company.provider.origin}/end-session?")
    back = visitor.open(url).headers["Location"]
    assert back.startswith(f"{company.url}/sign-out?state=")
    assert "You have signed out" in visitor.open(back).text
    at_provider = visitor.open("/sign-in").headers["Location"]
    assert "<form" in visitor.open(at_provider).text


def test_a_sign_out_where_the_provider_knows_none_is_the_host_s(
    company: Company, visitor: Visitor
) -> None:
    company.provider.discovery["end_session_endpoint"] = None
    visitor.sign_in()
    answer = visitor.post(f"{company.url}/sign-out", allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-out")
    assert not visitor.is_signed_in()
    assert "You have signed out" in visitor.open("/sign-out").text


def test_a_sign_out_does_not_need_the_provider(company: Company, settings: Settings) -> None:
    company.provider.broken["/.well-known/openid-configuration"] = 500
    answer = Visitor(company).post(f"{company.url}/sign-out", allow_redirects=False)
    assert answer.status_code == 303
    assert any(cookie.startswith("dashapp_token=;") for cookie in set_cookies(answer))


def test_a_sign_out_asks_the_provider_nothing_before_the_session_has_ended(
    company: Company, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.sign_in()
    asked: list[str] = []

    def check(_self: Recheck, id_: str, session: Session) -> Session:
        asked.append(id_)
        return session

    with monkeypatch.context() as watched:
        watched.setattr(Recheck, "current", check)
        visitor.post(f"{company.url}/sign-out", allow_redirects=False)
    assert asked == []
    (row,) = sessions_in(company)
    assert row["ended_by"] == "signed out"


def test_a_get_signs_nobody_out(company: Company, visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.open("/sign-out")
    assert visitor.is_signed_in()


def test_a_token_of_the_login_elsewhere_is_no_cookie_of_this_host(
    company: Company, visitor: Visitor
) -> None:
    auth = company.settings.auth
    elsewhere = issue_token(
        SECRET,
        sub="anton",
        roles=["admin"],
        lifetime=timedelta(minutes=5),
        audience=auth.audience,
        issuer=auth.issuer,
    )
    bearer = {"Authorization": f"Bearer {elsewhere}"}
    assert visitor.is_signed_in(headers=bearer)
    assert not visitor.is_signed_in(cookies={"dashapp_token": elsewhere})


def test_the_cookie_of_one_host_is_refused_by_another_and_as_a_bearer_token(
    company: Company, visitor: Visitor
) -> None:
    visitor.sign_in()
    token = visitor.token
    bearer = {"Authorization": f"Bearer {token}"}
    assert visitor.is_signed_in()
    assert not Visitor(company).is_signed_in(headers=bearer)
    other = company.settings.model_copy(update={"host_url": "http://localhost:1"})
    client = create_app(other).server.test_client()
    client.set_cookie("dashapp_token", token)
    assert client.get("/_dash-layout").status_code == 401


def test_much_that_is_said_about_somebody_fits(company: Company, visitor: Visitor) -> None:
    company.provider.people["anton"]["roles"] = ["analyst", *(f"role-{n}" for n in range(2_000))]
    assert visitor.sign_in().status_code == 302
    assert len(visitor.token) < 100
    assert visitor.is_signed_in()
