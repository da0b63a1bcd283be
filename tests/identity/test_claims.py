"""Who a token makes somebody, by the names that are configured."""

from typing import Any

import pytest

from dash_retool_embed.people import TokenInvalid, User
from dashapp.identity import TokenVerifier
from dashapp.settings import ClaimNames
from tests.identity.forgeries import SECRET, SHARED
from tests.identity.login import AUDIENCE, good_claims


def user(names: dict[str, Any], **claims: object) -> User:
    verifier = TokenVerifier(SECRET, ["HS256"], AUDIENCE, claims=ClaimNames(**names))
    return verifier.verify(SHARED.sign(good_claims(**{"roles": None, **claims})))


def test_the_roles_of_keycloak_are_inside_an_object() -> None:
    names = {"roles": "realm_access.roles"}
    assert user(names, realm_access={"roles": ["admin"]}).roles == {"admin"}
    assert user(names, roles=["admin"], realm_access={}).roles == frozenset()
    assert user(names, **{"realm_access.roles": ["admin"]}).roles == frozenset()


def test_the_claims_of_auth0_have_an_address_as_a_name() -> None:
    names = {"roles": "https://example.com/roles"}
    assert user(names, **{"https://example.com/roles": ["admin"]}).roles == {"admin"}
    assert user(names, **{"https://example": {"com/roles": ["admin"]}}).roles == frozenset()


def test_a_name_with_dots_can_be_part_of_a_path() -> None:
    names = {"roles": r"resource_access.my\.client.roles"}
    claims = {"my.client": {"roles": ["admin"]}, "my": {"client": {"roles": ["other"]}}}
    assert user(names, resource_access=claims).roles == {"admin"}


def test_the_first_of_several_names_counts() -> None:
    names = {"first_name": ["nickname", "given_name"], "roles": ["groups", "roles"]}
    assert user(names, nickname="Al", given_name="Ada").first_name == "Al"
    assert user(names, nickname="", given_name="Ada").first_name == "Ada"
    assert user(names, given_name="Ada").first_name == "Ada"
    assert user(names, groups=[], roles=["admin"]).roles == frozenset()


def test_people_can_be_told_apart_by_another_claim() -> None:
    assert user({"id": "oid"}, oid="42").id == "42"
    assert user({"id": "identity.number"}, identity={"number": 7}).id == "7"


@pytest.mark.parametrize("claims", [{}, {"oid": None}, {"oid": ""}, {"oid": []}, {"oid": True}])
def test_without_that_claim_they_are_nobody(claims: dict[str, Any]) -> None:
    with pytest.raises(TokenInvalid, match="its oid must be"):
        user({"id": "oid"}, **claims)


def test_with_that_claim_and_no_good_sub_they_are_nobody_either() -> None:
    with pytest.raises(TokenInvalid, match="its sub must be"):
        user({"id": "oid"}, oid="42", sub="")


@pytest.mark.parametrize("roles", ["admin", "", {"admin": True}, [1], [None], 3, True])
def test_roles_inside_an_object_must_be_a_list_of_texts_too(roles: object) -> None:
    with pytest.raises(TokenInvalid, match=r"its realm_access\.roles must be a list of texts"):
        user({"roles": "realm_access.roles"}, realm_access={"roles": roles})


@pytest.mark.parametrize("realm_access", ["roles", ["roles"], 3, True])
def test_an_object_that_is_none_has_nothing_inside(realm_access: object) -> None:
    assert user({"roles": "realm_access.roles"}, realm_access=realm_access).roles == frozenset()


def test_an_email_must_be_text_wherever_it_is() -> None:
    with pytest.raises(TokenInvalid, match=r"its contact\.email must be text"):
        user({"email": "contact.email"}, contact={"email": ["a@example.com"]})
