"""No case is empty: a bridge with a lock missing fails it, or an official SDK does."""

from pathlib import Path

import pytest

from tests.browser.attack.case import Case
from tests.browser.attack.cases import CASES
from tests.browser.attack.mutation import Mutation
from tests.browser.attack.mutations import MUTATIONS
from tests.browser.attack.official import WITHSTOOD
from tests.browser.attack.stage import World
from tests.browser.bundling import bundled_kit, serve_kit

BY_NAME = {case.name: case for case in CASES}

MUTATED = {name for mutation in MUTATIONS for name in mutation.fails}


@pytest.mark.parametrize("mutation", MUTATIONS, ids=str)
def test_a_bridge_without_this_lock_lets_the_attacks_through(
    world: World, mutation: Mutation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundles = bundled_kit(tmp_path / "changed", *mutation.changes)
    serve_kit(bundles, monkeypatch)
    with world.ours() as stage:
        for name in mutation.fails:
            # Otherwise everything works.
            stage.ready()
            assert not stage.outcome(BY_NAME[name], holds=False), name


@pytest.mark.parametrize("case", [case for case in CASES if case.security], ids=str)
def test_every_security_case_has_a_mutation(case: Case) -> None:
    assert case.name in MUTATED


@pytest.mark.parametrize("case", CASES, ids=str)
def test_somebody_fails_every_case(case: Case) -> None:
    withstood = all(case.name in names for names in WITHSTOOD.values())
    assert case.name in MUTATED or not withstood


def test_every_name_is_a_case() -> None:
    known = MUTATED.union(*WITHSTOOD.values())
    assert known <= set(BY_NAME)
