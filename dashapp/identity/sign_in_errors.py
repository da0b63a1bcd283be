"""Why a sign-in with OpenID Connect came to nothing. No text has a token, a code or a secret."""

from typing import ClassVar

from dash_retool_embed.people import IdentityError


class SignInFailed(IdentityError):
    """A sign-in came to nothing; `status` is the answer's in HTTP.

    `retry_after` is in how many seconds the same request may come again. None: not at all, because
    what it has, such as a code, may be used up.
    """

    code: ClassVar[str] = "sign_in_failed"
    status: ClassVar[int] = 400

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(message)


class SignInWaits(SignInFailed):
    """The provider is being asked about as many others as may be at a time."""

    code = "sign_in_waits"
    status = 503
    transient = True
    person_message = "Many people are signing in at this moment."


class TooManyFailedSignIns(SignInFailed):
    """So many sign-ins of this address have failed that the provider is not asked for a while."""

    code = "too_many_failed_sign_ins"
    status = 429
    transient = True
    person_message = "Too many sign-ins from your network have failed."


class SignInExpired(SignInFailed):
    """What comes back was not begun by this browser, or too long ago, or is used up."""

    code = "sign_in_expired"
    person_message = "This sign-in took too long, or was begun in another browser."


class SignInRefused(SignInFailed):
    """The provider did not let the person in, or the person did not want to go on."""

    code = "sign_in_refused"
    status = 403
    person_message = "The sign-in was cancelled, or your company does not let you in here."


class ProviderUnavailable(SignInFailed):
    """The provider can't be reached, is too slow, or says that it is out of order."""

    code = "provider_unavailable"
    status = 503
    person_message = "Your company's sign-in can't be reached. Try again in a minute."


class AnswerNotTrusted(SignInFailed):
    """The provider's answer breaks a rule, so nothing that it says counts."""

    code = "answer_not_trusted"
    status = 502
    person_message = (
        "Your company's sign-in gave an answer that can't be relied on. "
        "If it stays so, tell whoever runs this page."
    )


class SignInNotKept(SignInFailed):
    """The database does not take the session."""

    code = "sign_in_not_kept"
    status = 503
    person_message = "Sign-ins can't be kept just now. Try again in a minute."
