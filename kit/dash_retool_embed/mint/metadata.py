"""What Retool is told about a person: configured values, claims, and what a hook adds."""

import traceback
from collections.abc import Callable, Mapping
from typing import cast

from dash_retool_embed.apps import CLAIM_PREFIX, EmbedApp
from dash_retool_embed.callables import kind_of, signature_mismatch, why_not_plain_function
from dash_retool_embed.errors import (
    ClaimMissing,
    ClaimUnfit,
    EmbedError,
    MetadataFailed,
    MetadataTooLong,
)
from dash_retool_embed.people import User, claim_at, parse_claim_path
from dash_retool_embed.retool import check_metadata, check_metadata_value

MetadataValue = str | int | bool
MetadataHook = Callable[[User], Mapping[str, MetadataValue]]


class MetadataHooks(dict[str, MetadataHook]):
    """Functions that add metadata, by app: one object for each Dash app, and nothing global.

    ::

        metadata = MetadataHooks()

        @metadata("sales")
        def _(user: User) -> dict[str, str | int | bool]:
            return {"region": region_of(user.id)}

        create_app(settings, metadata=metadata)  # or register_embeds(app, ..., metadata=metadata)

    A hook runs in the request for a link. It may refuse the person with an EmbedError, such as
    ``MayNotOpen("Your contract has ended.")``. Whatever else it raises, a value that Retool does
    not take, and a key that the configuration sets too are mistakes: there is no link.
    """

    def __call__(self, app_name: str) -> Callable[[MetadataHook], MetadataHook]:
        """Call the decorated function whenever somebody opens the app.

        Raises:
            ValueError: the app has a hook already.
            TypeError: the function is no plain one, or takes no User; or there is no name, such as
                in ``@metadata`` without parentheses.
        """
        if not isinstance(app_name, str):
            raise TypeError(
                f"MetadataHooks: the app's name is needed, not {kind_of(app_name)}: "
                '@metadata("sales")'
            )

        def register(hook: MetadataHook) -> MetadataHook:
            if app_name in self:
                raise ValueError(f"the app {app_name!r} has a metadata hook already")
            check_hook(app_name, hook)
            self[app_name] = hook
            return hook

        return register


def check_hook(app_name: str, hook: MetadataHook) -> None:
    """Refuse what could not work later.

    Raises:
        TypeError: it is no plain function, or can't be called with a User.
    """
    if why := why_not_plain_function(hook) or signature_mismatch(hook, object()):
        raise TypeError(f"metadata for {app_name!r}: a plain function of a User is needed: {why}")


def metadata_for(app: EmbedApp, user: User, hook: MetadataHook | None) -> dict[str, MetadataValue]:
    """Return an app's metadata for one person.

    Raises:
        ClaimMissing, ClaimUnfit: the person's sign-in does not say what the app needs.
        MetadataFailed: the hook raised, or returned nonsense.
        MetadataTooLong: all of it together is longer than Retool takes.
        EmbedError: the hook refused the person.
    """
    metadata = {key: _value(key, value, user) for key, value in app.metadata.items()}
    if hook is not None:
        metadata |= _added(hook, app, user)
    try:
        return check_metadata(metadata)
    except ValueError:
        pass
    raise MetadataTooLong(case="app", title=app.title)


def _value(key: str, configured: MetadataValue, user: User) -> MetadataValue:
    if not isinstance(configured, str) or not configured.startswith(CLAIM_PREFIX):
        return configured
    name = configured.removeprefix(CLAIM_PREFIX)
    claim = _claim(user, name)
    if claim is None:
        raise ClaimMissing(case="claim", claim=name, key=key)
    if not _is_value(claim):
        raise ClaimUnfit(case="claim", claim=name, key=key)
    return cast("MetadataValue", claim)


def _claim(user: User, name: str) -> object:
    return claim_at(user.claims, parse_claim_path(name))


def _added(hook: MetadataHook, app: EmbedApp, user: User) -> Mapping[str, MetadataValue]:
    try:
        added = hook(user)
    except EmbedError:
        raise
    # The hook is the host's own code and may raise anything.
    except Exception as error:  # noqa: BLE001
        reason = f"it raised {type(error).__qualname__}, {_where(error)}"
    else:
        reason = _nonsense(added, app)
        if not reason:
            return added
    # Outside of the except clause: what the hook raised may quote what it knows of the person.
    raise MetadataFailed(case="hook", title=app.title, reason=reason)


def _nonsense(added: object, app: EmbedApp) -> str:
    if not isinstance(added, Mapping):
        return f"it returned {type(added).__qualname__}, no mapping"
    if not all(isinstance(key, str) for key in added):
        return "it returned a key that is no string"
    if twice := sorted(added.keys() & app.metadata.keys()):
        return f"the configuration sets {', '.join(twice)} too"
    if unfit := sorted(key for key, value in added.items() if not _is_value(value)):
        return f"no string, boolean or 64-bit whole number: {', '.join(unfit)}"
    return ""


def _is_value(value: object) -> bool:
    try:
        check_metadata_value(value)
    except ValueError:
        return False
    return True


def _where(error: Exception) -> str:
    # No traceback: its last line is the error's text.
    frames = traceback.extract_tb(error.__traceback__)
    return f"at {frames[-1].filename}:{frames[-1].lineno}"
