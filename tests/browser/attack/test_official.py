"""What the official SDKs do under the same attacks, for the record."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.attack.case import Case
from tests.browser.attack.cases import CASES
from tests.browser.attack.official import WITHSTOOD
from tests.browser.attack.stage import Stage, World
from tests.interop.building import web_site
from tests.interop.conftest import built as built
from tests.servers import running


@pytest.fixture(scope="module")
def site(built: Path) -> Iterator[str]:
    """The origin of a web site with the SDKs' pages."""
    with running(web_site(built)) as origin:
        yield origin


@pytest.fixture(scope="module", params=list(WITHSTOOD))
def sdk(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def stage(world: World, sdk: str, site: str) -> Iterator[Stage]:
    """A page with one of the SDKs."""
    with world.official(sdk, site) as stage:
        yield stage


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_an_sdk_withstands_is_known(
    stage: Stage, sdk: str, case: Case, record_property: Callable[[str, object], None]
) -> None:
    holds = case.name in WITHSTOOD[sdk]
    behaved = stage.outcome(case, holds=holds)
    record_property(sdk, behaved)
    assert behaved is holds
