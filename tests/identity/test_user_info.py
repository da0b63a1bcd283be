"""Claims that only the userinfo endpoint says, and an endpoint that is about somebody else."""

import json

import pytest

from tests.conftest import Company
from tests.identity.host_sessions import sessions_in
from tests.identity.oidc_grants import Provider
from tests.identity.visitor import Visitor


@pytest.fixture
def thin(company: Company) -> Provider:
    """A provider whose ID tokens say nothing but sub; its userinfo endpoint says more."""
    provider = company.provider
    provider.discovery["userinfo_endpoint"] = f"{provider.origin}/userinfo"
    provider.people["anton"] = {}
    provider.user_info = {"sub": "anton", "given_name": "Anton", "roles": ["analyst"], "salary": 1}
    return provider


def test_what_the_id_token_leaves_out_is_asked_for(company: Company, thin: Provider) -> None:
    visitor = Visitor(company)
    visitor.sign_in()
    (row,) = sessions_in(company)
    assert json.loads(row["claims"]) == {
        "sub": "anton",
        "given_name": "Anton",
        "roles": ["analyst"],
    }


def test_what_the_id_token_says_counts_more(company: Company, thin: Provider) -> None:
    thin.people["anton"] = {"given_name": "Antonia", "roles": ["viewer"]}
    visitor = Visitor(company)
    visitor.sign_in()
    (row,) = sessions_in(company)
    claims = json.loads(row["claims"])
    assert (claims["given_name"], claims["roles"]) == ("Antonia", ["viewer"])


@pytest.mark.parametrize("sub", ["vera", None, ["anton"], "Anton"])
def test_an_answer_about_somebody_else_signs_nobody_in(
    company: Company, thin: Provider, sub: object
) -> None:
    thin.user_info["sub"] = sub
    visitor = Visitor(company)
    answer = visitor.sign_in()
    assert answer.status_code == 502
    visitor.leaves_nothing_behind(answer)


def test_without_the_comparison_it_would(
    company: Company, thin: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "dashapp.identity.host_sessions.completed",
        lambda provider, token_response, kept: kept.completed(
            token_response.claims, provider.user_info(token_response.access_token)
        ),
    )
    thin.user_info |= {"sub": "vera", "roles": ["admin"]}
    Visitor(company).sign_in()
    (row,) = sessions_in(company)
    assert json.loads(row["claims"])["roles"] == ["admin"]


@pytest.mark.parametrize("answer", ["[]", "no JSON", '"text"', "[" * 100_000])
def test_an_answer_that_is_no_object_signs_nobody_in(
    company: Company, thin: Provider, answer: str
) -> None:
    thin.user_info = answer
    visitor = Visitor(company)
    visitor.leaves_nothing_behind(visitor.sign_in())


@pytest.mark.parametrize(("status", "expected"), [(500, 503), (401, 400), (302, 503)])
def test_an_endpoint_that_does_not_answer_is_said_to_be_out_of_order(
    company: Company, thin: Provider, status: int, expected: int
) -> None:
    thin.broken["/userinfo"] = status
    visitor = Visitor(company)
    answer = visitor.sign_in()
    assert answer.status_code == expected
    visitor.leaves_nothing_behind(answer)
