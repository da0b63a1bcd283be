"""``POST /api/embedUrl``: what the component and the quickstart's React wrapper call."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import requests

from dash_retool_embed.errors import Entry
from dash_retool_embed.http import problem as problem_answer
from dash_retool_embed.testing.sandbox import Sandbox
from dashapp.identity import issue_token
from dashapp.settings import Settings
from tests.conftest import SECRET, Host

Token = Callable[..., str]


def post(host: Host, body: Any, path: str = "/api/embedUrl", **how: Any) -> requests.Response:
    return requests.post(f"{host.url}{path}", json=body, **how)


def problem(answer: requests.Response) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json()["title"]
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize("path", ["/api/embedUrl", "/embedUrl"])
def test_a_name_and_a_token_get_a_link(
    host: Host, token: Token, sandbox: Sandbox, path: str
) -> None:
    answer = post(host, {"retoolAppName": "sales", "userJwt": token()}, path)
    assert answer.status_code == 200
    assert answer.json()["embedUrl"].startswith(sandbox.origin)
    assert answer.json()["expiresIn"] == 3600
    assert answer.json().keys() == {"embedUrl", "expiresIn", "person", "frame", "linkId"}
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_retool_is_told_comes_from_the_configuration_and_the_claims(
    host: Host, token: Token, sandbox: Sandbox
) -> None:
    claims = {"email": "a@example.com", "given_name": "Ada", "family_name": "L", "store_id": 7}
    forged = {"groupIds": [1], "metadata": {"storeId": 8}, "externalIdentifier": "x"}
    post(host, {"retoolAppName": "sales", "userJwt": token(**claims), **forged})
    assert sandbox.mints[0].body == {
        "landingPageUuid": "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10",
        "groupIds": [12, 13],
        "externalIdentifier": "person-1",
        "sessionDurationMinutes": 60,
        "userInfo": {"email": "a@example.com", "first_name": "Ada", "last_name": "L"},
        "metadata": {"storeId": 7, "canExportData": True},
    }


def test_without_user_jwt_the_request_s_own_sign_in_counts(host: Host, token: Token) -> None:
    bearer = {"Authorization": f"Bearer {token()}"}
    assert post(host, {"retoolAppName": "sales"}, headers=bearer).status_code == 200
    cookie = {"dashapp_token": token()}
    assert post(host, {"retoolAppName": "sales"}, cookies=cookie).status_code == 200


def test_an_unknown_app_is_404(host: Host, token: Token, sandbox: Sandbox) -> None:
    answer = post(host, {"retoolAppName": "nothing", "userJwt": token()})
    assert problem(answer) == (404, "unknown_app")
    assert sandbox.links_minted == 0


def test_no_token_is_401_also_for_an_app_that_does_not_exist(host: Host) -> None:
    assert problem(post(host, {"retoolAppName": "nothing"})) == (401, "token_missing")


def test_a_bad_token_is_401(host: Host, token: Token) -> None:
    answer = post(host, {"retoolAppName": "sales", "userJwt": token()[:-3] + "abc"})
    assert problem(answer) == (401, "token_invalid")


def test_a_role_that_may_not_is_403(host: Host, token: Token, sandbox: Sandbox) -> None:
    answer = post(host, {"retoolAppName": "customers", "userJwt": token(roles=["viewer"])})
    assert problem(answer) == (403, "may_not_open")
    assert sandbox.links_minted == 0


def test_a_claim_that_the_app_needs_and_the_token_lacks_is_403(
    host: Host, token: Token, sandbox: Sandbox
) -> None:
    answer = post(host, {"retoolAppName": "sales", "userJwt": token(store_id=None)})
    assert problem(answer) == (403, "claim_missing")
    assert "store_id" in answer.json()["title"]
    assert sandbox.links_minted == 0


def test_a_claim_that_retool_can_not_take_is_not_sent(
    host: Host, token: Token, sandbox: Sandbox
) -> None:
    answer = post(host, {"retoolAppName": "sales", "userJwt": token(store_id=[1, 2])})
    assert problem(answer) == (403, "claim_unfit")
    assert "store_id" in answer.json()["title"]
    assert sandbox.links_minted == 0


@pytest.mark.parametrize(
    "body",
    [b"", b"not json", b"[]", b"null", b'"sales"', b"{", b"\xff", b"[" * 50_000],
    ids=lambda body: repr(body[:10]),
)
def test_a_body_that_is_no_json_object_is_400(host: Host, body: bytes) -> None:
    answer = requests.post(
        f"{host.url}/api/embedUrl",
        data=body,
        headers={"Content-Type": "application/json"},
    )
    assert problem(answer) == (400, "bad_request")


def test_a_body_that_is_too_large_is_413(host: Host) -> None:
    # Without a socket: a server may hang up on a client that is still sending.
    answer = host.app.server.test_client().post(
        "/api/embedUrl", data=b" " * (64 * 1024 + 1), content_type="application/json"
    )
    assert answer.mimetype == "application/problem+json"
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")


def test_a_form_is_400(host: Host, token: Token) -> None:
    form = {"retoolAppName": "sales", "userJwt": token()}
    answer = requests.post(f"{host.url}/api/embedUrl", data=form)
    assert problem(answer) == (400, "bad_request")


@pytest.mark.parametrize("name", [None, 1, True, ["sales"], {"a": 1}])
def test_a_name_that_is_no_string_is_400(host: Host, token: Token, name: object) -> None:
    answer = post(host, {"retoolAppName": name, "userJwt": token()})
    assert problem(answer) == (400, "bad_request")


@pytest.mark.parametrize("jwt", [1, True, ["x"], {"a": 1}])
def test_a_user_jwt_that_is_no_string_is_400(host: Host, jwt: object) -> None:
    assert problem(post(host, {"retoolAppName": "sales", "userJwt": jwt})) == (400, "bad_request")


def test_the_answer_tells_one_person_from_another_and_not_who_it_is(
    host: Host, settings: Settings
) -> None:
    def person(sub: str, **claims: Any) -> str:
        signed = issue_token(
            SECRET,
            sub=sub,
            roles=["analyst"],
            lifetime=timedelta(minutes=5),
            audience=settings.auth.audience,
            issuer=settings.auth.issuer,
            store_id=1,
            can_export=True,
            **claims,
        )
        answer = post(host, {"retoolAppName": "sales", "userJwt": signed})
        return str(answer.json()["person"])

    ada = person("ada@example.com")
    assert len(ada) == 16
    assert "ada" not in ada
    assert person("ada@example.com", email="new@example.com") == ada
    assert person("bob@example.com") != ada


def test_a_retool_that_is_down_is_502(host: Host, token: Token, sandbox: Sandbox) -> None:
    sandbox.misbehave.fail_nth = 1
    answer = post(host, {"retoolAppName": "sales", "userJwt": token()})
    assert problem(answer) == (502, "retool_unavailable")
    assert answer.json()["transient"] is True
    assert "Retry-After" not in answer.headers


def test_a_retool_that_stays_down_is_left_alone_for_as_long_as_the_answer_says(
    host: Host, token: Token, sandbox: Sandbox
) -> None:
    sandbox.misbehave.fail_nth = 1
    body = {"retoolAppName": "sales", "userJwt": token()}
    answers = [post(host, body) for _ in range(6)]
    assert {problem(answer) for answer in answers} == {(502, "retool_unavailable")}
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 5


def test_a_retool_that_limits_the_rate_is_503_with_retry_after(
    host: Host, token: Token, sandbox: Sandbox
) -> None:
    sandbox.misbehave.fail_nth = 1
    sandbox.misbehave.fail_status = 429
    answer = post(host, {"retoolAppName": "sales", "userJwt": token()})
    assert problem(answer) == (503, "rate_limited")
    assert answer.json()["transient"] is True
    assert answer.headers["Retry-After"] == "1"


@pytest.mark.parametrize(("seconds", "header"), [(0, "1"), (0.2, "1"), (1.2, "2"), (30, "30")])
def test_retry_after_is_whole_seconds_and_never_too_few(seconds: float, header: str) -> None:
    answer = problem_answer(Entry("busy", 503), retry_after=seconds)
    assert answer.headers["Retry-After"] == header
    assert answer.body is not None
    assert "transient" not in answer.body


def test_embedding_that_is_turned_off_is_502_with_its_own_code(
    host: Host, token: Token, sandbox: Sandbox
) -> None:
    sandbox.embedding_enabled = False
    answer = post(host, {"retoolAppName": "sales", "userJwt": token()})
    assert problem(answer) == (502, "embedding_not_enabled")
    assert "transient" not in answer.json()


def test_get_is_405_and_not_a_page(host: Host) -> None:
    answer = requests.get(f"{host.url}/api/embedUrl")
    assert problem(answer) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "POST, OPTIONS"


def test_options_names_the_only_method(host: Host, token: Token) -> None:
    headers = {"Authorization": f"Bearer {token()}"}
    answer = requests.options(f"{host.url}/api/embedUrl", headers=headers)
    assert (answer.status_code, answer.text) == (204, "")
    assert answer.headers["Allow"] == "POST, OPTIONS"
