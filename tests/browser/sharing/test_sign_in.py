"""Sign-in with OpenID Connect at a host below a path."""

# ruff: noqa: F401 - pytest runs what is imported, with this folder's `serve`

from tests.browser.test_oidc import (
    person,
    test_a_sign_in_that_comes_to_nothing_is_a_sentence_and_a_way_to_begin_again,
    test_somebody_signs_in_opens_an_app_and_signs_out_everywhere,
    test_two_windows_sign_in_at_once,
    test_who_goes_back_to_the_provider_and_logs_in_again_is_still_signed_in,
)
