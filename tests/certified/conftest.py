"""A host whose people sign in at the certified provider."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from pydantic import SecretStr

from dash_retool_embed.audit import Audit
from dashapp.app import create_app
from dashapp.identity.oidc import OidcSignIn
from dashapp.sessions import SessionRegistry
from dashapp.settings import Settings
from tests.certified.provider import CertifiedProvider, Person, certified_provider
from tests.servers import running_at


@dataclass(frozen=True)
class CertifiedCompany:
    """A running host and its provider."""

    url: str
    provider: CertifiedProvider
    settings: Settings
    registry: SessionRegistry
    """What the running host knows of sessions."""

    stop_provider: Callable[[], None]

    def person(self, name: str = "jane") -> Person:
        """Somebody with a browser of their own."""
        return Person(self.provider, name)


Found = Callable[..., CertifiedCompany]


@pytest.fixture
def found(settings: Settings, url: str) -> Iterator[Found]:
    """Found a company with an empty database: ``found(thin=False, recheck_minutes=1)``.

    Its host works below a `path` of its origin.
    """
    with ExitStack() as running:

        def found(*, recheck_minutes: int = 5, path: str = "", **provider: Any) -> CertifiedCompany:
            built: list[CertifiedCompany] = []
            providers = running.enter_context(ExitStack())

            def host(origin: str) -> Flask:
                host_url = f"{origin}{path}"
                at = providers.enter_context(certified_provider(host_url, **provider))
                oidc = at.settings(recheck_minutes=recheck_minutes)
                own = settings.model_copy(
                    update={
                        "oidc": oidc,
                        "host_url": host_url,
                        "database_url": SecretStr(url),
                    }
                )
                registries: list[SessionRegistry] = []

                def sign_in(
                    settings: Settings, registry: SessionRegistry, audit: Audit
                ) -> OidcSignIn:
                    registries.append(registry)
                    return OidcSignIn(settings, registry, audit)

                server: Flask = create_app(own, sign_in=sign_in).server
                built.append(CertifiedCompany(host_url, at, own, registries[0], providers.close))
                return server

            running.enter_context(running_at(host))
            return built[0]

        yield found


@pytest.fixture
def url(tmp_path: Path) -> str:
    """An empty database: which one makes no difference here."""
    return f"sqlite:///{tmp_path}/dashapp.sqlite3"
