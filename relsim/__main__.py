"""``python -m relsim`` is the command ``relsim``."""

from relsim.interfaces.cli.main import run_as_command

if __name__ == "__main__":
    run_as_command()
