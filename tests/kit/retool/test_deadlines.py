"""A call ends in time, whatever the server does meanwhile."""

import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from urllib3.util.connection import create_connection
from werkzeug.serving import make_server

from dash_retool_embed import deadlines
from dash_retool_embed.retool import EmbedRequest, RetoolClient, RetoolUnavailable
from tests.patience import PATIENCE_SECONDS

from .servers import API_KEY, POLL_SECONDS, OddServer, json_answer

MANY = 1000
"""Headers: with those the answer takes much longer than its time-out."""


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's side of TLS for 127.0.0.1, trusted by this test's requests."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, secret = tmp_path / "certificate.pem", tmp_path / "key.pem"
    pem.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    return context


@pytest.fixture(params=["http", "https"])
def trickling(request: pytest.FixtureRequest, certificate: ssl.SSLContext) -> Iterator[str]:
    """The origin of a server that sends one header after the other, until it hangs up."""
    over = threading.Event()

    def send() -> None:
        connection, _ = listener.accept()
        try:
            if request.param == "https":
                connection = certificate.wrap_socket(connection, server_side=True)
            connection.recv(65_536)
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            for _ in range(MANY):
                if over.wait(0.02):
                    break
                connection.sendall(b"X: y\r\n")
        except OSError:
            return  # the client has hung up, as it should
        finally:
            connection.close()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=send, daemon=True)
        thread.start()
        yield f"{request.param}://127.0.0.1:{listener.getsockname()[1]}"
        over.set()
        thread.join()


def test_headers_that_trickle_are_given_up(trickling: str, embed_request: EmbedRequest) -> None:
    with (
        RetoolClient(
            trickling, API_KEY, connect_timeout=PATIENCE_SECONDS, read_timeout=0.3
        ) as client,
        # And not: there was an end to the headers.
        pytest.raises(RetoolUnavailable, match=r"did not answer within 0\.3 seconds"),
    ):
        client.mint(embed_request)


@pytest.fixture
def addresses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the name many.example leads to."""
    found: list[str] = []
    look_up = socket.getaddrinfo

    def of_many(host: str, port: int, *args: Any, **kwargs: Any) -> list[Any]:
        hosts = found if host == "many.example" else [host]
        return [answer for one in hosts for answer in look_up(one, port, *args, **kwargs)]

    monkeypatch.setattr(socket, "getaddrinfo", of_many)
    return found


def test_all_addresses_together_have_one_time_out(
    addresses: list[str], embed_request: EmbedRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed: list[float] = []

    def connect(address: Any, seconds: float, **how: Any) -> socket.socket:
        allowed.append(seconds)
        connected: socket.socket = create_connection(address, seconds, **how)
        return connected

    monkeypatch.setattr(deadlines, "create_connection", connect)
    addresses += [f"127.0.0.{last}" for last in range(1, 9)]
    with socket.socket() as listener:
        listener.bind(("0.0.0.0", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        # The queue takes one connection; to further ones nothing answers.
        with socket.create_connection(("127.0.0.1", port)):
            origin = f"http://many.example:{port}"
            with (
                RetoolClient(
                    origin, API_KEY, connect_timeout=0.3, allow_insecure_http=True
                ) as client,
                pytest.raises(RetoolUnavailable, match=r"connection .* within 0\.3 seconds"),
            ):
                client.mint(embed_request)
    assert sum(allowed) < 2 * 0.3


def test_an_address_that_refuses_is_not_the_last_one(
    odd_server: OddServer, addresses: list[str], embed_request: EmbedRequest
) -> None:
    addresses += ["127.0.0.2", "127.0.0.1"]
    origin = odd_server.origin.replace("127.0.0.1", "many.example")
    odd_server.answer = lambda _: json_answer(f'{{"embedUrl": "{origin}/x"}}')
    with RetoolClient(origin, API_KEY, allow_insecure_http=True) as client:
        assert client.mint(embed_request).origin == origin


def test_a_name_without_an_address_is_an_unavailable_retool(
    addresses: list[str], embed_request: EmbedRequest
) -> None:
    assert addresses == []
    with (
        RetoolClient("http://many.example", API_KEY, allow_insecure_http=True) as client,
        pytest.raises(RetoolUnavailable, match=r"No connection to http://many\.example"),
    ):
        client.mint(embed_request)


def test_tls_is_as_it_should_be(certificate: ssl.SSLContext, embed_request: EmbedRequest) -> None:
    odd = OddServer()
    server = make_server("127.0.0.1", 0, odd, threaded=True, ssl_context=certificate)
    odd.origin = f"https://127.0.0.1:{server.server_port}"
    odd.answer = lambda _: json_answer(f'{{"embedUrl": "{odd.origin}/x"}}')
    thread = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True)
    thread.start()
    with RetoolClient(odd.origin, API_KEY) as client:
        assert client.mint(embed_request).origin == odd.origin
    with (
        RetoolClient(odd.origin.replace("127.0.0.1", "localhost"), API_KEY) as client,
        pytest.raises(RetoolUnavailable, match="TLS failed"),
    ):
        client.mint(embed_request)
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_proxy_is_used_in_time_too(
    odd_server: OddServer, embed_request: EmbedRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_PROXY")
    monkeypatch.setenv("HTTP_PROXY", odd_server.origin)
    odd_server.answer = lambda _: json_answer('{"embedUrl": "http://retool.example/x"}')
    with RetoolClient("http://retool.example", API_KEY, allow_insecure_http=True) as client:
        assert client.mint(embed_request).origin == "http://retool.example"
    assert odd_server.requests[0].host == "retool.example"
