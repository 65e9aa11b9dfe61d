"""Makes the toy readings of tests/store available here."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "store"))
