"""The words of relsim, each way of speaking once: problems with an input, numbers, phrases and named texts."""
