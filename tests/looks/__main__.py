"""`python -m tests.looks`: pictures of every page and state, in build/screenshots."""

import logging
import sys
from pathlib import Path

from tests.looks.pictures import take_pictures

FOLDER = Path(__file__).parents[2] / "build" / "screenshots"

# Werkzeug would list every request of all of them.
logging.getLogger("werkzeug").setLevel(logging.ERROR)
take_pictures(FOLDER, sys.argv[1:])
sys.stdout.write(f"{FOLDER / 'index.html'}\n")
