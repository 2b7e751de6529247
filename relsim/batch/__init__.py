"""From an experiment to a results folder: which runs it takes, running them, and keeping what they yield."""
