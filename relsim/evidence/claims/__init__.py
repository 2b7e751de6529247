"""What the results say of what the sources claim."""
