"""What an exception of the catalogue says, and to whom."""

import pickle
from collections.abc import Iterator
from types import SimpleNamespace
from typing import NoReturn

import pytest

from dash_retool_embed import EmbedError, IdentityError, MayNotOpen, RetoolError
from dash_retool_embed.errors import CATALOGUE, CodedError, Entry, TooManyRequests
from dash_retool_embed.http import only_post, problem_of
from dash_retool_embed.people import TokenInvalid
from dash_retool_embed.retool import RetoolBusy, RetoolUnavailable
from dashapp.database import StoreError
from dashapp.identity import KeysUnavailable
from dashapp.sessions import SessionsUnavailable
from dashapp.settings import ConfigurationError


def tree(kind: type[CodedError]) -> Iterator[type[CodedError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from tree(below)


@pytest.mark.parametrize(
    "kind",
    [
        EmbedError,
        RetoolError,
        IdentityError,
        StoreError,
        SessionsUnavailable,
        ConfigurationError,
    ],
)
def test_they_have_one_base(kind: type[Exception]) -> None:
    assert issubclass(kind, CodedError)


def test_the_class_knows_what_its_entry_says() -> None:
    for kind in tree(CodedError):
        if "entry" in kind.__dict__:
            entry = kind.entry
            assert (kind.code, kind.status) == (entry.code, entry.status)
            assert kind.transient == entry.transient


def test_no_two_exceptions_share_a_code_of_their_own() -> None:
    own = [kind.__dict__["entry"].code for kind in tree(CodedError) if "entry" in kind.__dict__]
    assert len(own) == len(set(own))


def test_its_text_is_for_the_operator() -> None:
    error = RetoolUnavailable(case="read_timeout", retool="https://retool.example.com", seconds=10)
    assert str(error) == "https://retool.example.com did not answer within 10 seconds."
    assert error.person_message == "Retool can't be reached right now."
    assert str(RetoolUnavailable()) == CATALOGUE["retool_unavailable"].operator


def test_words_of_the_raiser_are_for_the_operator_too() -> None:
    error = IdentityError("The header X-User is missing.")
    assert str(error) == "The header X-User is missing."
    assert error.person_message == "Sign in to go on."


def test_a_hook_that_refuses_somebody_speaks_to_them() -> None:
    error = MayNotOpen("Your contract has ended.")
    assert str(error) == error.person_message == "Your contract has ended."
    assert MayNotOpen().person_message == "Your account has none of the roles that open this app."


def test_a_case_may_have_words_for_one_of_both_only() -> None:
    error = MayNotOpen(case="app", title="Payroll")
    assert error.person_message == "Your account may not open Payroll."
    assert str(error) == CATALOGUE["may_not_open"].operator


def test_what_retool_said_is_for_the_operator() -> None:
    error = RetoolUnavailable(case="status", status=502, detail="Upstream is gone.")
    assert str(error) == "Retool failed (502). Retool said: Upstream is gone."


def test_when_to_come_back_is_the_entrys_unless_it_is_known_better() -> None:
    assert KeysUnavailable().retry_after == 10
    assert KeysUnavailable(retry_after=3).retry_after == 3
    assert TooManyRequests().retry_after is None
    assert RetoolBusy(ticket="A", retry_after=1.5).retry_after == 1.5


def test_values_do_not_become_placeholders() -> None:
    assert str(TokenInvalid("its {kid} is odd")).endswith("its {kid} is odd.")


def test_a_case_that_there_is_none_of_is_a_mistake_of_the_raiser() -> None:
    with pytest.raises(KeyError):
        MayNotOpen(case="nonsense")


def test_other_code_may_have_errors_of_its_own() -> None:
    class Closed(EmbedError):
        entry = Entry("closed", 403, person="The office is closed.")

    error = Closed()
    assert (error.code, error.status) == ("closed", 403)
    assert error.person_message == "The office is closed."


def test_other_code_may_say_on_a_class_what_is_different() -> None:
    class Locked(IdentityError):
        code = "locked"
        status = 403
        transient = True
        person_message = "Your account is locked."

    class LockedForGood(Locked):
        transient = False

    answer = problem_of(Locked())
    assert (answer.status, Locked.entry.code) == (403, "locked")
    assert (answer.body or {})["title"] == Locked().person_message
    assert (LockedForGood.entry.code, LockedForGood.entry.transient) == ("locked", False)


def test_an_error_that_is_no_answer_is_a_failure_of_the_server() -> None:
    def view(_call: object) -> NoReturn:
        raise StoreError("The database is full.")

    call = SimpleNamespace(method="POST")
    with pytest.raises(StoreError):
        only_post(view, "mint")(call)  # type: ignore[arg-type]


def test_it_survives_another_process() -> None:
    error = pickle.loads(pickle.dumps(IdentityError("Nobody.")))
    assert (error.code, str(error)) == ("identity_error", "Nobody.")
