"""People who want nothing of Retool: they sign in, look at Home, and a probe asks for health."""

import threading
import time
from collections.abc import Callable

import requests

PEOPLE = 4
THINK_SECONDS = 0.05
SHOW_HOME = {
    "output": '{"tab":["MATCH"],"type":"host_view"}.children',
    "outputs": {"id": {"tab": "home", "type": "host_view"}, "property": "children"},
    "inputs": [
        {"id": {"tab": "home", "type": "host_visited"}, "property": "data", "value": "/"},
    ],
    "changedPropIds": ['{"tab":"home","type":"host_visited"}.data'],
}


class Others:
    """A few people, each asking for the next thing when the last has come and a breath is over."""

    def __init__(self, host: str) -> None:
        self._host = host
        self.seconds: list[float] = []
        self._failure: Exception | None = None

    def during(self, phase: Callable[[], None]) -> list[float]:
        """Return how long each of their requests took while the phase went on."""
        self.seconds = []
        over = threading.Event()
        threads = [threading.Thread(target=self._go_on, args=(over,)) for _ in range(PEOPLE)]
        for thread in threads:
            thread.start()
        try:
            phase()
        finally:
            over.set()
            for thread in threads:
                thread.join()
        if self._failure is not None:
            raise self._failure
        return self.seconds

    def _go_on(self, over: threading.Event) -> None:
        try:
            while not over.is_set():
                self._visit(over)
        except (requests.RequestException, AssertionError) as error:
            self._failure = error

    def _visit(self, over: threading.Event) -> None:
        with requests.Session() as session:
            session.trust_env = False
            self._timed(session, "GET", "/sign-in")
            form = {"person": "anton"}
            self._timed(session, "POST", "/sign-in", data=form, allow_redirects=False)
            for _ in range(5):
                self._timed(session, "GET", "/")
                self._timed(session, "GET", "/_dash-layout")
                self._timed(session, "POST", "/_dash-update-component", json=SHOW_HOME)
                self._timed(session, "GET", "/health")
                if over.is_set():
                    break

    def _timed(self, session: requests.Session, method: str, path: str, **options: object) -> None:
        start = time.perf_counter()
        response = session.request(method, self._host + path, timeout=60, **options)  # type: ignore[arg-type]
        self.seconds.append(time.perf_counter() - start)
        assert response.status_code in (200, 302), f"{path}: {response.status_code}"
        time.sleep(THINK_SECONDS)
