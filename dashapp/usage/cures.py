"""What a code of a failure means, and what to do about it, for whoever looks after the host."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cure:
    """What happened, in a sentence, and what helps, in another."""

    meaning: str
    cure: str


_LOG = "The host's log at that time says more."
_WAIT = "Nothing, if it stays rare: the page asks again by itself."
_SIGN_IN_AGAIN = "The person signs in again."
_PROVIDER = "Look into the log of the sign-in provider at that time."

REFUSED_HERE = {
    "embed_error": Cure("The host refused the link.", _LOG),
    "unknown_app": Cure(
        "No app of this name is configured.",
        "Add it to [[apps]] in dashapp.toml, or correct the page that asks for it.",
    ),
    "may_not_open": Cure(
        "None of the person's roles opens this app.",
        "Give the person one of the app's roles, or add a role of theirs to the app's `roles`.",
    ),
    "frame_not_yours": Cure(
        "Events came in the name of a frame that was not opened for this person and this app.",
        "If the API key has just been changed, nothing: the person opens the app again. "
        "Otherwise somebody has forged them.",
    ),
    "claim_missing": Cure(
        "The app's metadata need a claim that the person's sign-in does not carry.",
        "Have the login put the claim into its tokens, or change the app's `metadata`.",
    ),
    "no_group": Cure(
        "None of the person's roles has a permission group in this app.",
        "Add one of their roles to the app's `groups_by_role`.",
    ),
    "claim_unfit": Cure(
        "A claim that the metadata need is not a text, a boolean or a whole number.",
        "Have the login send a plain value, or name a part of it in the app's `metadata`.",
    ),
    "metadata_too_long": Cure(
        "The person's claims and the app's hook say more than Retool takes.",
        "Pass fewer or shorter values in the app's `metadata`.",
    ),
    "metadata_failed": Cure(
        "The app's metadata hook raised an error, or returned what Retool does not take.", _LOG
    ),
    "bad_request": Cure(
        "What was sent is no request for a link.",
        "Correct the program that asks; the host's own pages send none of these.",
    ),
    "not_registered": Cure(
        "The page asked for a link where nobody hands any out.",
        "Call register_embeds for the Dash app that serves this page.",
    ),
    "too_large": Cure(
        "What was sent is longer than any request for a link.",
        "Correct the program that asks; the host's own pages send none of these.",
    ),
    "too_many_requests": Cure(
        "The person asked too often, or strangers at one address did.",
        "If a person at work meets it, raise `per_person` in [limits].",
    ),
    "internal_error": Cure("The host itself failed.", _LOG),
}

NOT_SIGNED_IN = {
    "identity_error": Cure("It is not known who asked.", _SIGN_IN_AGAIN),
    "keys_unavailable": Cure(
        "The login's keys could not be had, so no sign-in could be checked.",
        "See whether the host can reach the address in `jwks_url`.",
    ),
    "not_signed_in": Cure("There was no valid sign-in.", _SIGN_IN_AGAIN),
    "token_missing": Cure("The request had no sign-in.", _SIGN_IN_AGAIN),
    "token_expired": Cure("The sign-in was over.", _SIGN_IN_AGAIN),
    "token_invalid": Cure(
        "The sign-in was forged, malformed or meant for somebody else.",
        "If it is everybody's, compare `audience`, `issuer` and the keys in [auth] with the login.",
    ),
    "sign_in_failed": Cure("A sign-in came to nothing.", _PROVIDER),
    "sign_in_expired": Cure(
        "A sign-in took too long, or was begun in another browser.", _SIGN_IN_AGAIN
    ),
    "sign_in_refused": Cure(
        "The provider did not let the person in, or they cancelled.",
        "Assign the person to this application at the provider.",
    ),
    "provider_unavailable": Cure(
        "The sign-in provider could not be reached.",
        "See whether the host can reach the provider, and whether that is in order.",
    ),
    "answer_not_trusted": Cure(
        "The provider's answer broke a rule, so nothing that it said counts.", _PROVIDER
    ),
    "sign_in_waits": Cure(
        "Others were being signed in, so the person had to wait.",
        "Nothing: the page tries again by itself.",
    ),
    "too_many_failed_sign_ins": Cure(
        "Too many sign-ins from this address failed at the provider.",
        "If people of yours are behind it, raise `failed_sign_ins` in [limits].",
    ),
    "session_unknown": Cure(
        "The host's database did not say whether the sign-in goes on.",
        "Have it run again; the log says what is wrong. Who is known to a process goes on.",
    ),
    "sign_in_not_kept": Cure(
        "The host's database does not take sessions.",
        "Have it run again; the log says what is wrong. Who is signed in already goes on.",
    ),
}

NOT_AT_RETOOL = {
    "retool_error": Cure("Retool gave no link.", _LOG),
    "invalid_embed_request": Cure(
        "The request breaks Retool's rules, so it was not sent.",
        "The host's log names the field; it comes from the person's claims or from dashapp.toml.",
    ),
    "token_rejected": Cure(
        "Retool does not take the access token.",
        "Put a valid one, with the embed scope, into RETOOL_API_KEY, and start the host again.",
    ),
    "unknown_app_or_group": Cure(
        "Retool does not know the app or one of the groups.",
        "Compare the app's `uuid` and `groups` with Retool, and publish the app.",
    ),
    "embedding_not_enabled": Cure(
        "Embedding is turned off in Retool.", "Turn Retool Embed on in Retool's settings."
    ),
    "request_rejected": Cure("Retool refused the request.", _LOG),
    "rate_limited": Cure("Retool takes no more requests for a while.", _WAIT),
    "retool_busy": Cure("As many calls to Retool were under way as this host allows.", _WAIT),
    "retool_failed": Cure("Retool met an error of its own.", "Look into Retool's own log."),
    "retool_unavailable": Cure(
        "Retool could not be reached, or did not answer in time.",
        "See whether the host can reach the address in [retool] `url`.",
    ),
    "unintelligible_answer": Cure(
        "What answered is not Retool's API.",
        "Check [retool] `url`, and what stands between the host and it.",
    ),
    "origin_not_allowed": Cure(
        "The link leads to an address that is not allowed.",
        "If the address is right, add it to `embed_origins` in [retool].",
    ),
}

IN_THE_BROWSER = {
    "failed": Cure("The frame failed, and the page did not say why.", _LOG),
    "retool_unreachable": Cure(
        "The person's browser could not reach Retool.",
        "See whether Retool is open to the person's network.",
    ),
    "load_timeout": Cure(
        "Retool's page did not arrive in time.", "Look at Retool's load at that time."
    ),
    "blocked_by_csp": Cure(
        "The page's own Content-Security-Policy does not allow Retool's address.",
        "Add it to `embed_origins` in [retool], or see which proxy changes the header.",
    ),
    "no_sign_of_life": Cure(
        "Retool's page was there, but the app did not start.",
        "Open the app in Retool as a member of its groups; see that Retool allows this host to "
        "frame it. If the app asks for nothing by itself, leave out `queries_on_load`.",
    ),
    "cookie_blocked": Cure(
        "The browser blocked Retool's session cookie, as Retool is at another site.",
        "Give Retool a domain under the host's own one.",
    ),
    "other_site": Cure(
        "Retool is at another site, and the app said nothing. It runs if the browser lets Retool's "
        "cookie through.",
        "Give Retool a domain under the host's own one, or set `queries_on_load` for an app that "
        "asks something when it starts.",
    ),
    "event_not_carried": Cure(
        "The app sent something too large, or of a kind that can't be sent.",
        "Have the Retool app send less at once; see the proxy's limit of a request's size.",
    ),
    "event_delayed": Cure(
        "What the app sent got no answer of its handler; the page went on sending it.",
        "See in the host's log, and in the proxy's, what became of callbacks at that time.",
    ),
    "browser_too_old": Cure(
        "The person's browser is older than what the kit needs.",
        "The person updates it, or uses another one.",
    ),
    "frame_removed": Cure(
        "Something on the page removed the frame.",
        "Ask the person for extensions of their browser; look at the page's own scripts.",
    ),
    "keyboard_taken": Cure(
        "The app took the keyboard three times while nobody saw it.",
        "In the app, focus nothing by itself, and never call `window.focus()`.",
    ),
    "overflow": Cure(
        "The app sent more events than the host could take.",
        "Have the app send fewer, or a handler that is faster.",
    ),
    "events_refused": Cure(
        "The host took no events from the app's frame.",
        "The person opens the app again. The host's log at that time says why.",
    ),
    "reconnecting": Cure("The page could not reach the host to confirm whose frame it was.", _WAIT),
    "unexpected": Cure(
        "The page itself failed.", "Open the app with the browser's console; it has the details."
    ),
    "session_ended": Cure(
        "The session ended, and no new link was to be had in time.",
        "See what refused the renewals of this person around that time.",
    ),
    "renewing": Cure("The session was being renewed.", _WAIT),
    "retool_moved": Cure(
        "Retool is at another address since the session began.", "The person opens the app again."
    ),
    "host_unreachable": Cure(
        "The browser could not reach this host.", "Nothing here: the person was offline."
    ),
    "host_failed": Cure(
        "What answered in the host's place makes no sense.", "Look at the proxy before the host."
    ),
    "http_429": Cure("Something before the host limits requests.", "Look at its limits."),
    "http_502": Cure("The proxy did not get through to the host.", "See whether the host ran."),
    "http_503": Cure("The host, or what is before it, was out of order.", _LOG),
    "http_504": Cure("The host did not answer its proxy in time.", _LOG),
    "sign_in_ended": Cure(
        "The person's sign-in has ended.",
        "Nothing: the app goes on when they have signed in again.",
    ),
    "signed_out": Cure("The person signed out.", "Nothing: the frames are to go."),
    "person_changed": Cure(
        "Somebody else signed in with the same browser.", "Nothing: the frames are to go."
    ),
}

CURES = REFUSED_HERE | NOT_SIGNED_IN | NOT_AT_RETOOL | IN_THE_BROWSER

UNKNOWN = Cure("No version of this host knows this code.", _LOG)

GOOD = {"minted": "link handed out", "ready": "ready", "renewed": "renewed"}
"""The outcomes that are no failures."""


def cure_of(code: str) -> Cure:
    """Return what is known of a failure's code."""
    return CURES.get(code, UNKNOWN)
