"""Retool's embed endpoint over TLS, as fast as a simple server can be: nothing but the answer.

`python -m benchmarks.tls_retool PORT CERTIFICATE_AND_KEY`
"""

import asyncio
import re
import ssl
import sys

LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)


class Connection(asyncio.Protocol):
    """One connection of HTTP/1.1, kept open; every POST gets a link, everything else nothing."""

    origin = b""
    minted = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._received = b""

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            head = self._received[:end]
            found = LENGTH.search(head)
            size = end + 4 + (int(found[1]) if found else 0)
            if len(self._received) < size:
                return
            self._received = self._received[size:]
            self._answer(post=head.startswith(b"POST"))

    def _answer(self, *, post: bool) -> None:
        body = b"{}"
        if post:
            Connection.minted += 1
            body = b'{"embedUrl":"%s/embed/authenticate/%032d"}' % (self.origin, Connection.minted)
        self._transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n"
            b"Content-Length: %d\r\nConnection: keep-alive\r\n\r\n%s" % (len(body), body)
        )


async def serve(port: int, certificate: str) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    Connection.origin = f"https://localhost:{port}".encode()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, "localhost", port, ssl=context, backlog=1_000)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2]))
