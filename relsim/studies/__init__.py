"""Several experiments that answer one question together."""
