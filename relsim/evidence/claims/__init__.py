"""The sources' claims, put to the results."""
