"""Dash on each of its web frameworks."""

import pytest

from tests.kit.hosting.somebody import BACKENDS


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Each web framework that Dash runs on."""
    return str(request.param)
