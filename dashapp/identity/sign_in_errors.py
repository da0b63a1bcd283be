"""Why a sign-in with OpenID Connect came to nothing. No text has a token, a code or a secret."""

from dash_retool_embed.people import IdentityError
from dashapp.errors import CATALOGUE


class SignInFailed(IdentityError):
    """A sign-in came to nothing; `status` is the answer's in HTTP.

    `retry_after` is in how many seconds the same request may come again. None: not at all, because
    what it has, such as a code, may be used up.
    """

    entry = CATALOGUE["sign_in_failed"]


class SignInWaits(SignInFailed):
    """The provider is being asked about as many others as may be at a time."""

    entry = CATALOGUE["sign_in_waits"]


class TooManyFailedSignIns(SignInFailed):
    """So many sign-ins of this address have failed that the provider is not asked for a while."""

    entry = CATALOGUE["too_many_failed_sign_ins"]


class SignInExpired(SignInFailed):
    """What comes back was not begun by this browser, or too long ago, or is used up."""

    entry = CATALOGUE["sign_in_expired"]


class SignInRefused(SignInFailed):
    """The provider did not let the person in, or the person did not want to go on."""

    entry = CATALOGUE["sign_in_refused"]


class ProviderUnavailable(SignInFailed):
    """The provider can't be reached, is too slow, or says that it is out of order."""

    entry = CATALOGUE["provider_unavailable"]


class AnswerNotTrusted(SignInFailed):
    """The provider's answer breaks a rule, so nothing that it says counts."""

    entry = CATALOGUE["answer_not_trusted"]


class SignInNotKept(SignInFailed):
    """The database does not take the session."""

    entry = CATALOGUE["sign_in_not_kept"]
