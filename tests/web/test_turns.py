"""People take turns at a slow Retool, over HTTP: nobody is refused, and some come back."""

import re
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
import requests
from werkzeug.wrappers import Request, Response

from dash_retool_embed.mint import LinkRequest
from dash_retool_embed.retool import TICKET_PATTERN, bulkhead
from dashapp.app import create_app
from dashapp.database import Store
from dashapp.identity import issue_token
from dashapp.settings import LimitsSettings, Settings
from dashapp.usage import UsageLog
from tests.conftest import SECRET
from tests.kit.retool.servers import json_answer, served
from tests.patience import PATIENCE_SECONDS, until
from tests.servers import running

SALES, CUSTOMERS = (f"{start}-2f4e-11ee-" for start in ("6f0b0f9a", "7c1d2e3f"))


@dataclass
class SlowRetool:
    """Answers when it is let go; an app may fail. It counts who asks at the same time."""

    origin: str = ""
    let_go: threading.Event = field(default_factory=threading.Event)
    failing: str = "none"
    asking: Counter[str] = field(default_factory=Counter)
    most: int = 0
    most_of_one: int = 0
    calls: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return self.answer(Request(environ))(environ, start_response)

    def answer(self, request: Request) -> Response:
        body = request.get_json()
        person = body["externalIdentifier"]
        self.note(person, 1)
        self.let_go.wait(PATIENCE_SECONDS)
        self.note(person, -1)
        if body["landingPageUuid"].startswith(self.failing):
            return Response("no", 503)
        return json_answer(f'{{"embedUrl": "{self.origin}/x"}}')

    def note(self, person: str, change: int) -> None:
        with self.lock:
            self.asking[person] += change
            self.calls += change > 0
            self.most = max(self.most, self.asking.total())
            self.most_of_one = max(self.most_of_one, self.asking[person])


@pytest.fixture
def retool() -> Iterator[SlowRetool]:
    slow = SlowRetool()
    with served(slow) as slow.origin:
        yield slow
        slow.let_go.set()


@pytest.fixture
def slow(settings: Settings, retool: SlowRetool) -> Settings:
    at = settings.retool.model_copy(update={"url": retool.origin, "max_in_flight": 8})
    return settings.model_copy(update={"retool": at})


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(64) as pool:
        yield pool


class Host:
    """A running host, and whoever asks it for links."""

    def __init__(self, url: str, settings: Settings, pool: ThreadPoolExecutor) -> None:
        self._url = url
        self._auth = settings.auth
        self._pool = pool

    def ask(self, person: str, app: str = "sales", **body: Any) -> requests.Response:
        token = issue_token(
            SECRET,
            sub=person,
            roles=["analyst"],
            lifetime=timedelta(minutes=5),
            audience=self._auth.audience,
            issuer=self._auth.issuer,
            store_id=1,
            can_export=True,
        )
        return requests.post(
            f"{self._url}/api/embedUrl",
            json={"retoolAppName": app, "userJwt": token, **body},
            timeout=PATIENCE_SECONDS,
        )

    def start(self, person: str) -> "Future[requests.Response]":
        return self._pool.submit(self.ask, person)

    def open(self, person: str) -> list[requests.Response]:
        """Ask as the page does, until there is something else than a ticket."""
        answers = [self.ask(person)]
        while ticket := answers[-1].json().get("ticket"):
            time.sleep(answers[-1].json()["retryAfterMs"] / 1000)
            answers.append(self.ask(person, ticket=ticket))
        return answers


@pytest.fixture
def host(slow: Settings, pool: ThreadPoolExecutor) -> Iterator[Host]:
    with running(create_app(slow, threads=64).server) as url:
        yield Host(url, slow, pool)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No thread of the host waits for a turn."""
    monkeypatch.setattr(bulkhead, "MAX_WAIT_SECONDS", -1.0)


def calling(retool: SlowRetool, calls: int) -> None:
    until(lambda: retool.asking.total() == calls, f"{calls} calls")


@pytest.mark.usefixtures("impatient")
def test_who_is_not_served_at_once_gets_a_ticket_and_when_to_come_back(
    host: Host, retool: SlowRetool
) -> None:
    under_way = [host.start("ann") for _ in range(2)]
    calling(retool, 2)
    answer = host.ask("ann")
    said = answer.json()
    assert answer.status_code == 503
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert (said["code"], said["transient"]) == ("retool_busy", True)
    assert re.match(TICKET_PATTERN, said["ticket"])
    assert int(answer.headers["Retry-After"]) - 1 < said["retryAfterMs"] / 1000
    assert said["retryAfterMs"] / 1000 <= int(answer.headers["Retry-After"])
    assert host.ask("ann", ticket=said["ticket"]).json()["ticket"] == said["ticket"]
    retool.let_go.set()
    assert {each.result().status_code for each in under_way} == {200}
    assert host.ask("ann", ticket=said["ticket"]).status_code == 200


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    "other", ["ben", "customers", "forged", ["a list"], 5, None, "", {"a": "ticket"}]
)
def test_a_ticket_that_is_not_theirs_keeps_no_turn(
    host: Host, retool: SlowRetool, other: object
) -> None:
    for _ in range(2):
        host.start("ann")
        host.start("ben")
    calling(retool, 4)
    bens = host.ask("ben").json()["ticket"]
    customers = host.ask("ann", app="customers").json()["ticket"]
    given = {"ben": bens, "customers": customers, "forged": "0" * len(bens)}
    answer = host.ask("ann", ticket=given.get(str(other), other))
    assert answer.status_code == 503
    assert answer.json()["ticket"] not in given.values()
    retool.let_go.set()


def test_a_third_call_of_a_person_waits_and_others_pass(host: Host, retool: SlowRetool) -> None:
    ann = [host.start("ann") for _ in range(3)]
    calling(retool, 2)
    others = [host.start(f"person-{n}") for n in range(6)]
    calling(retool, 8)
    retool.let_go.set()
    # The third may have got a ticket on a machine that took long; it was not refused.
    assert [each.result().status_code for each in others] == [200] * 6
    assert all(
        "ticket" in said or "embedUrl" in said for each in ann if (said := each.result().json())
    )
    assert retool.most_of_one == 2


def test_forty_people_at_once_all_get_their_link_and_nobody_hears_of_it(
    host: Host, retool: SlowRetool, pool: ThreadPoolExecutor
) -> None:
    opening = [pool.submit(host.open, f"person-{n}") for n in range(40)]
    calling(retool, 8)
    retool.let_go.set()
    answers = [each.result(PATIENCE_SECONDS) for each in opening]
    assert {each[-1].status_code for each in answers} == {200}
    assert {each.status_code for all_ in answers for each in all_[:-1]} <= {503}
    assert retool.calls == 40
    assert retool.most == 8


def test_a_flood_of_one_person_takes_two_places_and_one_thread(
    host: Host, retool: SlowRetool
) -> None:
    flood = [host.start("mallory") for _ in range(50)]
    until(lambda: sum(each.done() for each in flood) >= 47, "47 tickets")
    assert retool.asking["mallory"] == 2
    ann = host.start("ann")
    until(lambda: retool.asking["ann"] == 1, "ann's call")
    retool.let_go.set()
    assert ann.result().status_code == 200


def test_without_two_at_a_time_the_flood_takes_all_places(
    host: Host, retool: SlowRetool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulkhead, "PER_PERSON", 100)
    for _ in range(8):
        host.start("mallory")
    calling(retool, 8)
    monkeypatch.setattr(bulkhead, "MAX_WAIT_SECONDS", -1.0)
    assert host.ask("ann").status_code == 503
    retool.let_go.set()


@pytest.mark.usefixtures("impatient")
def test_coming_back_with_a_ticket_is_not_counted(
    slow: Settings, retool: SlowRetool, pool: ThreadPoolExecutor
) -> None:
    limited = slow.model_copy(update={"limits": LimitsSettings(per_person="3 per hour")})
    with running(create_app(limited).server) as url:
        host = Host(url, limited, pool)
        under_way = [host.start("ann") for _ in range(2)]
        calling(retool, 2)
        ticket = host.ask("ann").json()["ticket"]
        assert {host.ask("ann", ticket=ticket).status_code for _ in range(20)} == {503}
        retool.let_go.set()
        assert {each.result().status_code for each in under_way} == {200}
        assert host.ask("ann", ticket=ticket).status_code == 200
        # A ticket is a turn, and no further link.
        assert host.ask("ann", ticket=ticket).status_code == 429


@pytest.mark.usefixtures("impatient")
def test_another_process_of_the_deployment_honours_a_ticket(
    slow: Settings, retool: SlowRetool, pool: ThreadPoolExecutor
) -> None:
    with ExitStack() as stack:
        hosts = [
            Host(stack.enter_context(running(create_app(slow).server)), slow, pool)
            for _ in range(2)
        ]
        for host in hosts * 2:
            host.start("ann")
        calling(retool, 4)
        ticket = hosts[0].ask("ann").json()["ticket"]
        assert hosts[1].ask("ann", ticket=ticket).json()["ticket"] == ticket
        retool.let_go.set()


@pytest.mark.usefixtures("impatient")
def test_an_answer_that_is_only_a_ticket_is_in_no_record(
    slow: Settings, retool: SlowRetool, pool: ThreadPoolExecutor, tmp_path: Path
) -> None:
    links: list[tuple[str, int]] = []

    class Kept(UsageLog):
        def record_request(self, request: LinkRequest) -> None:
            links.append((request.code, request.attempt))

    usage = Kept(Store(f"sqlite:///{tmp_path}/usage.sqlite3"))
    with closing(usage), running(create_app(slow, usage=usage).server) as url:
        host = Host(url, slow, pool)
        under_way = [host.start("ann") for _ in range(2)]
        calling(retool, 2)
        ticket = host.ask("ann", attempt=3).json()["ticket"]
        assert links == []
        retool.let_go.set()
        assert {each.result().status_code for each in under_way} == {200}
        assert host.ask("ann", ticket=ticket, attempt=3).status_code == 200
    assert links == [("minted", 1), ("minted", 1), ("minted", 3)]


def test_one_app_that_always_fails_spoils_no_other(host: Host, retool: SlowRetool) -> None:
    retool.let_go.set()
    retool.failing = CUSTOMERS
    answers = Counter[tuple[str, int]]()
    for _ in range(20):
        for app in ("customers", "sales"):
            answers[app, host.ask("ann", app).status_code] += 1
    assert answers == {("customers", 502): 20, ("sales", 200): 20}
    assert retool.calls < 40


@pytest.mark.parametrize(
    ("threads", "in_flight", "waiting"), [(None, 8, 2), (64, 8, 16), (8, 4, 2), (5, 2, 1)]
)
def test_a_quarter_of_the_threads_is_for_everything_else(
    slow: Settings,
    monkeypatch: pytest.MonkeyPatch,
    threads: int | None,
    in_flight: int,
    waiting: int,
) -> None:
    made = []

    class Queue(bulkhead.Bulkhead):
        def __init__(self, places: int, room: int) -> None:
            super().__init__(places, room)
            made.append((places, room))

    monkeypatch.setattr("dash_retool_embed.retool.client.Bulkhead", Queue)
    create_app(slow, threads=threads)
    assert made == [(in_flight, waiting)]
