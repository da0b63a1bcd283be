"""Retool in trouble, and what a person sees of it."""

import pytest

from tests.engines.visitor import Visitor

CODE, RETRY = ".retool-embed-code", ".retool-embed-retry"


@pytest.mark.parametrize(
    ("trouble", "calm", "code"),
    [
        ({"fail_nth": 1, "status": 500}, {"fail_nth": 0}, "retool_failed"),
        ({"lose_cookie": 1}, {"lose_cookie": 0}, "no_sign_of_life"),
    ],
)
def test_what_does_not_pass_is_said_and_retried_when_asked(
    visitor: Visitor, trouble: dict[str, int], calm: dict[str, int], code: str
) -> None:
    visitor.sign_in("anton")
    visitor.house.misbehave(**trouble)
    visitor.go("sales")
    visitor.reaches("error", "sales")
    assert visitor.find(CODE).text == code
    visitor.house.misbehave(**calm)
    visitor.click(RETRY)
    visitor.reaches("ready", "sales")


def test_what_passes_is_retried_by_itself(visitor: Visitor) -> None:
    visitor.sign_in("anton")
    visitor.house.misbehave(fail_nth=2, status=503)
    visitor.opens("customers")
    visitor.opens("sales")
