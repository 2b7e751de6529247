"""Experiment files: read, checked, and told in words; and the safeguards that plans can name."""
