"""A sign-in that has ended is good for nothing, whoever has a copy of its cookie."""

from collections.abc import Callable
from functools import partial

import pytest

from dashapp.app import create_app
from dashapp.sessions import SessionRegistry
from dashapp.sessions.listing import end_sessions_of
from tests.certified.conftest import CertifiedCompany, Found
from tests.certified.provider import Person, mints_with
from tests.identity.host_sessions import store_of
from tests.patience import until
from tests.servers import running

End = Callable[[CertifiedCompany, Person], object]


def by_signing_out(company: CertifiedCompany, jane: Person) -> None:
    page = jane.post(f"{company.url}/sign-out", allow_redirects=False)
    assert "id_token_hint=" in page.text


def by_the_provider(_company: CertifiedCompany, jane: Person) -> None:
    jane.sign_out_at_provider()


def by_an_operator(company: CertifiedCompany, _jane: Person) -> None:
    assert end_sessions_of(store_of(company.settings), "jane") == 1


ENDS = [by_signing_out, by_the_provider, by_an_operator]


@pytest.mark.parametrize("end", ENDS)
def test_a_copied_cookie_is_good_for_nothing_in_any_process(found: Found, end: End) -> None:
    company = found()
    jane, root = company.person(), company.person("root")
    jane.sign_in()
    root.sign_in()
    copy = jane.cookie
    others = [create_app(company.settings).server for _ in range(2)]
    with running(others[0]) as second, running(others[1]) as third:
        hosts = (company.url, second, third)
        assert [mints_with(host, copy) for host in hosts] == [200] * 3
        end(company, jane)
        for host in hosts:
            until(partial(refuses, host, copy), f"the end at {host}")
        assert [mints_with(host, copy) for host in hosts] == [401] * 3
        assert [mints_with(host, root.cookie) for host in hosts] == [200] * 3


def refuses(host: str, cookie: str) -> bool:
    return mints_with(host, cookie) == 401


@pytest.mark.parametrize("end", ENDS)
def test_a_process_that_never_asks_would_let_the_copy_in(
    found: Found, end: End, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SessionRegistry, "watch", lambda _self: None)
    company = found()
    jane = company.person()
    jane.sign_in()
    with running(create_app(company.settings).server) as second:
        assert mints_with(second, jane.cookie) == 200
        copy = jane.cookie
        end(company, jane)
        assert mints_with(second, copy) == 200
