"""While the provider is away sessions go on without being checked, and the log says so once."""

import logging
from types import SimpleNamespace
from typing import Any, cast

import pytest

from dashapp.identity.kept_claims import KeptClaims
from dashapp.identity.provider import Provider
from dashapp.identity.rechecking import Recheck
from dashapp.identity.sign_in_errors import ProviderUnavailable
from dashapp.sessions import Session, Sessions

CLAIMS = {"sub": "ada"}


class Company:
    """A provider that can be away."""

    is_away = False

    def refresh(self, _token: str) -> object:
        if self.is_away:
            raise ProviderUnavailable("No answer: ConnectTimeout.")
        return SimpleNamespace(id_token=None, access_token="a", refresh_token="r")

    def user_info(self, _token: str) -> dict[str, Any]:
        return {}


def test_an_outage_of_the_provider_is_two_lines_however_many_sessions_there_are(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING, "dashapp.identity")
    company = Company()
    sessions = SimpleNamespace(
        refresh_token=lambda _session: "r",
        take_check=lambda _session, _again: True,
        renew=lambda session, _claims, **_tokens: session,
    )
    kept = SimpleNamespace(user=lambda claims: SimpleNamespace(id=claims["sub"]))
    session = cast(
        "Session", SimpleNamespace(checked_at=0, claims=CLAIMS, subject="ada", person="ada")
    )
    recheck = Recheck(
        cast("Provider", company), cast("Sessions", sessions), cast("KeptClaims", kept), 1
    )
    company.is_away = True
    for n in range(30):
        assert recheck.current(f"session {n}", session) is session
    company.is_away = False
    for n in range(3):
        assert recheck.current(f"session {n}", session) is session
    begun, ended = (line for line in caplog.messages if line.startswith("Outage"))
    assert begun == (
        "Outage begins: checking sessions at the provider: "
        "sessions go on without it: No answer: ConnectTimeout."
    )
    assert ended.startswith("Outage ends: checking sessions at the provider: it lasted 0:00:")
    assert "with 30 failures" in ended
