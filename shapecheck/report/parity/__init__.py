"""The networks for the parity of n bits, in each format."""
