"""Places: the built-in ones, and how to read one written by hand."""
