"""The last line: no handler of the command line writes a secret, whoever logs it."""

import io
import logging
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote

import pytest

from dashapp.identity import issue_token
from dashapp.settings import Settings
from dashapp.web import SecretsFilter
from tests.conftest import SECRET

KEY = 'retool_01"\\key+/='
NONCE = "n0nce-0123456789"
ORIGIN = "https://retool.example.com"
TOKEN = issue_token(SECRET, sub="u1", roles=[], lifetime=timedelta(minutes=5), audience="a")


class Failed(Exception):
    """Carries what it should not."""


class Reporter(logging.Handler):
    """Keeps what it gets, as an error reporter would."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(record)


@pytest.fixture
def written() -> io.StringIO:
    """What the handler of the test has written."""
    return io.StringIO()


@pytest.fixture
def log(written: io.StringIO) -> Iterator[logging.Logger]:
    """A logger of nobody's, whose one handler has the filter."""
    handler = logging.StreamHandler(written)
    handler.addFilter(SecretsFilter([KEY], origins=[ORIGIN], cookie="dashapp_token"))
    logger = logging.getLogger("tests.scrubbing.deep.below")
    logger.addHandler(handler)
    logger.propagate = False
    yield logger
    logger.removeHandler(handler)
    logger.propagate = True


def is_clean(text: str) -> bool:
    kept = (KEY, repr(KEY)[1:-1], quote(KEY, safe=""), NONCE, TOKEN, TOKEN.split(".")[1])
    return not any(secret in text for secret in kept)


@pytest.mark.parametrize(
    "text",
    [
        f"key={KEY}",
        f"Authorization: Bearer {KEY}",
        repr({"Authorization": f"Bearer {KEY}"}),
        f"https://elsewhere.example/?key={quote(KEY, safe='')}",
        f"{ORIGIN}/embed/authenticate/{NONCE}",
        f"{ORIGIN.upper()}/any/path/{NONCE}?x={NONCE}",
        quote(f"{ORIGIN}/embed/{NONCE}", safe=""),
        f'"GET /embed/authenticate/{NONCE} HTTP/1.1" 302',
        f"/app?nonce={NONCE}&more=1",
        f"authorization: bearer {TOKEN}",
        f"Cookie: theme=dark; dashapp_token={TOKEN}; other=1",
        f"Set-Cookie: __Host-dashapp_token={NONCE}; Path=/",
        f'{{"userJwt": "{TOKEN}"}}',
        TOKEN[: TOKEN.rindex(".")],
    ],
)
def test_no_secret_is_written(log: logging.Logger, written: io.StringIO, text: str) -> None:
    assert not is_clean(text)
    log.warning(text)
    log.warning("it said %s", text)
    log.warning("it was %(what)s", {"what": text})
    log.warning("it had %r", [text])
    try:
        raise Failed(text)
    except Failed:
        log.exception("it failed")
    log.warning("as logged here", stack_info=True)
    assert is_clean(written.getvalue())
    assert written.getvalue().count("[removed]") >= 5
    assert "Traceback" in written.getvalue()
    assert "Failed: " in written.getvalue()


def test_an_exception_s_causes_notes_and_arguments_are_scrubbed_too(
    log: logging.Logger, written: io.StringIO
) -> None:
    try:
        try:
            raise Failed(KEY)
        except Failed as cause:
            error = Failed(f"{ORIGIN}/{NONCE}", {"token": TOKEN})
            error.add_note(f"with {KEY}")
            raise error from cause
    except Failed:
        log.exception("twice")
    assert is_clean(written.getvalue())
    assert written.getvalue().count("Traceback") == 2


def test_arguments_that_do_not_fit_are_not_printed_by_logging_itself(
    log: logging.Logger, written: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    log.warning("only one %s", "argument", f"{ORIGIN}/{NONCE}")
    assert "TypeError" in written.getvalue()
    assert is_clean(written.getvalue() + capsys.readouterr().err)


def test_what_has_no_secret_is_written_as_it_was(log: logging.Logger, written: io.StringIO) -> None:
    log.warning("No connection to %s within %g seconds.", ORIGIN, 3.05)
    log.warning("The request has no bearer token and no sign-in cookie; %d%%", 5)
    assert written.getvalue() == (
        f"No connection to {ORIGIN} within 3.05 seconds.\n"
        "The request has no bearer token and no sign-in cookie; 5%\n"
    )


def test_an_error_without_a_secret_stays_an_exception_for_whoever_reports_it(
    log: logging.Logger,
) -> None:
    later = Reporter()
    log.addHandler(later)
    for text in ("plain", KEY):
        try:
            raise Failed(text)
        except Failed:
            log.exception("it failed %d times", 1)
    log.removeHandler(later)
    assert [bool(record.exc_info) for record in later.seen] == [True, False]
    assert {(record.msg, record.args) for record in later.seen} == {("it failed %d times", (1,))}


def test_the_filter_of_a_host_knows_every_secret_of_its_settings(settings: Settings) -> None:
    secrets = [settings.retool_api_key, settings.jwt_secret]
    assert all(secrets)
    said = " ".join(secret.get_secret_value() for secret in secrets if secret)
    said += f" {settings.retool.url}/{NONCE} {settings.auth.cookie}={NONCE}"
    scrubbed = SecretsFilter.of(settings).scrub(said)
    assert NONCE not in scrubbed
    assert scrubbed == (
        f"[removed] [removed] {settings.retool.url}/[removed] {settings.auth.cookie}=[removed]"
    )


def test_the_filter_of_one_handler_is_nobody_else_s(log: logging.Logger) -> None:
    other = io.StringIO()
    handler = logging.StreamHandler(other)
    logging.getLogger("tests.scrubbing").addHandler(handler)
    try:
        logging.getLogger("tests.scrubbing.elsewhere").warning(KEY)
    finally:
        logging.getLogger("tests.scrubbing").removeHandler(handler)
    assert KEY in other.getvalue()


@pytest.mark.parametrize(
    "unit", ["a", "eyJ", "-eyJ", "eyJ.", "bearer ", "token=", "/embed/", f"{ORIGIN}/", "\\", "%3A"]
)
def test_no_text_takes_long(unit: str) -> None:
    secrets = SecretsFilter([KEY], origins=[ORIGIN], cookie="c")
    # So long that a search whose time grows with the square of it would never end.
    text = unit * (1_000_000 // len(unit))
    assert KEY not in secrets.scrub(f"{text} {KEY}")


def test_a_token_of_a_load_balancer_has_padded_parts() -> None:
    token = "eyJhbGciOiJFUzI1NiJ9==.eyJzdWIiOiJhZGEifQ==.c2lnbmF0dXJl=="
    assert SecretsFilter([KEY]).scrub(f"refused: {token}, expired") == "refused: [removed], expired"
