"""Answers in four sizes, from one set of findings: the same truth in as many words as there is room for."""
