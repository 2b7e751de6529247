"""Which runs an experiment takes, and what is kept of each; all that makes its numbers."""
