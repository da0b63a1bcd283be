"""An app that Retool would refuse says which field, and what it may be."""

from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from dash_retool_embed import (
    EmbedApp,
)
from tests.kit.mistakes.refusals import ID


def lines_of_app(**given: Any) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        EmbedApp(**{"name": "sales", "uuid": ID, "groups": [1], **given})
    return [line.strip() for line in str(refused.value).splitlines() if "EmbedApp." in line]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"uuid": "x"}, f"EmbedApp.uuid = 'x': the app's UUID, such as {ID}"),
        ({"uuid": 42}, "EmbedApp.uuid = 42: the app's UUID, such as "),
        ({"name": "Sales"}, "EmbedApp.name = 'Sales': small letters, digits, hyphens and undersco"),
        ({"groups": []}, "EmbedApp.groups = []: a list of at least one permission group ID"),
        ({"groups": 12}, "EmbedApp.groups = 12: a list of at least one permission group ID"),
        ({"groups": ["12"]}, "EmbedApp.groups[0] = '12': a list of at least one permission group"),
        ({"group": [1]}, "EmbedApp.group: unknown key; did you mean groups? allowed here: name, "),
        ({"data": {"id": 2**60}}, f"EmbedApp.data.id = {2**60}: "),
        ({"data": {"id": 10**5000}}, "EmbedApp.data.id = <int>: "),
        ({"metadata": {"a": 1.5}}, "EmbedApp.metadata.a = 1.5: a string, a boolean or a whole num"),
        ({"metadata": {"a": "x" * 1100}}, "EmbedApp.metadata = {'a': 'xxx"),
        (
            {"sandbox": ["allow-popup"]},
            "EmbedApp.sandbox[0] = 'allow-popup': did you mean allow-po",
        ),
        ({"branch": "b", "release_version": "1"}, "EmbedApp.release_version = '1': nothing, becau"),
    ],
)
def test_an_app_that_is_wrong_says_what_each_field_may_be(given: Any, words: str) -> None:
    [line] = lines_of_app(**given)
    assert line.startswith(words)


def test_each_mistake_of_an_app_has_a_line() -> None:
    lines = lines_of_app(name="Sales report", uuid=None, groups=["a", 1])
    assert [line.partition(" = ")[0] for line in lines] == [
        "EmbedApp.name",
        "EmbedApp.uuid",
        "EmbedApp.groups[0]",
    ]


def test_what_an_app_lacks_is_said() -> None:
    with pytest.raises(ValidationError, match=r"EmbedApp\.uuid: missing: the app's UUID, such as"):
        EmbedApp.model_validate({"name": "sales", "groups": [1]})


def test_a_class_below_speaks_of_itself() -> None:
    class ByRole(EmbedApp):
        region: str

    with pytest.raises(ValidationError, match=r"ByRole\.region = 3: Input should be a valid strin"):
        ByRole(name="sales", uuid=UUID(ID), groups=[1], region=3)
