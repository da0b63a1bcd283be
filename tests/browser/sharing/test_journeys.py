"""What people do with a host of its own origin they do with one below a path, too."""

# ruff: noqa: F401 - pytest runs what is imported, with this folder's `serve`

from tests.browser.shell.test_popout import (
    test_an_app_opens_in_its_own_window_and_stays_as_it_is_in_this_one,
    test_an_event_that_names_a_tab_changes_its_own_window_alone,
)
from tests.browser.shell.test_tabs import (
    test_nobody_opens_where_somebody_else_was,
    test_the_host_opens_where_this_person_was,
)
from tests.browser.test_inspector import test_it_shows_what_passes_what_falls_and_why
from tests.browser.test_journey import (
    test_an_address_without_a_tab_is_a_page_that_says_so,
    test_an_analyst_switches_is_admin_leaves_and_comes_back_to_the_same_frame,
    test_an_app_that_a_role_does_not_open_is_a_page_that_says_so,
    test_an_event_can_not_name_a_tab_that_the_person_does_not_have,
    test_open_orders_of_a_customer_shows_them_in_the_sales_tab,
    test_reload_back_and_forward_show_the_tab_of_the_address,
)
from tests.browser.test_sign_in_again import (
    test_what_was_typed_is_there_when_the_same_person_is_back,
)
