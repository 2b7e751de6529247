"""relsim."""
