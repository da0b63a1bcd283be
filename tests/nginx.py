"""A real nginx, as deploy/nginx.conf has it."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.patience import until
from tests.ports import steady_port

EXAMPLE = Path(__file__).parents[1] / "deploy" / "nginx.conf"
NGINX = "/usr/sbin/nginx"

# What a test's nginx keeps in a folder of its own.
TEMPORARY = "".join(
    f"{kind}_temp_path {{folder}}/{kind};"
    for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
)


@contextmanager
def nginx(folder: Path, text: str, port: int) -> Iterator[None]:
    """Run what `example` returns, or a change of it, at this port."""
    folder.mkdir(exist_ok=True)
    configuration = folder / "nginx.conf"
    there = f"http {{ access_log off; {TEMPORARY.format(folder=folder)}"
    configuration.write_text(changed(text, ("http {", there)))
    own = f"daemon off; pid {folder}/pid; error_log {folder}/error.log;"
    command = [NGINX, "-p", str(folder), "-c", str(configuration), "-g", own]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        until(lambda: is_there(port), "nginx to listen")
        try:
            yield
        finally:
            process.terminate()


@contextmanager
def nginx_before(host_port: int, folder: Path, *changes: tuple[str, str]) -> Iterator[int]:
    """Run the example with these changes in front of a host, and yield its port."""
    port = steady_port()
    at_host = ("127.0.0.1:8050", f"127.0.0.1:{host_port}")
    with nginx(folder, changed(example(port), at_host, *changes), port):
        yield port


def example(port: int) -> str:
    """Return deploy/nginx.conf for this port, without TLS."""
    return changed(
        EXAMPLE.read_text(),
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} backlog=2048;"),
        ("ssl_certificate /etc/ssl/apps.example.com.pem;", ""),
        ("ssl_certificate_key /etc/ssl/apps.example.com.key;", ""),
    )


def changed(text: str, *changes: tuple[str, str]) -> str:
    """Return a configuration in which each of these was there once, and is now another."""
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def is_there(port: int) -> bool:
    """Tell whether something listens at a port."""
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except ConnectionRefusedError:
        return False
    return True
