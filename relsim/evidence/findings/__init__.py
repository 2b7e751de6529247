"""The results as typed findings, without a word."""
