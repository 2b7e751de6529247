"""``python -m relsim`` is the command ``relsim``."""

import sys

from relsim.cli import main

if __name__ == "__main__":
    sys.exit(main())
