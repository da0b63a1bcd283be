"""People sign in at a certified provider, as its defaults have it."""

import json
import logging

import pytest

from dashapp.sessions.records import rows_of
from tests.certified.conftest import Found
from tests.certified.provider import mints_with
from tests.identity.host_sessions import store_of


def test_claims_that_only_the_userinfo_endpoint_says_open_apps(found: Found) -> None:
    company = found(thin=True)
    jane = company.person()
    assert jane.sign_in("/sign-in?next=/sales").headers["Location"] == "/sales"
    assert mints_with(company.url, jane.cookie) == 200
    (row,) = rows_of(store_of(company.settings))
    claims = json.loads(row["claims"])
    assert (claims["sub"], claims["roles"], claims["store_id"]) == ("jane", ["analyst"], 5)


def test_a_provider_that_says_all_in_the_id_token_works_too(found: Found) -> None:
    company = found(thin=False)
    jane = company.person()
    jane.sign_in()
    assert mints_with(company.url, jane.cookie) == 200


def test_the_log_says_which_claim_is_missing_once_and_nobody_s_values(
    found: Found, caplog: pytest.LogCaptureFixture
) -> None:
    company = found()
    company.provider.say("jane", email="jane@example.com")
    company.provider.say("root", email="root@example.com")
    with caplog.at_level(logging.WARNING, "dashapp.identity.host_sessions"):
        for name in ("jane", "root"):
            assert company.person(name).sign_in().status_code == 302
    told = [record.message for record in caplog.records if "says roles" in record.message]
    assert len(told) == 1
    assert "jane@example.com" not in caplog.text


def test_a_sign_in_outlives_an_id_token_of_35_seconds(found: Found) -> None:
    company = found(id_token_seconds=35)
    jane = company.person()
    jane.sign_in()
    (row,) = rows_of(store_of(company.settings))
    assert row["expires_at"] - row["began_at"] == 480 * 60 * 1000
    assert row["refresh_token"] is not None


def test_who_signs_in_again_in_a_browser_leaves_no_session_behind(found: Found) -> None:
    company = found()
    jane = company.person()
    jane.sign_in()
    first = jane.cookie
    waiting = jane.cookies.copy()
    jane.cookies.clear(domain="localhost.local", path="/", name="dashapp_token")
    # As a tab does in which somebody had begun to sign in before.
    begun = jane.get(f"{company.url}/sign-in", allow_redirects=False).headers["Location"]
    jane.cookies.update(waiting)
    callback = jane.get(begun, allow_redirects=False).headers["Location"]
    jane.get(callback, allow_redirects=False)
    assert jane.cookie != first
    assert mints_with(company.url, first) == 401
    assert mints_with(company.url, jane.cookie) == 200
