"""Somebody's browser in front of a host and a provider, as far as HTTP goes."""

from urllib.parse import urlsplit

import requests

from tests.conftest import Company

PAGE = {"Accept": "text/html"}


class Visitor(requests.Session):
    """Somebody's browser, which follows redirects only when told."""

    def __init__(self, company: Company) -> None:
        super().__init__()
        self.headers.update(PAGE)
        self._company = company

    def open(self, url: str, **how: object) -> requests.Response:
        """Open a path of the host, or a complete address."""
        url = url if "://" in url else f"{self._company.url}{url}"
        return self.get(url, allow_redirects=False, **how)  # type: ignore[arg-type]

    def go_to_provider(self, path: str = "/sign-in", who: str = "anton") -> str:
        """Log in at the provider; return the address of the callback, not opened yet."""
        at_provider = self.open(path).headers["Location"]
        query = urlsplit(at_provider).query
        log_in = f"{self._company.provider.origin}/log-in?{query}"
        self.post(log_in, data={"sub": who}, allow_redirects=False)
        return self.open(at_provider).headers["Location"]

    def sign_in(self, path: str = "/sign-in", who: str = "anton") -> requests.Response:
        """Sign in; return the answer of the callback."""
        return self.open(self.go_to_provider(path, who))

    def is_signed_in(self, **how: object) -> bool:
        """Tell whether the host shows its pages to this browser, or to this request of it."""
        return self.open("/_dash-layout", **how).status_code == 200

    @property
    def token(self) -> str:
        """The cookie that the host knows this browser by."""
        return self.cookies["dashapp_token"] or ""

    def leaves_nothing_behind(self, answer: requests.Response) -> None:
        """Check that a failed sign-in is a plain page that begins anew, and nobody is signed in."""
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert "You are not signed in" in answer.text
        assert 'href="/sign-in"' in answer.text
        assert "Traceback" not in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        # Neither tells another site the path and query, where the code is.
        assert answer.headers["Referrer-Policy"] in ("no-referrer", "strict-origin")
        assert "dashapp_token" not in self.cookies
        assert not self.is_signed_in()
