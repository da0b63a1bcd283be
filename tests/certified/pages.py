"""The certified provider's own pages, as somebody at a browser fills them in."""

from tests.browser.person import Person


def sign_in_at(person: Person, name: str) -> None:
    """Log in at the provider, and agree that the host learns who this is."""
    person.find("input[name=login]").send_keys(name)
    person.find("input[name=password]").send_keys("any")
    person.click("button[type=submit]")
    person.until(lambda: not person.all("input[name=login]"), "the provider to go on")
    # The host's pages come after it; who has agreed before is not asked.
    person.until(lambda: person.all("button[type=submit]") or person.all(".host"), "what is next")
    if person.all("form[action*=interaction]"):
        person.click("form[action*=interaction] button[type=submit]")
