"""People who ask a host for links as the page does (session/mint.js): with tickets, and again."""

import random
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import requests

from benchmarks.processes import SECRET
from dashapp.identity import issue_token

BUDGET_SECONDS = 60.0
FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 8.0


@dataclass(frozen=True)
class Opened:
    """An app that got its link: in how many seconds, after how many requests."""

    seconds: float
    requests: int


class Person:
    """Somebody who is signed in; `answers` counts what they were told, `shown` what they saw."""

    def __init__(self, host: str, name: str) -> None:
        self.answers: Counter[str] = Counter()
        self.shown: Counter[str] = Counter()
        self._host = host
        self._token = issue_token(
            SECRET,
            sub=name,
            roles=["admin", "analyst"],
            lifetime=timedelta(hours=1),
            audience="dashapp",
            issuer="https://login.example.com",
            store_id=1,
            can_export=True,
        )

    def ask(self, app: str = "sales", ticket: str | None = None) -> requests.Response:
        """Ask once."""
        response = requests.post(
            f"{self._host}/api/embedUrl",
            json={
                "retoolAppName": app,
                "userJwt": self._token,
                "reason": "first shown",
                "ticket": ticket,
            },
            timeout=BUDGET_SECONDS,
        )
        answer = response.json()
        kind = "ticket" if "ticket" in answer else str(answer.get("code", "link"))
        self.answers[kind] += 1
        return response

    def open(self, app: str = "sales", until: float = float("inf")) -> Opened | None:
        """Open an app; None: it got no link in time, or by this moment of the steady clock."""
        began = time.monotonic()
        attempt, ticket = 0, None
        for asked in range(1, 10_000):
            response = self.ask(app, ticket)
            answer = response.json()
            if response.status_code == 200:
                return Opened(time.monotonic() - began, asked)
            ticket = answer.get("ticket")
            if ticket:
                wait = answer["retryAfterMs"] / 1000
            else:
                self.shown[str(answer["code"])] += 1
                wait = _backoff(attempt, float(response.headers.get("Retry-After", 0)))
                attempt += 1
            end = time.monotonic() + wait
            if not answer.get("transient") or end > min(began + BUDGET_SECONDS, until):
                break
            time.sleep(wait)
        return None


def _backoff(attempt: int, retry_after: float) -> float:
    spread: float = min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2**attempt)
    return retry_after + random.random() * max(retry_after, spread)
