"""`python -m dashapp.cli` is `dashapp`."""

from dashapp.cli import main

main(prog_name="dashapp")
