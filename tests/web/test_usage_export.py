"""``GET /usage/export.*``: what the usage page's table shows, as a file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashapp.app import create_app
from dashapp.database import Store
from dashapp.settings import Settings
from dashapp.usage import UsageLog
from tests.patience import PATIENCE_SECONDS

Token = Callable[..., str]


@pytest.fixture
def client(settings: Settings, tmp_path: Path) -> Iterator[FlaskClient]:
    log = UsageLog(Store(f"sqlite:///{tmp_path}/usage.sqlite3"))
    client = create_app(settings, usage=log).server.test_client()
    assert log.flush(PATIENCE_SECONDS)
    yield client
    log.close()


def signed_in(token: Token, role: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token(roles=[role])}"}


@pytest.mark.parametrize(
    ("kind", "content_type"),
    [("csv", "text/csv; charset=utf-8"), ("jsonl", "application/jsonl; charset=utf-8")],
)
def test_it_is_a_file_that_nobody_keeps_for_others(
    client: FlaskClient, token: Token, kind: str, content_type: str
) -> None:
    answer = client.get(f"/usage/export.{kind}", headers=signed_in(token, "admin"))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=usage.{kind}"


@pytest.mark.parametrize("kind", ["csv", "jsonl", "xml"])
def test_who_has_none_of_the_roles_gets_none(client: FlaskClient, token: Token, kind: str) -> None:
    assert client.get(f"/usage/export.{kind}").status_code == 401
    answer = client.get(f"/usage/export.{kind}", headers=signed_in(token, "analyst"))
    assert (answer.status_code, answer.get_json()["code"]) == (403, "may_not_see_usage")


@pytest.mark.parametrize(
    "query",
    ["period[]=1", "period=-1&app=%00", "person=%ed%a0%80&outcome=%00", f"person={'x' * 5000}"],
)
def test_what_no_page_sends_selects_nothing_and_breaks_nothing(
    client: FlaskClient, token: Token, query: str
) -> None:
    headers = signed_in(token, "admin")
    answer = client.get(f"/usage/export.csv?{query}", headers=headers)
    assert answer.status_code == 200
    assert len(answer.text.splitlines()) == 1
    assert client.get("/usage/export.xml", headers=headers).status_code == 404
