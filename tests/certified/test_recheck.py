"""The provider is asked again, so that roles that are taken away do not last for a day."""

import pytest
from sqlalchemy import update

from dashapp.sessions import records
from dashapp.sessions.tables import sessions
from tests.certified.conftest import CertifiedCompany, Found
from tests.certified.provider import mints_with
from tests.identity.host_sessions import store_of

JANE = {"email": "jane@example.com", "store_id": 5, "can_export": True}


def let_time_pass(company: CertifiedCompany, minutes: int) -> None:
    """Have every session be checked so long ago, for who looks it up from now on."""
    with store_of(company.settings).writing() as connection:
        earlier = sessions.c.checked_at - minutes * 60_000
        # Nor is anybody asking at the moment.
        # Changed, so that processes which know it learn of that.
        later = sessions.c.changed_at + 1
        connection.execute(
            update(sessions).values(checked_at=earlier, checking_until=0, changed_at=later)
        )
    company.registry.catch_up()


def test_roles_that_the_provider_takes_away_are_gone_after_the_configured_minutes(
    found: Found,
) -> None:
    company = found(recheck_minutes=5)
    jane = company.person()
    jane.sign_in()
    company.provider.say("jane", roles=["nobody"], **JANE)
    let_time_pass(company, 4)
    assert mints_with(company.url, jane.cookie) == 200
    let_time_pass(company, 2)
    assert mints_with(company.url, jane.cookie) == 403
    company.provider.say("jane", roles=["analyst"], **JANE)
    let_time_pass(company, 6)
    assert mints_with(company.url, jane.cookie) == 200


def test_a_refresh_token_that_changes_each_time_is_followed(found: Found) -> None:
    company = found(recheck_minutes=1)
    jane = company.person()
    jane.sign_in()
    seen = set()
    for _ in range(3):
        let_time_pass(company, 2)
        assert mints_with(company.url, jane.cookie) == 200
        (row,) = records.rows_of(store_of(company.settings))
        assert row["ended_at"] is None
        seen.add(row["refresh_token"])
    assert len(seen) == 3


def test_whom_the_provider_does_not_know_any_more_has_no_session(found: Found) -> None:
    company = found(recheck_minutes=1)
    jane = company.person()
    jane.sign_in()
    company.provider.forget("jane")
    let_time_pass(company, 2)
    assert mints_with(company.url, jane.cookie) == 401
    (row,) = records.rows_of(store_of(company.settings))
    assert row["ended_by"] == "provider"


@pytest.mark.parametrize("path", ["/me", "/token"])
def test_a_provider_that_is_half_in_order_costs_nobody_a_session(found: Found, path: str) -> None:
    company = found(recheck_minutes=1)
    jane = company.person()
    jane.sign_in()
    with company.provider.broken(path):
        let_time_pass(company, 2)
        assert mints_with(company.url, jane.cookie) == 200
    # Its refresh token is another one by now if it was asked for the claims in vain.
    for _ in range(2):
        let_time_pass(company, 2)
        assert mints_with(company.url, jane.cookie) == 200
    (row,) = records.rows_of(store_of(company.settings))
    assert (row["ended_at"], row["checking_until"]) == (None, 0)


def test_without_refresh_tokens_a_session_lasts_as_configured(found: Found) -> None:
    company = found(recheck_minutes=1, refresh_tokens=False)
    jane = company.person()
    jane.sign_in()
    let_time_pass(company, 60)
    assert mints_with(company.url, jane.cookie) == 200


def test_sessions_go_on_while_the_provider_is_away(found: Found) -> None:
    company = found(recheck_minutes=1)
    jane = company.person()
    jane.sign_in()
    company.stop_provider()
    let_time_pass(company, 2)
    assert mints_with(company.url, jane.cookie) == 200
    (row,) = records.rows_of(store_of(company.settings))
    assert row["ended_at"] is None
