"""A login for each test."""

from collections.abc import Iterator

import pytest

from tests.identity.login import Login, pair, running_login


@pytest.fixture
def login() -> Iterator[Login]:
    """A login whose key is called "first"."""
    with running_login(pair("first")) as login:
        yield login
