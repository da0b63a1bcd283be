"""Who to ask, and what."""

from collections.abc import Iterator

import pytest

from dash_retool_embed.retool import EmbedRequest, RetoolClient
from dash_retool_embed.testing.sandbox import Sandbox, create_sandbox, sandbox_of

from .servers import API_KEY, SALES, OddServer, served


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture
def odd_server() -> Iterator[OddServer]:
    odd = OddServer()
    with served(odd) as odd.origin:
        yield odd


@pytest.fixture
def odd_client(odd_server: OddServer) -> Iterator[RetoolClient]:
    with RetoolClient(odd_server.origin, API_KEY) as client:
        yield client


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    app = create_sandbox(api_key=API_KEY)
    state = sandbox_of(app)
    with served(app) as state.origin:
        yield state
        # A request that hangs would keep its thread until long after the test.
        state.reset()


@pytest.fixture
def embed_request() -> EmbedRequest:
    return EmbedRequest(landing_page_uuid=SALES, group_ids=(12, 13), external_identifier="ada")
