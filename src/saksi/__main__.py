"""``python -m saksi`` is the command ``saksi``."""

from saksi.cli import main

main()
