"""Why a sign-in with OpenID Connect came to nothing. No text has a token, a code or a secret."""

from typing import ClassVar

from dashapp.identity.errors import IdentityError


class SignInFailed(IdentityError):
    """A sign-in came to nothing; `status` is the answer's in HTTP."""

    code: ClassVar[str] = "sign_in_failed"
    status: ClassVar[int] = 400


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
