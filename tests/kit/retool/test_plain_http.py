"""The access token goes over plain HTTP to this machine only."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from requests.adapters import HTTPAdapter

from dash_retool_embed.deadlines import DeadlineAdapter
from dash_retool_embed.retool import EmbedRequest, RetoolClient, RetoolUnavailable
from dashapp.identity.key_server import KeyServer, NoKeys

from .servers import API_KEY, OddServer, json_answer, served

OPEN = "http://retool.example.com"


@pytest.mark.parametrize(
    "url", [OPEN, "http://10.0.0.7", "http://127.0.0.999", "http://localhost.example.com"]
)
def test_another_machine_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match=r"https://|from 0 to 255") as caught:
        RetoolClient(url, API_KEY)
    with pytest.raises(ValueError, match=r"https://|from 0 to 255"):
        RetoolClient("retool.example.com", API_KEY, embed_origins=[url])
    assert API_KEY not in str(caught.value)


def test_whoever_calls_it_may_accept_that() -> None:
    client = RetoolClient(OPEN, API_KEY, embed_origins=[f"{OPEN}:81"], allow_insecure_http=True)
    assert client.allowed_origins == (OPEN, f"{OPEN}:81")


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[OddServer]:
    """A proxy on the way out, which the environment names for every address."""
    proxy = OddServer()
    with served(proxy) as proxy.origin:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.origin)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        yield proxy


def test_no_proxy_sees_what_is_sent_to_this_machine(
    proxy: OddServer, odd_server: OddServer, embed_request: EmbedRequest
) -> None:
    odd_server.answer = lambda _: json_answer(f'{{"embedUrl": "{odd_server.origin}/x"}}')
    with RetoolClient(odd_server.origin, API_KEY) as client:
        client.mint(embed_request)
    with pytest.raises(NoKeys):
        KeyServer().get("http://127.0.0.1:1/keys")
    assert (len(odd_server.requests), proxy.requests) == (1, [])


def test_without_that_rule_a_proxy_would_read_the_token(
    proxy: OddServer,
    odd_server: OddServer,
    embed_request: EmbedRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(DeadlineAdapter, "send", HTTPAdapter.send)
    with RetoolClient(odd_server.origin, API_KEY) as client, pytest.raises(RetoolUnavailable):
        client.mint(embed_request)
    assert proxy.requests[0].headers["Authorization"] == f"Bearer {API_KEY}"


@pytest.fixture
def misled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A resolver that leads retool.localhost elsewhere, and whoever was connected to then."""
    connected: list[str] = []
    look_up = socket.getaddrinfo

    def resolve(host: str, port: int, *args: Any, **kwargs: Any) -> list[Any]:
        return look_up("192.0.2.1" if host == "retool.localhost" else host, port, *args, **kwargs)

    def connect(address: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        connected.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr("dash_retool_embed.deadlines.create_connection", connect)
    return connected


def test_a_name_of_this_machine_leads_nowhere_else(
    misled: list[str], embed_request: EmbedRequest
) -> None:
    with (
        RetoolClient("http://retool.localhost", API_KEY) as client,
        pytest.raises(RetoolUnavailable, match="No connection"),
    ):
        client.mint(embed_request)
    assert misled == []


def test_without_that_rule_it_would(
    misled: list[str], embed_request: EmbedRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dash_retool_embed.deadlines.is_loopback_name", lambda _: False)
    with (
        RetoolClient("http://retool.localhost", API_KEY) as client,
        pytest.raises(RetoolUnavailable),
    ):
        client.mint(embed_request)
    assert misled == ["192.0.2.1"]
