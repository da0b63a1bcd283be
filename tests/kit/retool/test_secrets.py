"""The access token and the link are in no log line, no repr, no error and no traceback."""

import logging
import traceback
from collections.abc import Iterator

import pytest
from werkzeug.wrappers import Response

from dash_retool_embed.retool import EmbedRequest, RetoolClient, RetoolError
from dash_retool_embed.retool.answer import read_link
from dash_retool_embed.retool.mint_endpoint import MAX_ANSWER_BYTES
from dash_retool_embed.testing.sandbox import Sandbox

from .servers import API_KEY, OddServer

NONCE = "n0nce-0123456789"


def chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error with everything that it leads to, suppressed contexts too."""
    waiting: list[BaseException | None] = [error]
    while waiting:
        if (current := waiting.pop()) is not None:
            yield current
            waiting += [current.__cause__, current.__context__]


def texts(error: BaseException) -> str:
    """Return all that a log or an error reporter could read off an error."""
    parts = ["".join(traceback.format_exception(error))]
    for link in chain(error):
        parts += [str(link), repr(link), repr(vars(link)), repr(link.args)]
    return "\n".join(parts)


@pytest.mark.parametrize(
    "answer",
    [
        Response(f'{{"embedUrl": "https://evil.example/embed/{NONCE}"}}'),
        Response(f'{{"embedUrl": "https://u:p@evil.example/{NONCE}"}}'),
        Response(f'{{"embedUrl": "javascript:{NONCE}"}}'),
        Response(f'{{"embedUrl": "https://evil.example:x/{NONCE}"}}'),
        Response(f'{{"embedUrl": "https://evil.example/{NONCE}'),
        Response(f'{{"embedUrl": ["https://evil.example/{NONCE}"]}}'),
        Response(f'{{"message": "{API_KEY} is no key"}}', 401),
        Response(f'{{"message": "Bearer {API_KEY}"}}', 403),
        Response(f'{{"message": "{API_KEY[:4]}\\u0000{API_KEY[4:]}"}}', 400),
        Response(f"used: https://retool.example.com/embed/{NONCE}", 400),
        Response(f"used: /embed/authenticate/{NONCE}", 400),
        Response(f"used: https%3A%2F%2Fretool.example.com%2F{NONCE}", 500),
        Response(f"used: nonce={NONCE}", 429),
        Response(f"used: ({NONCE}?a={NONCE})", 429),
        Response(f"{NONCE}%3A/{NONCE} was used", 429),
        Response("x" * 295 + API_KEY, 500),
        Response(status=302, headers={"Location": f"https://evil.example/{NONCE}"}),
    ],
    ids=lambda answer: f"{answer.status_code}: {answer.get_data(as_text=True)[:40]}",
)
def test_no_error_tells_them(
    answer: Response,
    odd_server: OddServer,
    embed_request: EmbedRequest,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    odd_server.answer = lambda _: answer
    with RetoolClient(odd_server.origin, API_KEY) as client:
        with pytest.raises(RetoolError) as caught:
            client.mint(embed_request)
        told = "\n".join([texts(caught.value), caplog.text, repr(client), repr(vars(client))])
    assert API_KEY not in told
    assert API_KEY[:8] not in told
    assert NONCE not in told
    assert caught.value.person_message


@pytest.mark.parametrize(
    "unit", ["a", "/", "/a", ":", "%3", "?a", "?a=", "nonce", "group ", "embed", "\t", "\u200b"]
)
def test_no_answer_takes_long_to_be_searched_for_them(unit: str) -> None:
    # A search that tries every place as a beginning takes hours for so much, and this one a moment.
    text = unit * (64 * MAX_ANSWER_BYTES // len(unit.encode()))
    with pytest.raises(RetoolError):
        read_link(400, {}, text.encode(), API_KEY)


@pytest.mark.parametrize("origin", ["http://127.0.0.1:1", "http://no-such-host.invalid"])
def test_no_failed_connection_tells_them(
    origin: str, embed_request: EmbedRequest, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with (
        RetoolClient(origin, API_KEY, allow_insecure_http=True) as client,
        pytest.raises(RetoolError) as caught,
    ):
        client.mint(embed_request)
    assert API_KEY not in texts(caught.value) + caplog.text
    # requests' exceptions carry the request, and that carries the header.
    assert list(chain(caught.value)) == [caught.value]


def test_a_successful_mint_logs_neither(
    sandbox: Sandbox, embed_request: EmbedRequest, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="dashapp")
    caplog.set_level(logging.DEBUG, logger="urllib3")
    with RetoolClient(sandbox.origin, API_KEY) as client:
        link = client.mint(embed_request)
    # What the client itself has not written, its connection has.
    assert "POST /api/embed-url/external-user" in caplog.text
    assert link.url not in caplog.text + repr(link)
    assert link.url.rpartition("/")[2] not in caplog.text
    assert API_KEY not in caplog.text
