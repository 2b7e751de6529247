"""Write a synthetic results folder: ``python -m evidence_example FOLDER [OPTIONS]``."""

import sys
from pathlib import Path

from evidence_example import write_example

options = int(sys.argv[2]) if len(sys.argv) > 2 else 2
print(write_example(Path(sys.argv[1]), options=options, safeguards=True))
