"""Two hosts below two paths of one origin, behind a real nginx as deploy/nginx.conf has it."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from dash.testing.browser import Browser
from flask import Flask

from dashapp.app import create_app
from dashapp.identity.demo import DemoSignIn
from dashapp.settings import Settings
from tests.browser.person import Person
from tests.conftest import Serve
from tests.nginx import example, nginx
from tests.ports import steady_port
from tests.servers import running

LOCATION = re.compile(r" *location / \{.*?\n {8}\}\n", re.DOTALL)
PATHS = ("/one", "/other")


def in_front(port: int, hosts: dict[str, int]) -> str:
    """Return the example for hosts at these ports, by their paths."""
    text = example(port)
    (location,) = LOCATION.findall(text)
    places = [
        location.replace("location / {", f"location {path}/ {{").replace(
            "http://dashapp;", f"http://127.0.0.1:{host};"
        )
        for path, host in hosts.items()
    ]
    return LOCATION.sub(lambda _: "".join(places), text)


@pytest.fixture
def serve(settings: Settings, tmp_path: Path) -> Serve:
    """Serve a host below a path, beside the demo's below another one; yield its address."""

    @contextmanager
    def serve(build: Callable[[str], Flask]) -> Iterator[str]:
        port = steady_port()
        urls = [f"http://localhost:{port}{path}" for path in PATHS]
        with ExitStack() as all_of_it:
            servers = (build(urls[0]), demo(settings, urls[1]))
            ports = [steady_port() for _ in servers]
            for server, own in zip(servers, ports, strict=True):
                all_of_it.enter_context(running(server, own))
            text = in_front(port, dict(zip(PATHS, ports, strict=True)))
            all_of_it.enter_context(nginx(tmp_path / "nginx", text, port))
            yield urls[0]

    return serve


def demo(settings: Settings, url: str) -> Flask:
    """Build a host that is called by its path."""
    brand = settings.brand.model_copy(update={"name": f"Host{url[url.rindex('/') :]}"})
    there = settings.model_copy(update={"host_url": url, "brand": brand})
    server: Flask = create_app(there, sign_in=DemoSignIn).server
    return server


@dataclass
class Shared:
    """Two running hosts of the demo."""

    one: str
    other: str
    _servers: list[Flask]
    _ports: list[int]
    _running: list[ExitStack] = field(default_factory=lambda: [ExitStack(), ExitStack()])

    def start(self, index: int) -> None:
        """Start one of them, where it was."""
        self._running[index].enter_context(running(self._servers[index], self._ports[index]))

    def stop(self, index: int) -> None:
        """Stop one of them."""
        self._running[index].close()


@pytest.fixture
def shared(settings: Settings, tmp_path: Path) -> Iterator[Shared]:
    """Two hosts of the demo, called "Host/one" and "Host/other"."""
    port = steady_port()
    urls = [f"http://localhost:{port}{path}" for path in PATHS]
    ports = [steady_port() for _ in urls]
    one, other = urls
    hosts = Shared(one, other, [demo(settings, url) for url in urls], ports)
    with nginx(tmp_path / "nginx", in_front(port, dict(zip(PATHS, ports, strict=True))), port):
        hosts.start(0)
        hosts.start(1)
        yield hosts
        hosts.stop(0)
        hosts.stop(1)


@pytest.fixture
def one(browser: Browser, shared: Shared) -> Person:
    """Somebody in front of the first host."""
    return Person(browser, shared.one)


@pytest.fixture
def other(browser: Browser, shared: Shared) -> Person:
    """The same browser in front of the other one."""
    return Person(browser, shared.other)
