"""England: the facts from which the place of any NHS or council footprint is computed."""
