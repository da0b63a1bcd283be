"""The certified provider leads people back to a host below a path, and tells it of sign-outs."""

import re
from html import unescape

import pytest
import requests

from tests.certified.conftest import Found
from tests.certified.provider import mints_with
from tests.certified.test_ends import ENDS, End, refuses
from tests.patience import until

PATH = "/apps"


def test_somebody_signs_in_at_the_address_that_was_asked_for_and_signs_out(found: Found) -> None:
    company = found(path=PATH)
    assert company.url.endswith(PATH)
    jane = company.person()
    begun = jane.get(f"{company.url}/sales", allow_redirects=False).headers["Location"]
    assert begun == f"{PATH}/sign-in?next={PATH}/sales"
    assert jane.sign_in(begun.removeprefix(PATH)).headers["Location"] == f"{PATH}/sales"
    assert mints_with(company.url, jane.cookie) == 200
    (cookie,) = [each for each in jane.cookies if each.name == "dashapp_token"]
    assert cookie.path == f"{PATH}/"

    page = jane.post(f"{company.url}/sign-out")
    at_provider = re.search(r'href="([^"]+/session/end[^"]*)"', page.text)
    assert at_provider is not None
    asked = jane.get(unescape(at_provider[1]))
    form = re.search(r'<form[^>]* action="([^"]+)"', asked.text)
    assert form is not None
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', asked.text))
    back = jane.post(unescape(form[1]), data={**fields, "logout": "yes"})
    assert back.url.partition("?")[0] == f"{company.url}/sign-out"
    assert "You have signed out" in back.text


@pytest.mark.parametrize("end", ENDS)
def test_every_end_of_a_session_reaches_it(found: Found, end: End) -> None:
    company = found(path=PATH)
    jane = company.person()
    jane.sign_in()
    copy = jane.cookie
    assert mints_with(company.url, copy) == 200
    end(company, jane)
    until(lambda: refuses(company.url, copy), "the end")


def test_nothing_of_it_is_at_the_root(found: Found) -> None:
    company = found(path=PATH)
    origin = company.url.removesuffix(PATH)
    for path in ("/sign-in", "/sign-in/callback", "/sign-out", "/backchannel-logout"):
        assert requests.get(f"{origin}{path}").status_code == 404
        assert requests.post(f"{origin}{path}").status_code == 404
