"""Minting, against the sandbox, and how the client treats its connection."""

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pydantic import SecretStr
from werkzeug.wrappers import Response

from dash_retool_embed.retool import (
    EmbeddingNotEnabled,
    EmbedRequest,
    RetoolClient,
    RetoolError,
    RetoolFailed,
    RetoolUnavailable,
    TokenRejected,
    UnknownAppOrGroup,
)
from dash_retool_embed.testing.sandbox import SCOPELESS_API_KEY, Sandbox

from .servers import API_KEY, POLL_SECONDS, SALES, OddServer, json_answer


def test_mints_a_link_that_leads_to_retool(sandbox: Sandbox) -> None:
    request = EmbedRequest(
        landing_page_uuid=SALES,
        group_ids=(12,),
        external_identifier="ada",
        session_duration_minutes=60,
        metadata={"storeId": 2, "canExportData": True},
    )
    with RetoolClient(sandbox.origin, SecretStr(API_KEY)) as client:
        link = client.mint(request)
    assert link.url.startswith(f"{sandbox.origin}/embed/")
    assert link.origin == sandbox.origin
    assert link.expires_in == 60 * 60
    (mint,) = sandbox.mints
    assert mint.body == request.to_json()
    assert mint.unknown_fields == ()


def test_sends_the_user_info_keys_that_it_was_told(sandbox: Sandbox) -> None:
    request = EmbedRequest.build(
        landing_page_uuid=SALES,
        group_ids=[12],
        external_identifier=7,
        user_info={"first_name": "Ada"},
    )
    with RetoolClient(sandbox.origin, API_KEY, user_info_keys="camelCase") as client:
        client.mint(request)
    assert sandbox.mints[0].body["userInfo"] == {"firstName": "Ada"}


def test_threads_share_one_client(sandbox: Sandbox, embed_request: EmbedRequest) -> None:
    people = [embed_request.model_copy(update={"external_identifier": n}) for n in range(40)]
    with (
        RetoolClient(sandbox.origin, API_KEY, max_in_flight=8) as client,
        ThreadPoolExecutor(8) as pool,
    ):
        links = list(pool.map(client.mint, people))
    assert len({link.url for link in links}) == sandbox.links_minted == 40


@pytest.mark.parametrize(
    ("key", "app", "group", "error"),
    [
        ("another-key", SALES, 12, TokenRejected),
        (SCOPELESS_API_KEY, SALES, 12, TokenRejected),
        (API_KEY, "00000000-0000-0000-0000-000000000000", 12, UnknownAppOrGroup),
        (API_KEY, SALES, 999, UnknownAppOrGroup),
    ],
)
def test_a_refusal_by_retool_is_told_apart(
    sandbox: Sandbox, key: str, app: str, group: int, error: type[RetoolError]
) -> None:
    request = EmbedRequest(landing_page_uuid=app, group_ids=(group,), external_identifier="ada")
    with RetoolClient(sandbox.origin, key) as client, pytest.raises(error) as caught:
        client.mint(request)
    assert caught.value.detail
    assert caught.value.detail in str(caught.value)


def test_embedding_that_is_off_is_told_apart(sandbox: Sandbox, embed_request: EmbedRequest) -> None:
    sandbox.embedding_enabled = False
    with RetoolClient(sandbox.origin, API_KEY) as client, pytest.raises(EmbeddingNotEnabled):
        client.mint(embed_request)


@pytest.mark.parametrize("status", [500, 501, 520])
def test_an_error_of_retool_s_own_is_not_one_that_passes(
    sandbox: Sandbox, embed_request: EmbedRequest, status: int
) -> None:
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, status
    with RetoolClient(sandbox.origin, API_KEY) as client, pytest.raises(RetoolFailed) as caught:
        client.mint(embed_request)
    assert not caught.value.transient


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_failure_of_retool_is_an_unavailable_retool(
    sandbox: Sandbox, embed_request: EmbedRequest, status: int
) -> None:
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, status
    with (
        RetoolClient(sandbox.origin, API_KEY) as client,
        pytest.raises(RetoolUnavailable, match=str(status)),
    ):
        client.mint(embed_request)


def test_a_retool_that_hangs_is_given_up(sandbox: Sandbox, embed_request: EmbedRequest) -> None:
    sandbox.misbehave.hang = True
    with (
        RetoolClient(sandbox.origin, API_KEY, read_timeout=0.1) as client,
        pytest.raises(RetoolUnavailable, match=r"within 0\.1 seconds"),
    ):
        client.mint(embed_request)


def test_a_port_where_nobody_listens_is_an_unavailable_retool(embed_request: EmbedRequest) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        origin = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with RetoolClient(origin, API_KEY) as client, pytest.raises(RetoolUnavailable) as caught:
            client.mint(embed_request)
    assert str(caught.value) == f"No connection to {origin}, or it was cut off."


def test_a_server_without_tls_where_tls_is_expected(
    odd_server: OddServer, embed_request: EmbedRequest
) -> None:
    secure = odd_server.origin.replace("http:", "https:")
    with (
        RetoolClient(secure, API_KEY) as client,
        pytest.raises(RetoolUnavailable, match="TLS"),
    ):
        client.mint(embed_request)


def test_a_netrc_does_not_replace_the_token(
    odd_server: OddServer,
    embed_request: EmbedRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    odd_server.answer = lambda _: json_answer(f'{{"embedUrl": "{odd_server.origin}/x"}}')
    with RetoolClient(odd_server.origin, API_KEY) as client:
        client.mint(embed_request)
    assert odd_server.requests[0].headers["Authorization"] == f"Bearer {API_KEY}"


def test_cookies_of_one_answer_do_not_go_out_with_the_next_request(
    odd_server: OddServer, odd_client: RetoolClient, embed_request: EmbedRequest
) -> None:
    odd_server.answer = lambda _: Response(
        f'{{"embedUrl": "{odd_server.origin}/x"}}', headers={"Set-Cookie": "session=ada; Path=/"}
    )
    odd_client.mint(embed_request)
    odd_client.mint(embed_request)
    assert [request.cookies.get("session") for request in odd_server.requests] == [None, None]


def test_one_connection_serves_several_mints(embed_request: EmbedRequest) -> None:
    ports = []

    class KeepsConnections(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            ports.append(self.client_address[1])
            self.rfile.read(int(self.headers["Content-Length"]))
            body = f'{{"embedUrl": "{origin}/x"}}'.encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with ThreadingHTTPServer(("127.0.0.1", 0), KeepsConnections) as server:
        origin = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True).start()
        with RetoolClient(origin, API_KEY) as client:
            for _ in range(3):
                client.mint(embed_request)
        server.shutdown()
    assert len(ports) == 3
    assert len(set(ports)) == 1


def test_an_address_is_taken_as_people_write_it() -> None:
    assert RetoolClient("Retool.example.com/", API_KEY).origin == "https://retool.example.com"
    assert RetoolClient("http://localhost:80", API_KEY).origin == "http://localhost"


@pytest.mark.parametrize("key", ["", "  ", "a key", "key\nkey", "ключ"])
def test_a_key_that_fits_no_header_is_refused_at_once(key: str) -> None:
    with pytest.raises(ValueError, match="an access token") as caught:
        RetoolClient("retool.example.com", key)
    assert not key.strip() or key not in str(caught.value)


@pytest.mark.parametrize("url", ["", "ftp://a.example", "https://a.example/path", "https://u@a"])
def test_an_address_that_is_no_origin_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="it "):
        RetoolClient(url, API_KEY)
