"""The whole house for a test: the sandbox in Retool's place, and the demo's host in front of it."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from dash import Dash
from dash.testing.browser import Browser
from flask import Flask
from pydantic import SecretStr

from dash_retool_embed.retool import RetoolClient
from dash_retool_embed.testing.sandbox import DEMO_API_KEY, Sandbox, create_sandbox, sandbox_of
from dashapp.app import create_app
from dashapp.identity import issue_token
from dashapp.identity.demo import DemoSignIn
from dashapp.identity.key_server import KeyServer
from dashapp.settings import OidcSettings, Settings, load_settings
from tests.chromium import fresh_window, running_chromium
from tests.identity.oidc_grants import CLIENT_ID, CLIENT_SECRET, Provider
from tests.identity.oidc_provider import create_provider
from tests.patience import PATIENCE_SECONDS
from tests.postgres import PostgresServer, running_postgres
from tests.servers import running, running_at

EXAMPLE = Path(__file__).parents[1] / "dashapp.toml"
# They have environments and options of their own: make engines, make foreign.
collect_ignore = ["engines", "foreign"]

SECRET = "a secret of the tests, longer than thirty-two bytes"


@pytest.fixture(scope="session", autouse=True)
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A usage log of their own for hosts that are told of none, also in processes of their own."""
    url = f"sqlite:///{tmp_path_factory.mktemp('usage')}/usage.sqlite3"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHAPP_DATABASE_URL", url)
        yield


@pytest.fixture(scope="session", autouse=True)
def patient_hosts() -> Iterator[None]:
    """Hosts that wait for Retool and for logins however busy the machine is."""
    client = partial(RetoolClient, connect_timeout=PATIENCE_SECONDS, read_timeout=PATIENCE_SECONDS)
    keys = partial(KeyServer, PATIENCE_SECONDS, PATIENCE_SECONDS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dashapp.app.RetoolClient", client)
        for module in ("load_balancer", "published_keys"):
            patch.setattr(f"dashapp.identity.{module}.KeyServer", keys)
        for bound in ("CONNECT_SECONDS", "READ_SECONDS"):
            patch.setattr(f"dashapp.identity.provider.{bound}", PATIENCE_SECONDS)
        for module in ("provider_metadata", "published_keys"):
            patch.setattr(f"dashapp.identity.{module}.PATIENCE_SECONDS", PATIENCE_SECONDS)
        yield


def pytest_xdist_auto_num_workers() -> int:
    """Three workers on two cores: most tests wait for a browser, which waits for something too."""
    return max(1, (os.cpu_count() or 1) * 3 // 2)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with one long test; those of browsers are next by name, and short ones fill the end."""
    items.sort(key=lambda item: item.path.name != "test_wheel.py")


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """Retool's stand-in, running on an origin of its own."""
    app = create_sandbox(DEMO_API_KEY)
    with running(app) as origin:
        sandbox_of(app).origin = origin
        yield sandbox_of(app)


@pytest.fixture
def settings(sandbox: Sandbox) -> Settings:
    """The example configuration, pointed at the sandbox."""
    return load_settings(
        EXAMPLE,
        overrides={
            "retool": {"url": sandbox.origin},
            "retool_api_key": DEMO_API_KEY,
            "jwt_secret": SECRET,
        },
    )


@dataclass(frozen=True)
class Host:
    """A running host."""

    url: str
    app: Dash


Serve = Callable[[Callable[[str], Flask]], AbstractContextManager[str]]


@pytest.fixture
def serve() -> Serve:
    """Serve a host at an origin of its own, once that is known; yield its address.

    tests/browser/sharing/ has another one.
    """
    return running_at


@pytest.fixture
def host(settings: Settings, serve: Serve) -> Iterator[Host]:
    """The host of the demo, with its sign-in page."""
    built: list[Dash] = []

    def build(url: str) -> Flask:
        there = settings.model_copy(update={"host_url": url})
        built.append(create_app(there, sign_in=DemoSignIn))
        server: Flask = built[0].server
        return server

    with serve(build) as url:
        yield Host(url, built[0])


@pytest.fixture
def token(settings: Settings) -> Callable[..., str]:
    """Sign a token that the host accepts: ``token(roles=["analyst"], store_id=1)``."""

    def sign(roles: tuple[str, ...] = ("analyst",), **claims: Any) -> str:
        given = {"store_id": 1, "can_export": True, **claims}
        return issue_token(
            SECRET,
            sub="person-1",
            roles=roles,
            lifetime=timedelta(minutes=5),
            audience=settings.auth.audience,
            issuer=settings.auth.issuer,
            **{name: value for name, value in given.items() if value is not None},
        )

    return sign


@pytest.fixture(scope="session")
def chromium(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """One browser for all tests, as dash[testing] starts it: a start takes longer than a test."""
    downloads = tmp_path_factory.mktemp("downloads")
    headless = request.config.getoption("headless")
    with running_chromium(downloads, headless=headless) as browser:
        yield browser


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """A browser that nobody has used."""
    fresh_window(chromium)
    yield chromium
    chromium.driver.get("about:blank")


@dataclass(frozen=True)
class Company:
    """A running host, and the running provider where its people sign in."""

    url: str
    provider: Provider
    settings: Settings
    # In ms since the epoch. A provider of an earlier test may have had the same port.
    began_at: int = 0


@pytest.fixture
def company(settings: Settings, serve: Serve) -> Iterator[Company]:
    """A host whose people sign in with OpenID Connect."""
    began_at = int(time.time() * 1000)
    provider = Provider("", "")
    provider.people |= {
        "anton": {
            "given_name": "Anton",
            "family_name": "Reyes",
            "email": "anton@example.com",
            "roles": ["analyst"],
            "store_id": 1,
            "can_export": True,
            "salary": 90_000,
        },
        "vera": {"given_name": "Vera", "roles": ["viewer"], "store_id": 1, "can_export": False},
    }
    built: list[Settings] = []

    def host(url: str) -> Flask:
        provider.host_url = url
        oidc = OidcSettings(
            issuer=provider.origin,
            client_id=CLIENT_ID,
            client_secret=SecretStr(CLIENT_SECRET),
        )
        built.append(settings.model_copy(update={"oidc": oidc, "host_url": url}))
        server: Flask = create_app(built[0]).server
        return server

    def elsewhere(origin: str) -> Flask:
        # Another site than the host's for a browser, as in life.
        provider.origin = origin.replace("localhost", "127.0.0.1")
        return create_provider(provider)

    with running_at(elsewhere), serve(host) as url:
        yield Company(url, provider, built[0], began_at)
        provider.go_on.set()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL for all tests of this process that ask for it."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> str:
    """The SQLAlchemy URL of an empty database that no other test has."""
    # The test before may have failed after it stopped the server.
    postgres.start()
    return postgres.create_database(f"test_{uuid4().hex}")


@pytest.fixture(scope="session")
def shared_database(postgres: PostgresServer) -> str:
    """One database of PostgreSQL for many tests: making one takes longer than most of them."""
    return postgres.create_database("usage")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database: a file of SQLite, and then one of a real PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/usage.sqlite3"
    request.getfixturevalue("postgres").start()
    shared = str(request.getfixturevalue("shared_database"))
    with psycopg.connect(shared.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    return shared
