"""Ways in: the command line, Mesa, and the model as a function of numbers."""
