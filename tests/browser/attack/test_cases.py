"""The page withstands every attack, also with frames that have left it once and are back."""

from collections.abc import Iterator

import pytest

from tests.browser.attack.case import Case
from tests.browser.attack.cases import CASES
from tests.browser.attack.layouts import LAYOUTS
from tests.browser.attack.stage import Stage, World


@pytest.fixture(scope="module", params=list(LAYOUTS))
def stage(request: pytest.FixtureRequest, world: World) -> Iterator[Stage]:
    """A page of this kit, in each of the layouts."""
    with world.ours(LAYOUTS[request.param]) as stage:
        yield stage


def test_every_attack_has_its_case(stage: Stage) -> None:
    assert sorted(stage.ready().call("attackNames")) == sorted(case.name for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_holds(stage: Stage, case: Case) -> None:
    assert stage.play(case)
