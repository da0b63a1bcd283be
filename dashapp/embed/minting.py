"""From a person and an app's name to a single-use link."""

from collections.abc import Iterable

from dashapp.embed.errors import ClaimMissing, MayNotOpen, UnknownApp
from dashapp.identity import User
from dashapp.retool import EmbedRequest, EmbedUrl, RetoolClient, UserInfo
from dashapp.settings import CLAIM_PREFIX, AppSettings


class Minter:
    """Mints embed URLs for the configured apps.

    Everything that Retool is told comes from the configuration and from verified claims, nothing
    from the page.
    """

    def __init__(
        self, client: RetoolClient, apps: Iterable[AppSettings], session_duration_minutes: int
    ) -> None:
        self._client = client
        self._apps = {app.name: app for app in apps}
        self._session_duration_minutes = session_duration_minutes

    def mint(self, app_name: str, user: User) -> EmbedUrl:
        """Ask Retool for one link; it is never kept.

        Raises:
            UnknownApp, MayNotOpen, ClaimMissing: before Retool is asked.
            dashapp.retool.RetoolError: Retool's refusal, or none of its answers.
        """
        app = self._apps.get(app_name)
        if app is None:
            raise UnknownApp("There is no app of this name.")
        if not app.may_open(user.roles):
            raise MayNotOpen(f"Your account may not open {app.title}.")
        return self._client.mint(self.request_for(app, user))

    def request_for(self, app: AppSettings, user: User) -> EmbedRequest:
        """Build what Retool is asked (Retool Embed quickstart, POST request parameters).

        Raises:
            ClaimMissing: the metadata need a claim that this person does not have.
            dashapp.retool.InvalidEmbedRequest: a claim's value breaks one of Retool's rules.
        """
        return EmbedRequest.build(
            landing_page_uuid=app.uuid,
            group_ids=app.groups,
            external_identifier=user.id,
            session_duration_minutes=self._session_duration_minutes,
            user_info=UserInfo(
                email=user.email, first_name=user.first_name, last_name=user.last_name
            ),
            metadata={key: _value(key, value, user) for key, value in app.metadata.items()},
            environment=app.environment,
            branch=app.branch,
            release_version=app.release_version,
        )


def _value(key: str, configured: str | int | bool, user: User) -> str | int | bool:
    if not isinstance(configured, str) or not configured.startswith(CLAIM_PREFIX):
        return configured
    claim = configured.removeprefix(CLAIM_PREFIX)
    if user.claims.get(claim) is None:
        raise ClaimMissing(
            f"Your sign-in does not say your {claim}, which this app needs ({key}). "
            "Ask the person who manages your account."
        )
    value: str | int | bool = user.claims[claim]
    return value
