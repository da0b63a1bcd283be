"""The official SDKs take the sandbox for Retool."""

from dash_retool_embed.testing.sandbox import Sandbox
from tests.interop.conftest import Mint
from tests.interop.page import SdkPage


def test_export_follows_is_admin(sdk_page: SdkPage, mint: Mint, sandbox: Sandbox) -> None:
    sdk_page.open_link(mint())
    sdk_page.waits_for_export(enabled=False)

    sdk_page.switch_is_admin()
    sdk_page.waits_for_export(enabled=True)
    sdk_page.click_in_frame("#export")
    with sdk_page.frame():
        sdk_page.until(lambda: "10 orders" in sdk_page.find("#exported").text, "an export")

    sdk_page.switch_is_admin()
    sdk_page.waits_for_export(enabled=False)
    assert sandbox.frame_loads == 1


def test_home_reaches_on_data(sdk_page: SdkPage, mint: Mint) -> None:
    sdk_page.open_link(mint())
    sdk_page.click_in_frame("#go-home")
    assert sdk_page.events() == ["home"]


def test_an_event_that_is_an_object_reaches_on_data_whole(sdk_page: SdkPage, mint: Mint) -> None:
    sdk_page.open_link(mint("customers"))
    sdk_page.click_in_frame("[data-customer='Café Central']")
    assert sdk_page.events() == [
        {"type": "navigate", "tab": "sales", "customer": "Café Central"},
    ]


def test_a_link_that_was_used_once_is_refused_when_the_page_is_reloaded(
    sdk_page: SdkPage, mint: Mint, sandbox: Sandbox
) -> None:
    sdk_page.open_link(mint())
    assert sdk_page.text_in_frame("h1") == "Sales report"

    sdk_page.driver.refresh()
    assert sdk_page.text_in_frame("h1") == "Nonce provided is invalid or already redeemed"
    assert sandbox.frame_loads == 1
