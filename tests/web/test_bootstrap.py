"""What is Bootstrap's comes from the host itself, as it was published."""

import hashlib
from pathlib import Path

import pytest

from dashapp import bootstrap
from dashapp.app import create_app
from dashapp.settings import Settings
from dashapp.web import bootstrap_address

FOLDER = Path(bootstrap.__file__).parent

# As in the packages of npm: dist/css/bootstrap.min.css and LICENSE of bootstrap 5.3.8,
# bootstrap-icons.svg and LICENSE of bootstrap-icons 1.13.1.
PUBLISHED = {
    "bootstrap.min.css": "d85327d99c7a3ee1f9b5d0500d1370acea3ad2db39c163c2f51f232baedbdede",
    "LICENSE.bootstrap": "4620c84ad5ce8602ff65640ed6b7c8b78ebb9e036584f0ebc1ccc88206a4bb51",
    "bootstrap-icons.svg": "fe7b61303ee8b160aa2d596dabbb70f4ffeaf8ea24891004e9b1d0d2877638b1",
    "LICENSE.bootstrap-icons": "0fb3e11bd57e896c5a512afd64864d28a37de45d19835016c87ca1ad19ead969",
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_file_of_others_is_as_they_published_it(name: str) -> None:
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == PUBLISHED[name]


def test_no_other_file_of_others_is_there() -> None:
    assert {each.name for each in FOLDER.iterdir() if each.suffix not in {".py", ""}} == {
        *PUBLISHED
    }


def test_its_version_is_the_one_that_is_named() -> None:
    assert "Bootstrap  v5.3.8 " in bootstrap.STYLESHEET.read_text("utf-8")
    assert "Bootstrap 5.3.8" in str(bootstrap.__doc__)


def test_it_needs_no_sign_in_and_is_kept_for_good(settings: Settings) -> None:
    answer = create_app(settings).server.test_client().get(bootstrap_address("/_bootstrap"))
    assert answer.status_code == 200
    assert answer.mimetype == "text/css"
    assert answer.cache_control.immutable
    assert answer.data == bootstrap.STYLESHEET.read_bytes()
