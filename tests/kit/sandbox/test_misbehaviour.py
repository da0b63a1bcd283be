"""Each switch of `Misbehaviour`, set from a test and over HTTP."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dash_retool_embed.testing.sandbox import Misbehaviour, Sandbox, misbehaviour
from tests.patience import PATIENCE_SECONDS, until

from .conftest import UUIDS, Clock, Mint, Open

SALES = f"/apps/{UUIDS['sales']}"


@pytest.fixture
def background(sandbox: Sandbox) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor() as pool:
        yield pool
        sandbox.reset()  # lets go of a request that a failed test left hanging


def in_background(
    sandbox: Sandbox, pool: ThreadPoolExecutor, ask: Callable[[], TestResponse]
) -> Future[TestResponse]:
    """Start a request that the sandbox holds; return once it does."""
    future = pool.submit(ask)
    until(lambda: sandbox.waiting == 1, "the sandbox to hold it")
    return future


class Time:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def passing(monkeypatch: pytest.MonkeyPatch) -> Time:
    """The time of whatever takes its time."""
    passing = Time()
    monkeypatch.setattr(misbehaviour, "time", passing)
    return passing


def test_a_hanging_mint_answers_once_it_is_released(
    sandbox: Sandbox, mint: Mint, background: ThreadPoolExecutor
) -> None:
    sandbox.misbehave.hang = True
    answer = in_background(sandbox, background, mint)
    assert not answer.done()
    assert sandbox.links_minted == 0
    sandbox.misbehave.hang = False
    assert answer.result(timeout=PATIENCE_SECONDS).status_code == 200
    assert sandbox.links_minted == 1


def test_a_reset_ends_a_hanging_mint_without_a_link(
    sandbox: Sandbox, mint: Mint, background: ThreadPoolExecutor
) -> None:
    sandbox.misbehave.hang = True
    answer = in_background(sandbox, background, mint)
    sandbox.reset()
    assert answer.result(timeout=PATIENCE_SECONDS).status_code == 504
    assert sandbox.links_minted == 0


def test_a_mint_does_not_hang_for_ever(
    sandbox: Sandbox, mint: Mint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(misbehaviour, "WAIT_MAX_SECONDS", 0.0)
    sandbox.misbehave.hang = True
    answer = mint()
    assert answer.status_code == 504
    assert answer.get_json() == {"success": False, "message": "The sandbox hung"}


def test_a_slow_mint_takes_its_time_and_succeeds(
    sandbox: Sandbox, mint: Mint, passing: Time
) -> None:
    sandbox.misbehave.slow_seconds = 20.0
    before = passing.now
    assert mint().status_code == 200
    assert passing.now - before == pytest.approx(20.0, abs=misbehaviour.POLL_SECONDS)


def test_every_nth_mint_fails(sandbox: Sandbox, mint: Mint) -> None:
    mint()
    sandbox.misbehave.fail_nth = 2
    assert [mint().status_code for _ in range(4)] == [200, 503, 200, 503]
    assert sandbox.links_minted == 3


def test_a_failure_has_the_status_that_was_asked_for(sandbox: Sandbox, mint: Mint) -> None:
    sandbox.misbehave = Misbehaviour(fail_nth=1, fail_status=500)
    answer = mint()
    assert answer.status_code == 500
    assert answer.get_json() == {"success": False, "message": "The sandbox was told to fail"}
    assert "Retry-After" not in answer.headers


def test_a_429_says_when_to_try_again(sandbox: Sandbox, mint: Mint) -> None:
    sandbox.misbehave = Misbehaviour(fail_nth=1, fail_status=429)
    answer = mint()
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "1"


def test_sessions_can_be_made_to_expire_early(
    sandbox: Sandbox, client: FlaskClient, redeem: Open, clock: Clock
) -> None:
    sandbox.misbehave.expire_after_seconds = 1.5
    assert "Max-Age=2;" in redeem("sales", sessionDurationMinutes=60).headers["Set-Cookie"]
    clock.now += 1.4
    assert client.get(SALES).status_code == 200
    clock.now += 0.2
    assert client.get(SALES).status_code == 401


def test_a_lost_cookie_ends_at_the_sign_in_page(
    sandbox: Sandbox, client: FlaskClient, redeem: Open
) -> None:
    sandbox.misbehave.lose_cookie = True
    answer = redeem("sales")
    assert answer.status_code == 302
    assert "Set-Cookie" not in answer.headers
    assert "Sign in to Retool" in client.get(answer.location).text


def test_losing_the_cookie_also_loses_an_earlier_one(
    sandbox: Sandbox, client: FlaskClient, open_app: Open
) -> None:
    open_app("sales")
    sandbox.misbehave.lose_cookie = True
    assert client.get(SALES).status_code == 401


def test_a_hanging_frame_loads_once_it_is_released(
    sandbox: Sandbox, client: FlaskClient, redeem: Open, background: ThreadPoolExecutor
) -> None:
    redeem("sales")
    sandbox.misbehave.hang_frames = True
    page = in_background(sandbox, background, lambda: client.get(SALES))
    assert sandbox.frame_loads == 0
    sandbox.misbehave.hang_frames = False
    assert page.result(timeout=PATIENCE_SECONDS).status_code == 200
    assert sandbox.frame_loads == 1


def test_a_frame_does_not_hang_for_ever(
    sandbox: Sandbox, open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(misbehaviour, "WAIT_MAX_SECONDS", 0.0)
    sandbox.misbehave.hang_frames = True
    page = open_app("sales")
    assert page.status_code == 504
    assert "The sandbox hung" in page.text


def test_a_slow_frame_takes_its_time(sandbox: Sandbox, open_app: Open, passing: Time) -> None:
    sandbox.misbehave.slow_frames_seconds = 20.0
    before = passing.now
    assert open_app("sales").status_code == 200
    assert passing.now - before == pytest.approx(20.0, abs=misbehaviour.POLL_SECONDS)


def test_reset_forgets_everything_but_key_and_origin(
    sandbox: Sandbox, client: FlaskClient, mint: Mint, open_app: Open
) -> None:
    open_app("sales")
    switches = sandbox.misbehave
    switches.fail_nth = 3
    sandbox.embedding_enabled = False
    sandbox.origin = "http://localhost:4711"
    sandbox.reset()
    assert (sandbox.links_minted, sandbox.mints, sandbox.frame_loads) == (0, [], 0)
    assert client.get(SALES).status_code == 401
    assert sandbox.misbehave is switches
    assert switches == Misbehaviour()
    assert sandbox.embedding_enabled
    assert mint().get_json()["embedUrl"].startswith("http://localhost:4711/")


ALL_SWITCHES = (
    "hang=1&slow=2&fail_nth=2&status=503&expire_after=10&lose_cookie=1&hang_frames=1&slow_frames=.5"
)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_switches_can_be_set_by_query(sandbox: Sandbox, client: FlaskClient, method: str) -> None:
    client.open(f"/misbehave?{ALL_SWITCHES}", method=method)
    assert sandbox.misbehave == Misbehaviour(
        hang=True,
        slow_seconds=2.0,
        fail_nth=2,
        fail_status=503,
        expire_after_seconds=10.0,
        lose_cookie=True,
        hang_frames=True,
        slow_frames_seconds=0.5,
    )


def test_a_query_leaves_the_other_switches_alone(sandbox: Sandbox, client: FlaskClient) -> None:
    client.get("/misbehave?slow=2")
    client.get("/misbehave?lose_cookie=1&embedding_enabled=0")
    assert sandbox.misbehave == Misbehaviour(slow_seconds=2.0, lose_cookie=True)
    assert not sandbox.embedding_enabled


def test_switches_can_be_reset_by_query(
    sandbox: Sandbox, client: FlaskClient, open_app: Open
) -> None:
    open_app("sales")
    client.get("/misbehave?slow=2")
    client.get("/misbehave?reset=1&fail_nth=1")
    assert sandbox.misbehave == Misbehaviour(fail_nth=1)
    assert sandbox.links_minted == 0


def test_the_form_switches_off_what_is_not_ticked(sandbox: Sandbox, client: FlaskClient) -> None:
    sandbox.misbehave.hang = True
    answer = client.post(
        "/misbehave", data={"hang": "0", "lose_cookie": ["0", "1"], "slow": "", "fail_nth": ""}
    )
    assert answer.status_code == 303
    assert sandbox.misbehave == Misbehaviour(lose_cookie=True)


def test_the_page_shows_the_switches_as_they_are(client: FlaskClient) -> None:
    page = client.get("/misbehave?hang=1&slow=2.5").text
    assert 'name="hang" value="1" checked' in page
    assert 'name="lose_cookie" value="1">' in page
    assert 'name="slow" value="2.5"' in page
    assert "Retool has none like it" in page


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("hang=yes", "hang=yes: must be 0 or 1"),
        ("slow=soon", "slow=soon: must be a number of seconds"),
        ("slow=-1", "slow=-1: must be a number of seconds, 0 or more"),
        ("slow=inf", "slow=inf: must be a number of seconds, 0 or more"),
        ("expire_after=nan", "expire_after=nan: must be a number of seconds, 0 or more"),
        ("fail_nth=1.5", "fail_nth=1.5: must be a whole number, 0 or more"),
        ("status=200", "status=200: must be an HTTP status from 400 to 599"),
        ("embedding_enabled=maybe", "embedding_enabled=maybe: must be 0 or 1"),
        ("reset=yes", "reset=yes: must be 0 or 1"),
        ("slo=2", "slo is no switch"),
        ("x=%3Cb%3E", "x is no switch"),
    ],
)
def test_a_bad_switch_is_400_and_changes_nothing(
    sandbox: Sandbox, client: FlaskClient, method: str, query: str, message: str
) -> None:
    answer = client.open(f"/misbehave?lose_cookie=1&{query}", method=method)
    assert answer.status_code == 400
    assert message in answer.text
    assert sandbox.misbehave == Misbehaviour()


def test_the_front_page_leads_to_users_and_switches(client: FlaskClient, app: Flask) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert 'href="/users"' in page.text
    assert 'href="/misbehave"' in page.text
