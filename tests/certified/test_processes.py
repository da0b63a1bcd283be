"""Three processes of a host that share a database, and a copy of a cookie."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest

from dash_retool_embed.testing.sandbox import DEMO_API_KEY
from tests.certified.conftest import CertifiedCompany, Found
from tests.certified.provider import mints_with
from tests.certified.test_ends import ENDS, End, refuses
from tests.conftest import SECRET
from tests.patience import PATIENCE_SECONDS, until


@contextmanager
def process_of(company: CertifiedCompany, folder: Path) -> Iterator[str]:
    """Serve the company's host in a process of its own; yield its origin."""
    oidc = company.settings.oidc
    assert oidc is not None
    told = {
        "retool": company.settings.retool.url,
        "retool_key": DEMO_API_KEY,
        "secret": SECRET,
        "issuer": oidc.issuer,
        "client_id": oidc.client_id,
        "client_secret": oidc.client_secret.get_secret_value(),
        "host_url": company.settings.host_url,
        "database_url": company.settings.database_url.get_secret_value(),
    }
    folder.mkdir()
    said = folder / "origin"
    with subprocess.Popen(
        [sys.executable, "-m", "tests.certified.serving", json.dumps(told), str(said)],
        stdin=subprocess.PIPE,
    ) as running:
        try:
            until(lambda: said.exists() and said.read_text(), "the process to serve")
            yield said.read_text()
        finally:
            assert running.stdin is not None
            running.stdin.close()
            running.wait(PATIENCE_SECONDS)


@pytest.mark.parametrize("end", ENDS)
def test_a_copied_cookie_is_good_for_nothing_in_any_process(
    found: Found, end: End, tmp_path: Path
) -> None:
    company = found()
    jane = company.person()
    jane.sign_in()
    copy = jane.cookie
    with ExitStack() as running:
        hosts = [
            company.url,
            *(running.enter_context(process_of(company, tmp_path / str(n))) for n in range(2)),
        ]
        assert [mints_with(host, copy) for host in hosts] == [200] * 3
        end(company, jane)
        for host in hosts:
            until(partial(refuses, host, copy), f"the end at {host}")
        assert [mints_with(host, copy) for host in hosts] == [401] * 3
