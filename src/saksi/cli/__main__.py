"""``python -m saksi.cli`` is the command ``saksi``."""

from saksi.cli import main

main()
