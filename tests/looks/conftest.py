"""The hosts of all looks."""

from collections.abc import Iterator

import pytest

from tests.looks.houses import Houses, houses


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Houses]:
    """One of every kind of host for all tests here."""
    with houses(tmp_path_factory.mktemp("usage")) as street:
        yield street
