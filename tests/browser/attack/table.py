"""The outcome of every case, this kit beside the official SDKs, for the benchmarks to print."""

from tests.browser.attack.case import Case
from tests.browser.attack.cases import CASES
from tests.browser.attack.official import WITHSTOOD
from tests.browser.attack.stage import OFFICIAL, World

COLUMNS = ("dashapp", *OFFICIAL)


def side_by_side(world: World, site: str) -> list[tuple[Case, tuple[bool, ...]]]:
    """Play all cases on a page of each; return them with whether they held, as in COLUMNS.

    Args:
        world: with the browser.
        site: the origin of a `building.web_site`.
    """
    columns = []
    with world.ours() as stage:
        columns.append([stage.outcome(case, holds=True) for case in CASES])
    for sdk in OFFICIAL:
        with world.official(sdk, site) as stage:
            known = WITHSTOOD[sdk]
            columns.append([stage.outcome(each, holds=each.name in known) for each in CASES])
    return list(zip(CASES, zip(*columns, strict=True), strict=True))
