"""How relsim speaks, once: what is wrong with an input, numbers and phrases."""
