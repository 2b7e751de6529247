"""What the results show, as typed findings without a word."""
