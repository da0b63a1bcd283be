"""What the figures were measured on, without telling whose machine it is."""

import os
import platform
import subprocess
from datetime import UTC, datetime


def machine() -> str:
    browser = subprocess.run(["chromium", "--version"], capture_output=True, text=True, check=True)
    version = browser.stdout.split()[1]
    today = datetime.now(UTC).date().isoformat()
    return (
        f"{today}, {os.cpu_count()} cores, Python {platform.python_version()}, Chromium {version}"
    )
