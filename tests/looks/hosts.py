"""The kinds of host that the states need, started when the first state asks for one."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dash import Dash
from flask import Response, request

from dashapp.app import create_app
from dashapp.identity.demo import demo_sign_in
from dashapp.sandbox import DEMO_API_KEY, Sandbox, create_sandbox, sandbox_of
from dashapp.settings import AppSettings, Settings, load_settings
from dashapp.usage import Store, UsageLog
from tests.conftest import EXAMPLE, SECRET
from tests.servers import running

TITLES = ("Orders", "Returns", "Stock", "Prices", "Suppliers", "Budget", "Forecast", "Invoices")


@dataclass
class Hosts:
    """Hosts in front of one sandbox, by the kind that a state names.

    Attributes:
        sandbox: Retool's stand-in.
        away: whether the demo's host answers as a proxy does whose host restarts.
        folder: where the usage logs are.
    """

    sandbox: Sandbox
    folder: Path
    away: bool = False
    _open: ExitStack = field(default_factory=ExitStack)
    _urls: dict[str, str] = field(default_factory=dict)

    def url(self, kind: str) -> str:
        """Return the origin of a host: "demo", "many" (apps), or "jwt"."""
        if kind not in self._urls:
            self._urls[kind] = self._open.enter_context(running(self._build(kind).server))
        return self._urls[kind]

    def _build(self, kind: str) -> Dash:
        settings = load_settings(
            EXAMPLE,
            overrides={
                "retool": {"url": self.sandbox.origin},
                "retool_api_key": DEMO_API_KEY,
                "jwt_secret": SECRET,
            },
        )
        if kind == "many":
            settings = with_many_apps(settings)
        log = UsageLog(Store(f"sqlite:///{self.folder}/{kind}.sqlite3"))
        self._open.callback(log.close)
        sign_in = None if kind == "jwt" else demo_sign_in(SECRET, settings.auth)
        app = create_app(settings, sign_in=sign_in, usage=log)
        app.server.before_request_funcs[None].insert(0, self._proxy)
        return app

    def _proxy(self) -> Response | None:
        return Response("bad gateway", 502) if self.away and request.path != "/" else None


def with_many_apps(settings: Settings) -> Settings:
    """The same host with more apps than fit, two of them in a group."""
    more = [
        AppSettings(
            name=title.lower(),
            title=title,
            uuid=settings.apps[0].uuid,
            groups=[12],
            metadata={"storeId": 1},
            tab_group="Money" if title in ("Budget", "Invoices") else None,
        )
        for title in TITLES
    ]
    return settings.model_copy(update={"apps": [*settings.apps, *more]})


@contextmanager
def hosts() -> Iterator[Hosts]:
    """Run a sandbox, and the hosts that are asked for, until the end."""
    retool = create_sandbox(DEMO_API_KEY)
    with (
        tempfile.TemporaryDirectory() as folder,
        running(retool) as origin,
        ExitStack() as opened,
    ):
        sandbox_of(retool).origin = origin
        yield Hosts(sandbox_of(retool), Path(folder), _open=opened)
