"""A server that builds the host and then forks its workers."""

import subprocess
import sys
from collections import Counter

from sqlalchemy import text

from dashapp.database import Store
from dashapp.usage.tables import links
from tests.patience import PATIENCE_SECONDS
from tests.usage.forking import CHILDREN, EACH
from tests.usage.records import counted, rows


def test_the_parent_and_its_children_record_and_nothing_twice(url: str) -> None:
    forked = subprocess.run(
        [sys.executable, "-m", "tests.usage.forking", url],
        check=False,
        timeout=PATIENCE_SECONDS,
        stderr=subprocess.PIPE,
        text=True,
    )

    assert (forked.returncode, forked.stderr) == (0, "")
    store = Store(url)
    expected = {f"child {number}": EACH for number in range(CHILDREN)}
    expected["parent"] = CHILDREN * EACH
    assert Counter(row["person"] for row in rows(store, links)) == expected
    assert counted(store) == {("sales", who): {"opened": n} for who, n in expected.items()}
    if store.is_sqlite:
        with store.reading() as connection:
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
