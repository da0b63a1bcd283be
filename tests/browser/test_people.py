"""Whose frames these are: nobody sees a frame of somebody who was here before."""

import requests

from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.person import Person


def other_window(person: Person, path: str) -> str:
    """Open a second window of the same browser; return the first one's handle."""
    first = str(person.driver.current_window_handle)
    person.driver.switch_to.new_window("tab")
    person.open(path)
    return first


def sign_in_elsewhere(person: Person, who: str) -> None:
    """Change the cookie without a word to the host's pages, as a login elsewhere does."""
    answer = requests.post(f"{person.url}/sign-in", data={"person": who}, allow_redirects=False)
    token = answer.cookies["dashapp_token"]
    person.driver.delete_all_cookies()
    person.driver.add_cookie({"name": "dashapp_token", "value": token, "httpOnly": True})


def frames(person: Person) -> int:
    return len(person.all("iframe"))


def test_sign_out_in_one_window_empties_the_frames_of_all(person: Person) -> None:
    person.sign_in("anton", "/customers")
    person.reaches("ready", "customers")
    person.go("sales")
    person.reaches("ready", "sales")
    assert frames(person) == 2
    first = other_window(person, "/sales")
    person.reaches("ready", "sales")
    person.sign_out()
    person.find("button[value=vera]")

    person.driver.switch_to.window(first)
    person.shows("You have signed out", "#host_signed_out")
    assert frames(person) == 0
    person.find("#host_signed_out button").click()
    person.find("button[value=vera]")


def test_a_window_of_the_former_person_is_emptied_when_somebody_else_signs_in(
    person: Person,
) -> None:
    person.sign_in("anton", "/customers")
    person.reaches("ready", "customers")
    person.go("sales")
    person.reaches("ready", "sales")
    first = other_window(person, "/home")
    sign_in_elsewhere(person, "ada")
    person.open("/sales")
    person.reaches("ready", "sales")

    person.driver.switch_to.window(first)
    person.shows("now signed in as someone else", "#host_signed_out")
    assert frames(person) == 0
    person.find("#host_signed_out button").click()
    person.shows("Ada Okafor", ".host-account")


def test_a_link_that_is_in_flight_at_the_sign_out_is_dropped(
    person: Person, sandbox: Sandbox
) -> None:
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    sandbox.misbehave.hang = True
    person.go("customers")
    person.until(lambda: sandbox.waiting == 1, "the host to ask")
    first = other_window(person, "/home")
    person.sign_out()
    person.find("button[value=vera]")
    sandbox.misbehave.hang = False
    person.until(lambda: sandbox.links_minted == 2, "the link to be minted")
    person.driver.switch_to.window(first)
    person.shows("You have signed out", "#customers")
    assert frames(person) == 0
    assert sandbox.frame_loads_of("customers") == 0


def test_a_former_person_s_page_opens_no_frame_for_the_new_one(
    person: Person, sandbox: Sandbox
) -> None:
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    sign_in_elsewhere(person, "ada")
    person.go("customers")
    person.shows("now signed in as someone else", "#customers")
    assert frames(person) == 0
    assert sandbox.frame_loads_of("customers") == 0


def test_back_forward_reload_and_a_second_window_each_end_with_a_working_frame(
    person: Person, sandbox: Sandbox
) -> None:
    def works() -> None:
        person.reaches("ready", "sales")
        with person.inside("sales"):
            person.find("#export")

    person.sign_in("anton", "/sales")
    works()
    person.driver.refresh()
    works()
    person.driver.get(sandbox.origin)
    person.driver.back()
    works()
    person.driver.forward()
    person.driver.back()
    works()
    person.driver.execute_script("window.open(location.href)")
    person.driver.switch_to.window(person.driver.window_handles[-1])
    works()


def test_a_first_link_that_is_in_flight_when_somebody_else_signs_in_is_dropped(
    person: Person, sandbox: Sandbox
) -> None:
    person.sign_in("anton", "/")
    sandbox.misbehave.hang = True
    person.go("sales")
    person.until(lambda: sandbox.waiting == 1, "the host to ask")
    first = other_window(person, "/home")
    sign_in_elsewhere(person, "ada")
    person.open("/home")
    person.shows("Ada Okafor", ".host-account")
    sandbox.misbehave.hang = False
    person.until(lambda: sandbox.links_minted == 1, "the link to be minted")
    person.go("sales")
    person.reaches("ready", "sales")
    person.driver.switch_to.window(first)
    person.shows("now signed in as someone else", "#sales")
    assert frames(person) == 0
    assert sandbox.frame_loads == 1


def test_after_a_sign_out_this_page_opens_no_frame(person: Person, sandbox: Sandbox) -> None:
    person.sign_in("anton", "/")
    person.driver.execute_script("dash_retool_embed.person.signOut()")
    # The page is covered; whoever gets past that finds nothing either.
    tab = "document.querySelector('[data-tab=sales] a').click()"
    person.driver.execute_script(tab)
    person.shows("You have signed out", "#sales")
    assert frames(person) == 0
    assert sandbox.links_minted == 0
