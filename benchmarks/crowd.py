"""People who all open a tab at the same moment, and ask again as the browser does (links.js)."""

import random
import threading
import time
from collections import Counter

import requests

BUDGET_SECONDS = 60.0
FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 8.0


class Crowd:
    """So many people; `answers` counts what they were told, and `slowest` is in seconds."""

    def __init__(self, host: str, people: int) -> None:
        self._host = host
        self._people = people
        self._cookies = _signed_in(host)
        self.answers: Counter[str] = Counter()

    def open_tabs(self, seconds: float) -> None:
        """Open the tab, all at once, and stay for so long; whoever waits by then goes away."""
        self.answers = Counter()
        start = threading.Barrier(self._people)
        over = threading.Event()
        threads = [
            threading.Thread(target=self._open, args=(start, over)) for _ in range(self._people)
        ]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        over.set()
        for thread in threads:
            thread.join()

    def until_a_tab_opens(self) -> None:
        """Wait until the host asks Retool again, as it does a while after a hang."""
        end = time.monotonic() + BUDGET_SECONDS
        while self._ask()[0] != 200:
            if time.monotonic() > end:
                raise TimeoutError("the host does not ask Retool again")
            time.sleep(1)

    def _open(self, start: threading.Barrier, over: threading.Event) -> None:
        start.wait()
        began = time.monotonic()
        for attempt in range(1_000):
            status, answer, retry_after = self._ask()
            self.answers["link" if status == 200 else str(answer.get("code"))] += 1
            wait = retry_after + random.random() * min(
                LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2**attempt
            )
            spent = time.monotonic() - began
            if answer.get("transient") is not True or spent + wait > BUDGET_SECONDS:
                return
            if over.wait(wait):
                return

    def _ask(self) -> tuple[int, dict[str, object], float]:
        response = requests.post(
            f"{self._host}/api/embedUrl",
            json={"retoolAppName": "sales", "reason": "first shown"},
            cookies=self._cookies,
            timeout=60,
        )
        seconds = float(response.headers.get("Retry-After", 0))
        return response.status_code, response.json(), seconds


def _signed_in(host: str) -> dict[str, str]:
    form = {"person": "anton"}
    response = requests.post(f"{host}/sign-in", data=form, allow_redirects=False, timeout=60)
    return {cookie.name: cookie.value or "" for cookie in response.cookies}
