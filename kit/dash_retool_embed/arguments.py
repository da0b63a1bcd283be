"""What `register_embeds` is given, refused where it is given: a mistake would else be found later.

Types are named rather than values, which may be a key, or hold one.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dash_retool_embed.apps import EmbedApp, duplicate_names
from dash_retool_embed.audit import Event
from dash_retool_embed.callables import kind_of, signature_mismatch, why_not_plain_function
from dash_retool_embed.dash_internals import check_dash
from dash_retool_embed.mint import MetadataHook, check_hook
from dash_retool_embed.validation_errors import format_path

_CALL = "register_embeds"


def listed(apps: Iterable[EmbedApp]) -> list[EmbedApp]:
    """Return the apps.

    Raises:
        TypeError: they are no list, such as one app alone, or one of them is no `EmbedApp`.
        ValueError: two have one name.
    """
    # An app of pydantic's can be iterated, and so can text and the keys of a dict.
    is_one = isinstance(apps, EmbedApp | str | bytes | Mapping)
    if is_one or isinstance(apps, type) or not isinstance(apps, Iterable):
        raise TypeError(f"{_CALL}(apps=…): a list of EmbedApps is needed, not {kind_of(apps)}")
    found = list(apps)
    for place, app in enumerate(found):
        if not isinstance(app, EmbedApp):
            raise TypeError(f"{_CALL}(apps[{place}]=…): an EmbedApp is needed, not {kind_of(app)}")
    if duplicates := duplicate_names([each.name for each in found]):
        at, name, allowed = duplicates[0]
        raise ValueError(f"apps{format_path(at)} = {name!r}; allowed: {allowed}")
    return found


def check_hooks(hooks: Mapping[str, MetadataHook], apps: Iterable[EmbedApp]) -> None:
    """Refuse metadata hooks that nobody would call, or could.

    Raises:
        ValueError: there is none of the apps that a hook is for.
        TypeError: one is no function of what it is called with.
    """
    names = [each.name for each in apps]
    for name, hook in hooks.items():
        if name not in names:
            raise ValueError(f"metadata for {name!r}; allowed: {', '.join(names) or 'none'}")
        check_hook(name, hook)


def check_arguments(
    *,
    app: object,
    client: object,
    user: object,
    verify_token: object,
    metadata: object,
    limits: object,
    recorder: object,
    audit: object,
    person_label: object,
    request_id: object,
) -> None:
    """Refuse what would fail at the first request only.

    Raises:
        TypeError: one of them is not what `register_embeds` says.
    """
    check_dash(app, f"{_CALL}(app=…)")
    _check_methods("client", client, "a RetoolClient", "derived_key", "mint")
    _check_user(user)
    if verify_token is not None:
        _check_function("verify_token", verify_token, "the token", "token")
    if metadata is not None and not isinstance(metadata, Mapping):
        raise TypeError(
            f"{_CALL}(metadata=…): a dict of functions by app is needed, not {kind_of(metadata)}"
        )
    if limits is not None:
        methods = "limit_anonymous", "limit_person", "limit_requests"
        _check_methods("limits", limits, "MintLimits() or None", *methods)
    if recorder is not None:
        told = "record_request", "record_reports"
        _check_methods("recorder", recorder, "a Recorder or None", *told)
    said = dict.fromkeys(("who", "code", "app", "detail"))
    _check_function("audit", audit, "what an Audit is given", Event.SIGN_IN, **said)
    # A class such as str makes text of an id.
    if not isinstance(person_label, type):
        _check_function("person_label", person_label, "the id of a User", "id")
    _check_function("request_id", request_id, "no argument")


def _check_user(user: Any) -> None:
    if not callable(user):
        raise TypeError(
            f"{_CALL}(user={user!r}): a function is needed that returns the User of the "
            "current request, such as user=current_person, without parentheses"
        )
    if why := why_not_plain_function(user):
        raise TypeError(f"{_CALL}(user=…): a plain function is needed, {why}")
    if signature_mismatch(user) and (why := signature_mismatch(user, object())):
        raise TypeError(
            f"{_CALL}(user=…): a function of no argument, or of the request, is needed: {why}"
        )


def _check_function(
    name: str, value: Any, takes: str, /, *arguments: object, **named: object
) -> None:
    if why := why_not_plain_function(value):
        raise TypeError(f"{_CALL}({name}=…): a plain function is needed, {why}")
    function: Callable[..., Any] = value
    if why := signature_mismatch(function, *arguments, **named):
        raise TypeError(f"{_CALL}({name}=…): a function of {takes} is needed: {why}")


def _check_methods(name: str, value: object, needed: str, *methods: str) -> None:
    # A class has them too, for objects of it.
    if isinstance(value, type):
        raise TypeError(f"{_CALL}({name}=…): {needed} is needed, not {kind_of(value)}")
    for method in methods:
        found = getattr(value, method, None)
        if not callable(found):
            raise TypeError(f"{_CALL}({name}=…): {needed} is needed, not {kind_of(value)}")
        if why := why_not_plain_function(found):
            raise TypeError(f"{_CALL}({name}=…): a plain {method} is needed, {why}")
