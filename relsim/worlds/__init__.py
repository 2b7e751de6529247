"""What nobody knows: the parameters, and plausible worlds drawn from them."""
