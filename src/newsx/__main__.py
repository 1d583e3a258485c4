"""`python -m newsx` is `newsx`."""

from newsx.cli import main

main()
